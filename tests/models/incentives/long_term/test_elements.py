"""Long-term elements: the examples they give, whole numbers, and what never goes below zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from models.arrays import FloatArray
from models.incentives.long_term.base import LongTermAssumptions, LongTermContext, LongTermElement
from models.incentives.long_term.families import LongTermFamily
from models.units import Money, MoneyUnit

ELEMENTS: TypeAdapter[LongTermElement] = TypeAdapter(LongTermFamily)
AWARD = {
    "kind": "long_service_award",
    "name": "a",
    "milestones": [{"years": 5, "amount": 10000.5}, {"years": 8, "amount": 1}],
}
SHARES = {
    "kind": "phantom_shares",
    "name": "s",
    "grant_rate": 0.5,
    "price": 12,
    "growth_rate": 0.1,
    "vesting": [{"after_years": 2, "share": 0.5}, {"after_years": 4, "share": 0.5}],
}
STAKE = {"kind": "co_investment", "name": "c", "share": 0.1, "match_rate": 0.5, "return_rate": 0.08, "years": 3}


def context(
    pay: float = 0.0, incentive: float = 0.0, service: FloatArray | None = None, horizon: int = 5
) -> LongTermContext:
    """One person, or as many as have years of service."""
    years = np.array([np.nan]) if service is None else service
    return LongTermContext(
        money=Money("CNY", MoneyUnit.MAJOR),
        assumptions=LongTermAssumptions(horizon_years=horizon),
        pay=np.full(years.size, pay),
        target_incentive=np.full(years.size, incentive),
        service_months=years * 12,
    )


def payments(written: dict[str, Any], about: LongTermContext) -> list[tuple[int, list[float]]]:
    """(years, amounts) of an element."""
    return [(payment.years, payment.amounts.tolist()) for payment in ELEMENTS.validate_python(written).payments(about)]


class TestServiceAwards:
    def test_come_in_the_year_that_completes_them(self) -> None:
        about = context(service=np.array([4.0, 5.0, 6.0, np.nan]))
        assert payments(AWARD, about) == [
            (0, [0, 1_000_050, 0, 0]),
            (1, [1_000_050, 0, 0, 0]),
            (2, [0, 0, 100, 0]),
            (3, [0, 100, 0, 0]),
            (4, [100, 0, 0, 0]),
        ]

    def test_end_with_the_horizon(self) -> None:
        assert payments(AWARD, context(service=np.array([4.0]), horizon=2)) == [(1, [1_000_050])]

    def test_need_the_month_of_hire(self) -> None:
        assert [ELEMENTS.validate_python(one).needs_service for one in (AWARD, SHARES, STAKE)] == [True, False, False]

    def test_tell_their_amounts(self) -> None:
        element = ELEMENTS.validate_python(AWARD)
        assert next(iter(element.amounts())) == (("milestones", 0, "amount"), Decimal("10000.5"))


class TestPhantomShares:
    def test_vest_at_the_price_of_their_day(self) -> None:
        assert payments(SHARES, context(incentive=6_000_000)) == [(2, [1_815_000]), (4, [2_196_150])]

    @given(st.integers(0, 10**9), st.integers(1, 10**4))
    def test_are_whole_and_worth_no_more_than_the_grant(self, incentive: int, price: int) -> None:
        written = {**SHARES, "price": price / 100, "growth_rate": 0, "grant_rate": 1}
        total = sum(amounts[0] for _, amounts in payments(written, context(incentive=incentive)))
        assert total == pytest.approx(incentive // price * price, abs=1)

    @pytest.mark.parametrize("growth", [-1, -0.5, 0])
    def test_options_pay_no_fall(self, growth: float) -> None:
        written = {**SHARES, "pays": "gain", "growth_rate": growth}
        assert payments(written, context(incentive=6_000_000)) == [(2, [0]), (4, [0])]


class TestCoInvestment:
    def test_pays_match_and_return(self) -> None:
        assert payments(STAKE, context(pay=10_000_000)) == [(3, [889_568])]

    def test_covers_no_loss(self) -> None:
        assert payments({**STAKE, "match_rate": 0, "return_rate": -0.5}, context(pay=10_000_000)) == [(3, [0])]


class TestAssumptions:
    def test_value_what_is_paid_to_those_who_stay(self) -> None:
        assumptions = LongTermAssumptions(discount_rate=0.06, leaver_rate=0.1)
        assert assumptions.survival(0) == 1 and assumptions.survival(2) == pytest.approx(0.81)
        assert assumptions.present_value(2) == pytest.approx(0.81 / 1.1236)
