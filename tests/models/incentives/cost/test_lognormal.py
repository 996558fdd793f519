"""Closed forms of log-normal and normal numbers: values from the literature of the design, limits, derivatives."""

from __future__ import annotations

import numpy as np
import pytest

from models.incentives.cost.lognormal import LogNormal, hinge_moments
from models.incentives.cost.normal_score import NormalScore


def one(mean: float, spread: float) -> LogNormal:
    return LogNormal(np.array([mean]), np.array([spread]))


@pytest.mark.parametrize(
    ("mean", "spread", "knot", "first", "reached"),
    [
        (1.0, 0.25, 0.8, 0.2226559013, 0.7786299040),
        (1.0, 0.25, 1.0, 0.0994764497, 0.4502617752),
        (1.0, 0.25, 1.2, 0.0370588309, 0.1964732083),
        (0.9, 0.3, 0.8, 0.1589937550, 0.5958462792),
        (1.1, 0.2, 1.0, 0.1429201094, 0.6467463085),
    ],
)
def test_values(mean: float, spread: float, knot: float, first: float, reached: float) -> None:
    found = hinge_moments(one(mean, spread), np.array([knot]))
    assert found.first.item() == pytest.approx(first, abs=5e-11)
    assert found.reached.item() == pytest.approx(reached, abs=5e-11)


def test_second_moment_by_integration() -> None:
    number, knots = one(0.9, 0.3), np.array([0.5, 0.8, 1.4])
    normal = np.linspace(-9, 9, 400_001)
    excess = np.maximum(number.at(normal)[:, None] - knots, 0.0)
    weight = np.exp(-(normal**2) / 2) / np.sqrt(2 * np.pi)
    expected = np.trapezoid(excess**2 * weight[:, None], normal, axis=0)
    np.testing.assert_allclose(hinge_moments(number, knots).second[0], expected, rtol=1e-8)


def test_derivatives() -> None:
    knots, step = np.array([0.7, 1.0, 1.3]), 1e-6
    found = hinge_moments(one(1.05, 0.3), knots)
    more, less = hinge_moments(one(1.05, 0.3), knots + step), hinge_moments(one(1.05, 0.3), knots - step)
    up, down = hinge_moments(one(1.05 + step, 0.3), knots), hinge_moments(one(1.05 - step, 0.3), knots)
    for name in ("reached", "first", "second"):
        by_knot = (getattr(more, name) - getattr(less, name)) / (2 * step)
        by_mean = (getattr(up, name) - getattr(down, name)) / (2 * step)
        np.testing.assert_allclose(getattr(found, f"{name}_by_knot"), by_knot, rtol=1e-6)
        np.testing.assert_allclose(getattr(found, f"{name}_by_mean"), by_mean, rtol=1e-6)


def test_no_spread_is_the_number_itself() -> None:
    number = LogNormal(np.array([0.8, 1.0, 0.0]), np.zeros(3))
    found = hinge_moments(number, np.array([0.8, 0.9]))
    np.testing.assert_array_equal(found.reached, [[1, 0], [1, 1], [0, 0]])
    np.testing.assert_allclose(found.first, [[0, 0], [0.2, 0.1], [0, 0]], atol=1e-15)
    np.testing.assert_allclose(found.second, [[0, 0], [0.04, 0.01], [0, 0]], atol=1e-15)
    near = hinge_moments(LogNormal(number.mean, np.full(3, 1e-9)), np.array([0.85, 0.9]))
    np.testing.assert_allclose(near.first, [[0, 0], [0.15, 0.1], [0, 0]], atol=1e-9)


@pytest.mark.parametrize("mean", [1e-100, 1e-9, 1.0, 1e6, 1e12])
@pytest.mark.parametrize("spread", [0.0, 1e-300, 1e-3, 0.3, 3.0])
def test_far_out_nothing_breaks(mean: float, spread: float) -> None:
    knots = np.array([-1.0, 0.0, 1e-12, 0.8, 1.2, 1e9])
    bands = one(mean, spread).bands(knots)
    assert np.isfinite(bands.moments).all() and (bands.moments >= 0).all()
    np.testing.assert_allclose(bands.moments.sum(axis=2)[:2, 0], [1.0, mean], rtol=1e-9)
    found = hinge_moments(one(mean, spread), knots[2:])
    assert all(np.isfinite(getattr(found, name)).all() for name in ("reached", "first", "second", "reached_by_mean"))


def test_bands_far_out_keep_their_digits() -> None:
    # P(z in [e³, e^3.1]) at s = .25 is about 1e-33: a difference of two probabilities close to one would be zero.
    below = one(1.0, 0.25).bands(np.exp([-3.1, -3.0])).moments[0, 0, 1]
    above = one(1.0, 0.25).bands(np.exp([3.0, 3.1])).moments[0, 0, 1]
    assert 1e-36 < above < 1e-30 and 1e-36 < below < 1e-30


def test_normal_score_by_integration_and_its_hinge() -> None:
    score, knots = NormalScore(np.array([0.8]), np.array([0.1])), np.array([0.75, 0.9])
    normal = np.linspace(-9, 9, 900_001)
    values, weight = score.at(normal), np.exp(-(normal**2) / 2) / np.sqrt(2 * np.pi)
    band = np.searchsorted(knots, values, side="right")
    moments = score.bands(knots).moments[:, 0]
    for power in range(3):
        integrated = [np.trapezoid(np.where(band == j, values**power * weight, 0.0), normal) for j in range(3)]
        np.testing.assert_allclose(moments[power], integrated, rtol=2e-4)
    np.testing.assert_allclose(moments.sum(axis=1), [1.0, 0.8, 0.65], rtol=1e-12)
    hinge = moments[1, 1:].sum() - 0.75 * moments[0, 1:].sum()
    assert hinge == pytest.approx(0.05 * 0.6914624612740131 + 0.1 * 0.3520653267642995, rel=1e-12)
    point = NormalScore(np.array([0.8]), np.zeros(1)).bands(np.array([0.8]))
    np.testing.assert_array_equal(point.moments[0, 0], [0.0, 1.0])


@pytest.mark.parametrize("number", [one(1.1, 0.3), NormalScore(np.array([0.8]), np.array([0.2]))])
def test_given_a_part_of_it_the_whole_comes_back(number: LogNormal | NormalScore) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    knots = np.array([0.7, 1.2])
    moments = sum(w * number.given(0.6 * t, 0.64).bands(knots).moments for t, w in zip(nodes, weights, strict=True))
    np.testing.assert_allclose(moments, number.bands(knots).moments, rtol=1e-6)
