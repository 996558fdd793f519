"""Moments of a pay line's function with their derivatives after knobs, from one cut of its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import Distribution
from models.incentives.cost.expectation import Cut, MomentGradient, expectation, mean_gradient, square_gradient
from models.incentives.knob import LineSlope
from models.incentives.piecewise import PiecewiseLinear


@dataclass(frozen=True, eq=False)
class SlopeMatrix:
    """Derivatives of one line after the whole vector of K knobs: `factor` (K,), `parts` (3·knots, K): jumps, bends and
    knots one below the other."""

    factor: FloatArray
    parts: FloatArray

    @classmethod
    def of(cls, slopes: Mapping[int, LineSlope], knots: int, count: int) -> SlopeMatrix:
        """From derivatives by position."""
        factor, parts = np.zeros(count), np.zeros((3 * knots, count))
        for place, slope in slopes.items():
            factor[place] = slope.factor
            parts[:, place] = np.concatenate([slope.jumps, slope.bends, slope.knots])
        return cls(factor, parts)


@dataclass(frozen=True, eq=False)
class LineMoments:
    """E f and Var f (k,), their derivatives after the mean of the number (k,), and after jumps, bends and knots
    (k, 3·knots)."""

    mean: FloatArray
    variance: FloatArray
    mean_by_mean: FloatArray
    variance_by_mean: FloatArray
    mean_by_parts: FloatArray
    variance_by_parts: FloatArray


def line_moments(function: PiecewiseLinear, number: Distribution) -> LineMoments:
    """Moments of f(z) for a number's distribution."""
    cut = Cut.of(function, number)
    found = expectation(function, number, cut)
    first, second = mean_gradient(function, number, cut), square_gradient(function, number, cut)
    twice, first_parts = 2.0 * found.mean, _parts(first)
    return LineMoments(
        mean=found.mean,
        variance=found.variance,
        mean_by_mean=first.by_mean,
        variance_by_mean=second.by_mean - twice * first.by_mean,
        mean_by_parts=first_parts,
        variance_by_parts=_parts(second) - twice[:, None] * first_parts,
    )


def _parts(gradient: MomentGradient) -> FloatArray:
    return np.concatenate([gradient.by_jump, gradient.by_bend, gradient.by_knot], axis=1)


def marginal_pay(function: PiecewiseLinear, number: Distribution) -> tuple[FloatArray, FloatArray]:
    """dE f/d ln μ (k,), and its derivatives after jumps, bends and knots (k, 3·knots).

    Σ jump·A + Σ bend·B, with A = density(x)·dz/dμ and B = E[dz/dμ; z ≥ x], times μ; dB/dx = −A, dA/dx = −A·t·dt/dx.
    """
    bands = number.bands(np.asarray(function.knots, dtype=np.float64))
    mean = number.expected()[:, None]
    point = mean * bands.edge_density * bands.slope * number.mean_flow(bands.knots)
    flows = number.mean_flow_moments(bands, 0)
    beyond = mean * np.cumsum(flows[:, :0:-1], axis=1)[:, ::-1]
    jumps, bends = np.asarray(function.jumps), np.asarray(function.bends)
    by_knot = -jumps * point * bands.edges * bands.slope - bends * point
    return point @ jumps + beyond @ bends, np.concatenate([point, beyond, by_knot], axis=1)
