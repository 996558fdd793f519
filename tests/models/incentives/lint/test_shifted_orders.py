"""Gains from reporting sales in another period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.incentives.actuals import Actuals
from models.incentives.curve import PayoutCurve
from models.incentives.lint.shifted_orders import best_shift, year_pay
from models.incentives.settlement.advances import Advances, Every, PaidBy
from models.incentives.settlement.settlement import settle
from tests.models.incentives.lint.plans import INCENTIVE, TARGET, bonus, found, group, plan_of

QUARTERS = {"every": "quarter", "paid_by": "period", "true_up": False}
CURVE = {"threshold": 0.8, "pay_at_threshold": 0.5, "accelerator": 2.0}


def test_a_quarter_over_the_threshold_is_worth_a_shift() -> None:
    """At 75 % every quarter earns nothing; 5 % of the target moved brings one of them to its threshold: a quarter of
    half the target incentive, 7,500. More moved earns slope 2.5: 25 % of 75 % moved reach 93.75 %."""
    (gain,) = found(plan_of(group(bonus(CURVE), advances=QUARTERS)), "shifted_orders")
    function = PayoutCurve.model_validate(CURVE).function
    expected = max(
        best_shift(function, Advances.model_validate(QUARTERS), year, 0.25).gain
        for year in np.round(np.arange(0.7, 1.31, 0.05), 2)
    )
    assert gain.share == pytest.approx(expected)
    assert expected >= 0.25 * function.value(np.array(0.9375))


def test_a_recoverable_true_up_gains_nothing() -> None:
    for paid_by in ("period", "cumulative"):
        advances = {"every": "month", "paid_by": paid_by}
        assert found(plan_of(group(bonus(CURVE), advances=advances)), "shifted_orders") == []


def test_one_settlement_a_year_and_commission_in_money_gain_nothing() -> None:
    assert found(plan_of(group(bonus(CURVE))), "shifted_orders") == []


def test_a_straight_line_gains_nothing() -> None:
    assert found(plan_of(group(bonus({}), advances=QUARTERS)), "shifted_orders") == []


def test_advances_that_are_kept_gain_where_the_year_would_pay_less() -> None:
    advances = {"every": "quarter", "paid_by": "cumulative", "recoverable": False}
    (gain,) = found(plan_of(group(bonus(CURVE), advances=advances)), "shifted_orders")
    assert gain.numbers["at_target_minor"] == 0
    assert gain.money_minor is not None and gain.money_minor > 10_000_00


@settings(deadline=None, max_examples=40)
@given(
    st.floats(0.4, 0.95),
    st.floats(0.0, 0.9),
    st.floats(0.0, 4.0),
    st.sampled_from([0.75, 0.9, 1.0, 1.15]),
    st.sampled_from(list(PaidBy)),
    st.booleans(),
    st.sampled_from([1.0, 0.6]),
)
def test_no_shift_on_a_fine_grid_gains_more(
    threshold: float, pay: float, slope: float, year: float, paid_by: PaidBy, true_up: bool, share: float
) -> None:
    function = PayoutCurve(threshold=threshold, pay_at_threshold=pay, accelerator=slope, cap=1.4).function
    advances = Advances(every=Every.QUARTER, paid_by=paid_by, true_up=true_up, recoverable=False, share=share)
    best = best_shift(function, advances, year, 0.3)
    usual = year_pay(function, advances, np.full(4, year))
    for first in range(3):
        for moved in np.linspace(-0.3 * year, 0.3 * year, 61):
            shifted = np.full(4, year)
            shifted[first] += moved
            shifted[first + 1] -= moved
            assert year_pay(function, advances, shifted) - usual <= best.gain + 1e-9


@pytest.mark.parametrize("paid_by", ["cumulative", "period"])
@pytest.mark.parametrize("true_up", [True, False])
@pytest.mark.parametrize("recoverable", [True, False])
@pytest.mark.parametrize("attainments", [(1.3, 0.9, 0.5, 0.2), (0.4, 0.82, 1.1, 1.4), (1.0, 1.0, 1.0, 1.0)])
def test_the_years_pay_is_what_the_settlement_pays(
    paid_by: str, true_up: bool, recoverable: bool, attainments: tuple[float, ...]
) -> None:
    advances = {"every": "quarter", "paid_by": paid_by, "true_up": true_up, "recoverable": recoverable, "share": 0.7}
    plan = plan_of(group(bonus(CURVE), advances=advances), people=1)
    values = np.full((12, 1, 4), np.nan)
    values[:, 0, 0] = np.repeat(attainments, 3) * TARGET / 12
    (pay_class, people), *_ = plan.members()
    paid = settle(plan, pay_class, people, Actuals(values, tuple(range(1, 13))))
    assert paid is not None
    function = pay_class.lines[0].function.scaled(values=INCENTIVE)
    expected = year_pay(function, Advances.model_validate(advances), np.array(attainments) + 1e-12)
    assert paid.paid.sum() == pytest.approx(expected, abs=4)
