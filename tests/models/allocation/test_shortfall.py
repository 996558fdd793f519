"""The expected shortfall: against integrals, differences and an independent root finder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import lognorm

from models.allocation.shortfall import LEAST_LOG_SD, Shortfall


def shortfall(mean: float, log_sd: float, weight: float = 1.0) -> Shortfall:
    return Shortfall(weight, np.array([0]), np.array([mean]), np.array([log_sd]))


@pytest.mark.parametrize("log_sd", [0.05, 0.3, 1.0])
@pytest.mark.parametrize("x", [20.0, 90.0, 100.0, 130.0, 400.0])
def test_loss_is_the_integral(x: float, log_sd: float) -> None:
    sales = lognorm(log_sd, scale=100.0 * np.exp(-(log_sd**2) / 2))
    expected, _ = quad(sales.cdf, 0.0, x, points=[50.0, 100.0], limit=200)  # E(x − S)⁺ = ∫₀ˣ F
    assert shortfall(100.0, log_sd).loss(np.array([x]))[0] == pytest.approx(expected, abs=1e-6)
    assert shortfall(100.0, log_sd, 0.4).loss(np.array([x]))[0] == pytest.approx(0.4 * expected, abs=1e-6)


def test_by_hand_almost_without_spread() -> None:
    assert shortfall(100.0, LEAST_LOG_SD).loss(np.array([120.0]))[0] == pytest.approx(20.0)
    assert shortfall(100.0, LEAST_LOG_SD).loss(np.array([80.0]))[0] == pytest.approx(0.0)


@pytest.mark.parametrize("x", [60.0, 100.0, 150.0])
def test_derivatives_are_those_of_differences(x: float) -> None:
    one, step = shortfall(100.0, 0.3, 0.7), 1e-4
    near = np.array([x - step]), np.array([x + step])
    by_loss = (one.loss(near[1]) - one.loss(near[0]))[0] / (2 * step)
    by_slope = (one.slope(near[1]) - one.slope(near[0]))[0] / (2 * step)
    assert one.slope(np.array([x]))[0] == pytest.approx(by_loss, abs=1e-8)
    assert one.stiffness(np.array([x]))[0] == pytest.approx(by_slope, abs=1e-8)


def test_at_zero_and_outside_nothing_is_expected() -> None:
    one = Shortfall(1.0, np.array([1]), np.array([100.0]), np.array([0.3]))
    nothing = np.array([50.0, 0.0])
    for values in (one.loss(nothing), one.slope(nothing), one.stiffness(nothing)):
        assert values.tolist() == [0.0, 0.0]


def test_steps_that_jump_to_and_fro_are_halved() -> None:
    """Newton alone jumps between 11 and 70 here for ever."""
    one = shortfall(23.90316463, 0.3, 2.932268145868462)
    goal, curvature = np.array([115.97167215]), np.array([35.74487238])
    x = one.settle(goal, curvature, np.zeros(1), np.array([11735.0]))
    assert one.reach(x, curvature) == pytest.approx(goal, abs=1e-9)


@settings(max_examples=200)
@given(
    st.floats(-2, 2), st.floats(-1, 3), st.sampled_from([LEAST_LOG_SD, 0.01, 0.1, 0.3, 1.0]),
    st.floats(-3, 5), st.floats(-1, 3), st.floats(0, 1.2), st.floats(0, 1.5), st.floats(0, 4),
)  # fmt: skip
def test_settle_finds_the_root_or_the_nearer_bound(
    weight: float, mean: float, log_sd: float, curvature: float, own: float, pulled: float, low: float, width: float
) -> None:
    size, d = 10.0**mean, np.array([10.0**curvature])
    one = shortfall(size, log_sd, 10.0**weight)
    goal = own * size + pulled * one.weight * d[0]
    lower, upper = low * size, low * size + size * (10.0**width - 1.0)

    def miss(x: float) -> float:
        return float(one.reach(np.array([x]), d)[0]) - goal

    found = one.settle(np.array([goal]), d, np.array([lower]), np.array([upper]))[0]
    if miss(lower) >= 0:
        expected = lower
    elif miss(upper) <= 0:
        expected = upper
    else:
        expected = brentq(miss, lower, upper, xtol=1e-13, rtol=1e-14)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
