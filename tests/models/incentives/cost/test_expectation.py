"""Expected pay of any piecewise linear function: golden values, simulation, gradients, covariances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from models.incentives.cost.distribution import Distribution
from models.incentives.cost.expectation import (
    expectation,
    hermite_coefficients,
    mean_gradient,
    product_mean,
    square_gradient,
)
from models.incentives.cost.lognormal import LogNormal
from models.incentives.cost.normal_score import NormalScore
from models.incentives.curve import PayoutCurve
from models.incentives.piecewise import PiecewiseLinear

CURVE = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5).function
STEPPED = PiecewiseLinear((0.6, 0.9, 1.0, 1.3), (0.3, -0.1, 0.5, 0.2), (0.4, 0.0, 1.5, -0.9), 0.1)
PEOPLE = LogNormal(np.array([1.0, 0.9, 1.1]), np.array([0.25, 0.3, 0.2]))
SCORES = NormalScore(np.array([1.0, 0.9, 1.1]), np.array([0.25, 0.3, 0.2]))


def test_values() -> None:
    found = expectation(CURVE, PEOPLE)
    np.testing.assert_allclose(found.mean, [0.87701341, 0.64539382, 1.13033145], atol=5e-9)
    np.testing.assert_allclose(np.sqrt(found.variance), [0.58961062, 0.62323038, 0.47731926], atol=5e-9)


def integrated(function: PiecewiseLinear, number: Distribution, power: int) -> np.ndarray:
    """By 400,000 equally likely values of what is behind the number."""
    normal = ndtri((np.arange(400_000) + 0.5) / 400_000)
    return np.mean(function.value(number.at(normal[:, None])) ** power, axis=0)


@pytest.mark.parametrize("number", [PEOPLE, SCORES])
@pytest.mark.parametrize("function", [CURVE, STEPPED, PiecewiseLinear((), (), (), 0.7)])
def test_moments_of_several_jumps_by_integration(function: PiecewiseLinear, number: Distribution) -> None:
    found = expectation(function, number)
    np.testing.assert_allclose(found.mean, integrated(function, number, 1), rtol=1e-4)
    np.testing.assert_allclose(found.square, integrated(function, number, 2), rtol=1e-4)


tenths = st.lists(st.integers(-3, 40), min_size=1, max_size=6, unique=True)
knots = tenths.map(lambda found: tuple(sorted(x / 10 for x in found)))


@given(knots=knots, data=st.data(), mean=st.floats(0.0, 5.0), log_sd=st.floats(0.0, 1.5))
def test_bounds_hold_for_any_function(
    knots: tuple[float, ...], data: st.DataObject, mean: float, log_sd: float
) -> None:
    parts = st.lists(st.floats(-2, 2), min_size=len(knots), max_size=len(knots)).map(tuple)
    function = PiecewiseLinear(knots, data.draw(parts), data.draw(parts), data.draw(st.floats(-1, 1)))
    number = LogNormal(np.array([mean]), np.array([log_sd]))
    found = expectation(function, number)
    scale = 1.0 + np.abs(function.heights).max() + np.abs(function.slopes).max() * (1 + mean * np.exp(log_sd**2))
    assert found.square.item() >= found.mean.item() ** 2 - 1e-9 * scale**2
    if log_sd == 0.0:
        assert found.mean.item() == pytest.approx(function.value(np.array(mean)).item(), abs=1e-9 * scale)


def test_an_attainment_of_a_million_and_a_cap() -> None:
    found = expectation(CURVE, LogNormal(np.array([1e6]), np.array([0.25])))
    assert (found.mean.item(), found.square.item(), found.variance.item()) == (2.5, 6.25, 0.0)


def changed(function: PiecewiseLinear, part: str, index: int, step: float) -> PiecewiseLinear:
    fields = {name: list(getattr(function, name)) for name in ("knots", "jumps", "bends")}
    fields[part][index] += step
    return PiecewiseLinear(*(tuple(fields[name]) for name in ("knots", "jumps", "bends")), function.start)


@pytest.mark.parametrize("number", [PEOPLE, SCORES])
@pytest.mark.parametrize("moment", ["mean", "square"])
def test_gradients_against_finite_differences(number: LogNormal | NormalScore, moment: str) -> None:
    step = 1e-6
    found = (mean_gradient if moment == "mean" else square_gradient)(STEPPED, number)
    for part, gradient in (("knots", found.by_knot), ("jumps", found.by_jump), ("bends", found.by_bend)):
        for index in range(4):
            up, down = (expectation(changed(STEPPED, part, index, s), number) for s in (step, -step))
            numeric = (getattr(up, moment) - getattr(down, moment)) / (2 * step)
            np.testing.assert_allclose(gradient[:, index], numeric, rtol=1e-6, atol=1e-8)
    spread = number.log_sd if isinstance(number, LogNormal) else number.sd
    up, down = (expectation(STEPPED, type(number)(number.mean + s, spread)) for s in (step, -step))
    np.testing.assert_allclose(found.by_mean, (getattr(up, moment) - getattr(down, moment)) / (2 * step), rtol=1e-6)
    raised = PiecewiseLinear(STEPPED.knots, STEPPED.jumps, STEPPED.bends, STEPPED.start + step)
    numeric = (getattr(expectation(raised, number), moment) - getattr(expectation(STEPPED, number), moment)) / step
    np.testing.assert_allclose(found.by_start, numeric, rtol=1e-5)


@pytest.mark.parametrize("number", [PEOPLE, SCORES])
def test_covariance_of_two_functions_of_one_number_and_of_two_numbers(number: Distribution) -> None:
    both = product_mean(CURVE, STEPPED, number) - expectation(CURVE, number).mean * expectation(STEPPED, number).mean
    first, second = (hermite_coefficients(one, number, 3000) for one in (CURVE, STEPPED))
    np.testing.assert_allclose((first * second).sum(axis=0), both, rtol=5e-2)  # r = 1: the slowest case
    correlated = (0.5 ** np.arange(1, 41)) @ (first[:40] * second[:40])
    np.testing.assert_allclose(correlated, _by_quadrature(CURVE, STEPPED, number, 0.5), rtol=1e-4)


def _by_quadrature(
    first: PiecewiseLinear, second: PiecewiseLinear, number: Distribution, correlation: float
) -> np.ndarray:
    """E f·g − E f·E g with E[f | common] and E[g | common] in closed form, the common part integrated."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()
    given_common = [number.given(np.sqrt(correlation) * t, 1 - correlation) for t in nodes]
    means = [[expectation(one, number).mean for number in given_common] for one in (first, second)]
    both = np.tensordot(weights, np.array(means[0]) * np.array(means[1]), 1)
    return both - np.tensordot(weights, np.array(means[0]), 1) * np.tensordot(weights, np.array(means[1]), 1)
