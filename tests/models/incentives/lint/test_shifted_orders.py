"""Gains from reporting sales in another period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.incentives.actuals import Actuals
from models.incentives.curve import PayoutCurve
from models.incentives.lint.largest_shift import NO_SHIFT, largest_shift
from models.incentives.lint.year_pay import year_pay
from models.incentives.settlement.advances import Advances, Every, PaidBy
from models.incentives.settlement.settlement import settle
from tests.models.incentives.lint.plans import INCENTIVE, TARGET, bonus, found, group, plan_of

QUARTERS = {"every": "quarter", "paid_by": "period", "true_up": False}
CURVE = {"threshold": 0.8, "pay_at_threshold": 0.5, "accelerator": 2.0}


@pytest.mark.parametrize(
    ("advances", "shift", "gain", "moved"),
    [
        # Just below 80 % nothing is earned. 25 % of it moved bring one quarter to the threshold and 20 % beyond: at
        # 100 % it earns a quarter of everything.
        (QUARTERS, 0.25, 0.25, 0.25),
        # 3 % moved earn half of a quarter, and slope 2.5 on 2.4 %.
        (QUARTERS, 0.03, (0.5 + 2.5 * 0.024) / 4, 0.03),
        # Three quarters of the year are paid by then: 80 % + 20 % / 3 to date, which is kept.
        ({"every": "quarter", "recoverable": False}, 0.25, 0.75 * (0.5 + 2.5 * 0.2 / 3), 0.25),
        ({"every": "quarter", "recoverable": False}, 0.03, 0.75 * (0.5 + 2.5 * 0.024 / 3), 0.03),
    ],
)
def test_the_largest_gain_is_just_below_the_threshold(
    advances: dict[str, object], shift: float, gain: float, moved: float
) -> None:
    (finding,) = found(plan_of(group(bonus(CURVE), advances=advances)), "shifted_orders", shift_share=shift)
    assert finding.code == "shifted_orders_below" and finding.stretch.low == finding.stretch.high == 0.8
    assert finding.share == pytest.approx(gain, abs=1e-11)
    assert finding.money_minor == pytest.approx(gain * INCENTIVE, abs=1)
    assert finding.numbers["moved"] == pytest.approx(moved)


def test_a_year_in_which_the_gain_is_reached_is_named_as_it_is() -> None:
    """At 90 % nothing is earned yet; 9 % moved earn .9 in one quarter, and the other loses nothing."""
    steep = {"points": [{"attainment": 0.9, "pay": 0.0}, {"attainment": 1.0, "pay": 1.0}]}
    (finding,) = found(plan_of(group(bonus(steep), advances=QUARTERS)), "shifted_orders", shift_share=0.1)
    assert finding.code == "shifted_orders" and finding.stretch.low == pytest.approx(0.9)
    assert finding.share == pytest.approx(0.9 / 4)


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
    best = largest_shift(function, advances, 0.3, (year, year))
    usual = year_pay(function, advances, np.full(4, year))
    assert largest_shift(function, advances, 0.3).gain >= best.gain * (1 - 1e-6)
    for first in range(3):
        for moved in np.linspace(-0.3 * year, 0.3 * year, 61):
            shifted = np.full(4, year)
            shifted[first] += moved
            shifted[first + 1] -= moved
            assert year_pay(function, advances, shifted) - usual <= best.gain + 1e-9


@settings(deadline=None, max_examples=30)
@given(
    st.floats(0.4, 0.95),
    st.floats(0.0, 0.9),
    st.floats(0.0, 4.0),
    st.floats(0.02, 0.5),
    st.sampled_from(list(PaidBy)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([1.0, 0.6]),
)
def test_no_year_gains_more_and_the_gain_is_one(
    threshold: float,
    pay: float,
    slope: float,
    limit: float,
    paid_by: PaidBy,
    true_up: bool,
    recoverable: bool,
    share: float,
) -> None:
    function = PayoutCurve(threshold=threshold, pay_at_threshold=pay, accelerator=slope, cap=1.4).function
    advances = Advances(every=Every.QUARTER, paid_by=paid_by, true_up=true_up, recoverable=recoverable, share=share)
    best = largest_shift(function, advances, limit)
    years = np.repeat(np.append(np.linspace(0.7, 1.3, 241), np.array(function.knots) - 1e-6), 41)
    years = years[(years >= 0.7) & (years <= 1.3)]
    moved = np.tile(np.linspace(-limit, limit, 41), years.size // 41) * years
    even = np.repeat(years[:, None], 4, axis=1)
    usual = year_pay(function, advances, even)
    for first in range(3):
        shifted = even.copy()
        shifted[:, first] += moved
        shifted[:, first + 1] -= moved
        assert (year_pay(function, advances, shifted) - usual).max() <= best.gain + 1e-7
    if best == NO_SHIFT:
        return
    # What is told can be had, in a year or just below it.
    assert abs(best.moved) <= limit * best.attainment + 1e-9
    at = best.attainment - (1e-7 if best.is_below else 0.0)
    assert largest_shift(function, advances, limit, (at, at)).gain == pytest.approx(best.gain, rel=1e-5, abs=1e-6)


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
