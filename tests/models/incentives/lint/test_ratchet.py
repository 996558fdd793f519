"""What a sale above target costs next year."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.incentives.curve import PayoutCurve
from models.incentives.lint.base import LintAssumptions
from models.incentives.lint.class_view import class_views
from models.incentives.lint.ratchet import losing
from tests.models.incentives.lint.plans import INCENTIVE, bonus, commission, found, group, plan_of


def test_beyond_the_cap_a_sale_is_a_loss_until_next_year_is_capped_too() -> None:
    """a′ reaches the cap at 120 % for a = 1.2 · 0.5 / (1 − 0.6) = 150 %."""
    plan = plan_of(group(bonus({"accelerator": 2.0, "cap": 1.4})))
    (loss,) = found(plan, "ratchet", ratchet_rate=0.5)
    assert (loss.stretch.low, loss.stretch.high) == (pytest.approx(1.2), pytest.approx(1.5))
    # One percent more at 120 %: nothing now; next year r = 1.1, a′ = 1.0909: 60,000 · 2 · 0.5 · 1.2 / 1.21 · 1 %.
    assert loss.numbers["now_minor"] == pytest.approx(0, abs=1e-6)
    assert loss.numbers["later_minor"] == pytest.approx(INCENTIVE * 0.01 * 2 * 0.5 * 1.2 / 1.21)


def test_a_decelerator_under_a_full_ratchet() -> None:
    """λ = 1: a′ = 1 always and the loss is slope(1) / a. Slope 2 to 120 %, then 0.5: 0.5 < 2 / a up to a = 4."""
    curve = {"accelerator": 2.0, "excellence": 1.2, "beyond": 0.5}
    (loss,) = found(plan_of(group(bonus(curve))), "ratchet", ratchet_rate=1.0)
    assert (loss.stretch.low, loss.stretch.high) == (pytest.approx(1.2), None)
    gentle = {"accelerator": 2.0, "excellence": 1.2, "beyond": 1.25}
    (loss,) = found(plan_of(group(bonus(gentle))), "ratchet", ratchet_rate=1.0)
    assert (loss.stretch.low, loss.stretch.high) == (pytest.approx(1.2), pytest.approx(1.6))


def test_what_counts_less_next_year_costs_less() -> None:
    plan = plan_of(group(bonus({"accelerator": 2.0, "excellence": 1.2, "beyond": 1.25})))
    assert found(plan, "ratchet", ratchet_rate=1.0, next_year=0.5) == []


def test_commission_on_sales_has_no_ratchet() -> None:
    assert found(plan_of(group(commission([(0, 0.02), (500_000, 0.001)]))), "ratchet", ratchet_rate=1.0) == []


def test_commission_by_attainment_loses_the_higher_tier() -> None:
    """1 % up to the target, 6 % above: at λ = 1 a′ is 1, and one more of target costs a′ f′ − f = 6 % − 1 % of it."""
    table = commission([(0, 0.01), (1.0, 0.06), (1.5, 0.02)], by="attainment")
    (loss,) = found(plan_of(group(table)), "ratchet", ratchet_rate=1.0)
    assert loss.stretch.low == pytest.approx(1.5)
    assert loss.numbers["later_minor"] == pytest.approx(1_000_000_00 * 0.05 * 0.01)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.0, 4.0), st.floats(0.0, 4.0), st.floats(0.05, 1.0), st.floats(0.3, 1.0))
def test_the_sign_is_that_of_the_two_years_pay(slope: float, beyond: float, rate: float, weight: float) -> None:
    """Central differences of pay now + ρ · pay next year, on a grid."""
    curve = PayoutCurve(threshold=0.5, accelerator=slope, excellence=1.3, beyond=beyond, cap=3.0)
    view = class_views(plan_of(group(bonus(curve.model_dump()))))[0]
    told = losing(view.lines, LintAssumptions(ratchet_rate=rate, next_year=weight))
    grid = np.arange(1.003, 2.9, 0.0171)

    def two_years(now: np.ndarray) -> np.ndarray:
        # What is sold next year is held; only its target follows.
        return np.asarray(curve.function.value(now) + weight * curve.function.value(grid / (1 + rate * (now - 1))))

    step = 1e-6
    change = (two_years(grid + step) - two_years(grid - step)) / (2 * step)
    flagged = np.zeros(grid.size, dtype=bool)
    for one in told:
        flagged |= (grid > one.low) & (grid < one.high)
    then = grid / (1 + rate * (grid - 1))
    knots = np.array(curve.function.knots)
    clear = np.abs(change) > 1e-4
    for z in (grid, then):
        clear &= np.abs(z[:, None] - knots).min(axis=1) > 1e-4
    assert (flagged[clear] == (change[clear] < 0)).all()
