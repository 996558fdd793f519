"""Numbers of a statement as people read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from app.messages.amounts import money_words
from app.messages.language import Language
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.units import Money, MoneyUnit, minor_digits

MOST_DIGITS = 9


class PayFigures:
    """Writes the numbers of one plan in one language."""

    def __init__(self, plan: IncentivePlan, language: Language) -> None:
        self.plan, self.language = plan, language
        self.money: Money = plan.money

    @property
    def unit(self) -> str:
        """The unit of amounts: CNY, 万元."""
        return money_words(Decimal(0), self.money, self.language).partition(" ")[2].removeprefix("× ")

    def amount(self, minor: float) -> str:
        """An amount of whole minor units without its unit, exact: 64,000 or 44,750.70; parts of a minor unit, as slopes
        have them, follow."""
        return self.column([minor])[0]

    def column(self, minors: Sequence[float]) -> list[str]:
        """Amounts with the same decimals: none where all are whole, else those of the currency at least."""
        exact = [(Decimal(repr(float(minor))) / self.money.minor_per_unit).normalize() for minor in minors]
        digits = max((max(-int(value.as_tuple().exponent), 0) for value in exact), default=0)
        if digits and self.money.unit is MoneyUnit.MAJOR:
            digits = max(digits, minor_digits(self.money.currency))
        return [_minus(f"{value:,.{digits}f}") for value in exact]

    def percent(self, rate: float, digits: int = 6) -> str:
        """A rate in percent with at most so many decimals: `108.27 %`, in Chinese `108.27%`."""
        return trimmed(rate * 100.0, digits) + ("%" if self.language == "zh" else " %")

    def number(self, measure: int, value: float) -> str:
        """A number of a measure: money in the document's unit, pieces, a mark."""
        is_money = self.plan.measures[measure].counts is Counts.MONEY
        return self.amount(round(value, 6)) if is_money else trimmed(value, MOST_DIGITS)

    def in_unit(self, measure: int, value: float) -> float:
        """The same as a number for programs."""
        return value / self.per_unit(measure)

    def per_unit(self, measure: int) -> float:
        """Units of a measure's numbers per written one: minor units of money, else 1."""
        is_money = self.plan.measures[measure].counts is Counts.MONEY
        return float(self.money.minor_per_unit) if is_money else 1.0


def trimmed(value: float, digits: int) -> str:
    """A number with at most so many decimals."""
    text = f"{value:,.{digits}f}"
    return _minus(text.rstrip("0").rstrip(".") if "." in text else text)


def shortest(value: float, first: int, holds: Callable[[float], bool]) -> tuple[float, int]:
    """The value with the fewest decimals, from `first` on, with which something still holds; and how many."""
    for digits in range(first, MOST_DIGITS):
        if holds(round(value, digits)):
            return round(value, digits), digits
    return value, MOST_DIGITS


def _minus(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.,") else text.replace("-", "−")
