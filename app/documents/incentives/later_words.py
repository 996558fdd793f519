"""Why a later payment is what it is, and what it is worth today, in one sentence whose numbers can be worked out
again."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from app.documents.incentives.figures import PayFigures, shortest, trimmed
from app.documents.incentives.words import word
from models.findings import Fact
from models.history.calendar import month_text
from models.incentives.long_term.base import LongTermElement
from models.incentives.long_term.co_investment import CoInvestment
from models.incentives.long_term.long_service_award import LongServiceAward
from models.incentives.long_term.phantom_shares import PhantomShares
from models.incentives.rounded import whole_minor
from models.incentives.statement import LaterStatement, Statement

UNIT_DIGITS = 4
"""Decimals of units before they are rounded down."""


class LaterWriter:
    """Writes the later payments of one person's statement."""

    def __init__(self, figures: PayFigures, statement: Statement) -> None:
        self._figures, self._statement = figures, statement
        self._long_term = statement.pay_class.group.long_term

    def payment(self, later: LaterStatement) -> str:
        """One payment: what it comes from, then what it is worth today."""
        if later.element is None:
            parts = [self._deferred(later)]
        else:
            # Labels may stand twice: the element is the one that comes to the amount.
            named = [one for one in self._long_term if one.shown == later.element]
            parts = [next((text for text in (self._element(one, later) for one in named) if text), "")]
        parts.append(self._worth(later))
        comma = "；" if self._figures.language == "zh" else "; "
        return comma.join(part for part in parts if part)

    def _word(self, key: str, **facts: Fact) -> str:
        return word(key, self._figures.language, **facts)

    def _deferred(self, later: LaterStatement) -> str:
        rule, held = self._statement.pay_class.group.deferral, self._statement.held
        share = next(part.share for part in rule.vesting if part.after_years == later.years) if rule else 1.0
        facts = {
            "held": self._figures.amount(held),
            "share": self._figures.percent(share),
            "amount": self._figures.amount(later.amount),
        }
        is_product = _minor(held * share) == later.amount
        return self._word("later_deferred" if is_product else "later_deferred_rest", **facts)

    def _element(self, element: LongTermElement, later: LaterStatement) -> str:
        """Empty where the element does not come to the amount in that year."""
        if isinstance(element, PhantomShares):
            return self._shares(element, later)
        if isinstance(element, CoInvestment):
            return self._invested(element, later)
        return self._service(element, later) if isinstance(element, LongServiceAward) else ""

    def _shares(self, element: PhantomShares, later: LaterStatement) -> str:
        figures, is_gain = self._figures, element.pays == "gain"
        price = float(element.price) * float(figures.money.minor_per_unit)
        exact = self._statement.target_incentive * element.grant_rate / price
        units = math.floor(exact + 1e-9)
        share = sum(part.share for part in element.vesting if part.after_years == later.years)
        grown = price * (1 + element.growth_rate) ** later.years

        def comes_to(each: float) -> bool:
            return _minor(units * share * each) == later.amount

        each = grown - price if is_gain else grown
        if not comes_to(each):
            return ""
        facts = {
            "incentive": figures.amount(self._statement.target_incentive),
            "rate": figures.percent(element.grant_rate),
            "price": figures.amount(price),
            "exact": trimmed(math.floor(exact * 10**UNIT_DIGITS + 1e-6) / 10**UNIT_DIGITS, UNIT_DIGITS),
            "units": trimmed(units, 0) if exact - units > 1e-9 else "",
        }
        granted = self._word("later_units", **facts)
        facts = {
            "price": figures.amount(price),
            "growth": figures.percent(element.growth_rate),
            "each": figures.amount(self._short_amount(each, comes_to)),
            "units": trimmed(units, 0),
            "share": figures.percent(share),
            "amount": figures.amount(later.amount),
        }
        key = "later_gain" if is_gain else "later_value" if element.growth_rate else "later_same_price"
        return granted + ("；" if figures.language == "zh" else "; ") + self._word(key, **facts)

    def _short_amount(self, minor: float, holds: Callable[[float], bool]) -> float:
        """An amount with the fewest decimals, from four of the unit on, with which something still holds."""
        unit = float(self._figures.money.minor_per_unit)
        return round(shortest(minor / unit, 4, lambda shown: holds(shown * unit))[0] * unit, 9)

    def _invested(self, element: CoInvestment, later: LaterStatement) -> str:
        figures, pay = self._figures, self._statement.earned
        gain = (1 + element.match_rate) * (1 + element.return_rate) ** element.years - 1

        def comes_to(rate: float) -> bool:
            return _minor(pay * element.share * rate) == later.amount

        if element.years != later.years or not comes_to(gain):
            return ""
        shown, digits = shortest(gain, 4, comes_to)
        return self._word(
            "later_invested",
            pay=figures.amount(pay),
            share=figures.percent(element.share),
            match=figures.percent(element.match_rate) if element.match_rate else "",
            growth=figures.percent(element.return_rate),
            gain=figures.percent(shown, digits - 2),
            amount=figures.amount(later.amount),
        )

    def _service(self, element: LongServiceAward, later: LaterStatement) -> str:
        hired = int(self._figures.plan.roster.hired[self._statement.person])
        served = (self._figures.plan.first_month + 12 - hired) // 12 + later.years
        if served not in {milestone.years for milestone in element.milestones}:
            return ""
        facts: dict[str, Fact] = {
            "years": served,
            "hired": month_text(hired),
            "amount": self._figures.amount(later.amount),
        }
        return self._word("later_service", **facts)

    def _worth(self, later: LaterStatement) -> str:
        """Empty where it is worth what it is."""
        figures, assumed = self._figures, self._figures.plan.assumptions
        if not later.years or not (assumed.leaver_rate or assumed.discount_rate):
            return ""
        stay, interest = assumed.survival(later.years), (1 + assumed.discount_rate) ** later.years
        worth = round(later.present_value)
        stay_shown, digits = shortest(stay, 4, lambda shown: round(later.amount * shown / interest) == worth)
        interest_shown = shortest(interest, 4, lambda shown: round(later.amount * stay_shown / shown) == worth)[0]
        return self._word(
            "later_worth",
            amount=figures.amount(later.amount),
            stay=figures.percent(stay_shown, digits - 2) if assumed.leaver_rate else "",
            interest=trimmed(interest_shown, 9) if assumed.discount_rate else "",
            worth=figures.amount(worth),
        )


def _minor(exact: float) -> int:
    return int(whole_minor(np.array(exact)))
