"""Expected pay of one function: E f, E f², E f·g, their gradients, and how f moves with what is behind its number.

On each band between knots f(z) = u + m·z, so E f = Σ (u·K0 + m·K1) and E f·g is a sum over K0, K1, K2, the bands'
moments. Jumps and bends may be many; nothing is differentiated through a jump that is not a density.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import Bands, Distribution
from models.incentives.piecewise import PiecewiseLinear


@dataclass(frozen=True, eq=False)
class Lines:
    """f = `level` + `slope`·z on every band of a grid of knots, both of shape (k + 1,)."""

    level: FloatArray
    slope: FloatArray

    def times(self, other: Lines, bands: Bands) -> FloatArray:
        """E f·g, shape (n,)."""
        zero = self.level * other.level
        one = self.level * other.slope + self.slope * other.level
        two = self.slope * other.slope
        result: FloatArray = bands.moments[0] @ zero + bands.moments[1] @ one + bands.moments[2] @ two
        return result

    def mean(self, bands: Bands) -> FloatArray:
        """E f, shape (n,)."""
        result: FloatArray = bands.moments[0] @ self.level + bands.moments[1] @ self.slope
        return result


def grid(*functions: PiecewiseLinear) -> FloatArray:
    """The knots of several functions, each once, ascending."""
    return np.unique(np.concatenate([np.asarray(one.knots, dtype=np.float64) for one in functions]))


def lines_on(function: PiecewiseLinear, knots: FloatArray) -> Lines:
    """A function on a grid that holds its own knots."""
    if not function.knots:
        return Lines(np.full(knots.size + 1, function.start), np.zeros(knots.size + 1))
    piece = function.piece_of(knots)
    inside = np.maximum(piece, 0)
    slope = np.where(piece < 0, 0.0, function.slopes[inside])
    height = np.where(piece < 0, function.start, function.heights[inside])
    level = height - slope * np.asarray(function.knots)[inside]
    return Lines(np.concatenate([[function.start], level]), np.concatenate([[0.0], slope]))


@dataclass(frozen=True, eq=False)
class Expectation:
    """Moments of f(z) for n people: `mean` E f and `square` E f², shape (n,)."""

    mean: FloatArray
    square: FloatArray

    @property
    def variance(self) -> FloatArray:
        """E f² − (E f)², shape (n,)."""
        return np.maximum(self.square - self.mean**2, 0.0)


def expectation(function: PiecewiseLinear, number: Distribution, cut: Cut | None = None) -> Expectation:
    """E f and E f². Exact at s = 0 and at knots at or below zero. `cut`: where it is at hand, here as below."""
    cut = cut or Cut.of(function, number)
    return Expectation(cut.lines.mean(cut.bands), cut.lines.times(cut.lines, cut.bands))


@dataclass(frozen=True, eq=False)
class Cut:
    """A number cut at a function's knots, and the function on every band: what all its moments are read from."""

    bands: Bands
    lines: Lines

    @classmethod
    def of(cls, function: PiecewiseLinear, number: Distribution) -> Cut:
        """Of one function."""
        knots = np.asarray(function.knots, dtype=np.float64)
        return cls(number.bands(knots), lines_on(function, knots))


def product_mean(first: PiecewiseLinear, second: PiecewiseLinear, number: Distribution) -> FloatArray:
    """E f·g of two functions of the same number, shape (n,)."""
    knots = grid(first, second)
    return lines_on(first, knots).times(lines_on(second, knots), number.bands(knots))


def rescaled_product_mean(
    first: PiecewiseLinear, second: PiecewiseLinear, number: Distribution, ratio: FloatArray
) -> FloatArray:
    """E f(z)·g(ratio·z), shape (n,): two functions of one number in two units, such as attainment and sales. `ratio`
    (n,) > 0, so that the knots of g lie elsewhere for everybody."""
    split = len(first.knots)
    own = np.broadcast_to(np.asarray(first.knots), (ratio.size, split))
    knots = np.concatenate([own, np.asarray(second.knots) / ratio[:, None]], axis=1)
    order = np.argsort(knots, axis=1, kind="stable")
    knots = np.take_along_axis(knots, order, axis=1)
    passed = np.cumsum(order < split, axis=1)
    start = np.zeros((ratio.size, 1), dtype=np.int64)
    of_first = np.concatenate([start, passed], axis=1)
    of_second = np.concatenate([start, np.arange(1, knots.shape[1] + 1) - passed], axis=1)
    one, two = (lines_on(f, np.asarray(f.knots, dtype=np.float64)) for f in (first, second))
    level, slope = one.level[of_first], one.slope[of_first]
    other_level, other_slope = two.level[of_second], two.slope[of_second] * ratio[:, None]
    moments = number.bands(knots).moments
    products = (level * other_level, level * other_slope + slope * other_level, slope * other_slope)
    result: FloatArray = sum((moments[q] * products[q] for q in range(3)), np.zeros(knots.shape[1] + 1)).sum(axis=1)
    return result


