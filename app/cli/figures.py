"""Numbers as planners read them: grouped digits, one width per column, signs that line up, never 1e5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.messages import Language
from app.messages.amounts import money_words, unit_words
from models.units import Money

NOTHING = "–"
SHOWN_DIGITS = 2
"""Decimals of amounts that are no targets; targets are shown with all of theirs."""


@dataclass(frozen=True)
class Figures:
    """Writes amounts in one document's unit and one language."""

    money: Money
    language: Language

    @property
    def unit(self) -> str:
        """The unit alone: 万元, thousand CNY."""
        return unit_words(self.money, self.language)

    def with_unit(self, amount: Decimal | int | float) -> str:
        """An amount with its unit, e.g. `48,760 万元`. Floats are shown with two decimals at most."""
        exact = _shortened(amount) if isinstance(amount, float) else Decimal(amount)
        return money_words(exact, self.money, self.language)

    def minor_with_unit(self, minor: int) -> str:
        """An amount of minor units with its unit, exact."""
        return self.with_unit(self.money.from_minor(minor))

    def column(self, minors: Sequence[int | None], *, exact: bool) -> list[str]:
        """Amounts of one column with the same decimals: all of them when `exact`, else two at most."""
        values = [None if minor is None else self.money.from_minor(minor) for minor in minors]
        needed = max((_decimals(value) for value in values if value is not None), default=0)
        digits = needed if exact else min(needed, SHOWN_DIGITS)
        return [NOTHING if value is None else _grouped(value, digits) for value in values]


def number_text(value: float) -> str:
    """A number with two decimals at most."""
    return f"{_shortened(value):,f}"


def rate_text(rate: float | None) -> str:
    """A signed change: `+15.0 %`, `−3.2 %`, `0.0 %`."""
    if rate is None:
        return NOTHING
    percent = round(rate * 100.0, 1)
    return f"{percent:+,.1f} %".replace("-", "−") if percent else "0.0 %"


def share_text(share: float) -> str:
    """A share of the whole: `33.8 %`."""
    return f"{share * 100.0:.1f} %"


def rate_style(rate: float | None) -> str:
    """Green for growth, red for decline."""
    if rate is None or round(rate * 100.0, 1) == 0.0:
        return ""
    return "green" if rate > 0 else "red"


def _shortened(value: float) -> Decimal:
    rounded = Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _decimals(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def _grouped(value: Decimal, digits: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}".replace("-", "−")