@dataclass(frozen=True, eq=False)
class MomentGradient:
    """Derivatives of one moment: `by_mean` (n,) after the number's mean μ; `by_jump`, `by_bend`, `by_knot` (n, k) after
    the function's own parameters, `by_start` (n,)."""

    by_mean: FloatArray
    by_start: FloatArray
    by_jump: FloatArray
    by_bend: FloatArray
    by_knot: FloatArray


def mean_gradient(function: PiecewiseLinear, number: Distribution, cut: Cut | None = None) -> MomentGradient:
    """Of E f: dE/djump = P(z ≥ x), dE/dbend = c1(x), dE/dx = −jump·density(x) − bend·P(z ≥ x),
    dE/dμ = E f'·dz/dμ + Σ jump·density(x)·dz/dμ."""
    cut = cut or Cut.of(function, number)
    bands, lines, knots = cut.bands, cut.lines, cut.bands.knots
    jumps, bends = np.asarray(function.jumps), np.asarray(function.bends)
    reached, beyond = _above(bands.moments[0]), _above(bands.moments[1])
    point = bands.edge_density * bands.slope
    return MomentGradient(
        by_mean=number.mean_flow_moments(bands, 0) @ lines.slope + (point * number.mean_flow(knots)) @ jumps,
        by_start=np.ones(bands.edges.shape[0]),
        by_jump=reached,
        by_bend=beyond - knots * reached,
        by_knot=-jumps * point - bends * reached,
    )


def square_gradient(function: PiecewiseLinear, number: Distribution, cut: Cut | None = None) -> MomentGradient:
    """Of E f²: dE/djump = 2·E[f; z ≥ x], dE/dbend = 2·E[f·(z − x)+],
    dE/dx = −2·bend·E[f; z ≥ x] − (h² − h₋²)·density(x), h and h₋ the heights on both sides of the knot."""
    cut = cut or Cut.of(function, number)
    bands, lines, knots = cut.bands, cut.lines, cut.bands.knots
    paid = lines.level * bands.moments[0] + lines.slope * bands.moments[1]
    paid_number = lines.level * bands.moments[1] + lines.slope * bands.moments[2]
    heights = np.asarray(function.heights)
    leap = heights**2 - (heights - np.asarray(function.jumps)) ** 2
    point = bands.edge_density * bands.slope
    flow = lines.slope * (
        lines.level * number.mean_flow_moments(bands, 0) + lines.slope * number.mean_flow_moments(bands, 1)
    )
    above = _above(paid)
    return MomentGradient(
        by_mean=2.0 * flow.sum(axis=1) + (point * number.mean_flow(knots)) @ leap,
        by_start=2.0 * paid.sum(axis=1),
        by_jump=2.0 * above,
        by_bend=2.0 * (_above(paid_number) - knots * above),
        by_knot=-2.0 * np.asarray(function.bends) * above - leap * point,
    )


def _above(banded: FloatArray) -> FloatArray:
    """Sums over all bands from each knot on: (n, k + 1) → (n, k)."""
    return np.cumsum(banded[:, :0:-1], axis=1)[:, ::-1]


def hermite_coefficients(
    function: PiecewiseLinear, number: Distribution, terms: int, bands: Bands | None = None
) -> FloatArray:
    """E[f·h_k(ε)] for k = 1 … terms, h_k the normalised Hermite polynomials; shape (terms, n).

    With these Cov(f(z₁), g(z₂)) = Σ_k r^k·a_k·b_k exactly (Mehler), r the correlation of what is behind z₁ and z₂; the
    terms left out are below r^(terms + 1)·sd f·sd g. By parts: a_k = [Σ_j jump_j·h_{k−1}(t_j)·φ(t_j) + L_{k−1}]/√k,
    L_k = E[f'·dz/dε·h_k] = [Σ_j bend_j·dz/dε(x_j)·h_{k−1}(t_j)·φ(t_j) + g·L_{k−1}]/√k. `bands`: the number cut at
    the function's knots, where that is at hand.
    """
    knots = np.asarray(function.knots, dtype=np.float64)
    bands = number.bands(knots) if bands is None else bands
    slopes = lines_on(function, knots).slope
    jumps, bends = np.asarray(function.jumps), np.asarray(function.bends) * bands.flow
    moving = number.flow_moments(bands, 0) @ slopes
    before, now = np.zeros_like(bands.edges), bands.edge_density.copy()
    found = np.empty((terms, moving.size))
    for k in range(1, terms + 1):
        root = np.sqrt(k)
        found[k - 1] = (now @ jumps + moving) / root
        moving = ((bends * now).sum(axis=1) + number.growth * moving) / root
        before, now = now, (bands.edges * now - np.sqrt(k - 1.0) * before) / root
    return found
