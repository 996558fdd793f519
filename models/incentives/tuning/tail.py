"""The tail of the total cost at values of the knobs: CVaR and P(cost > amount) with their derivatives.

Given the common factors the cost of a region is nearly normal, its mean and variance sums over people: the table that
the total cost reads (see cost.factor_table), here with its derivatives. Between two lines of one person only the common
factors are shared: what else they share, caps and pools, is what a simulation adds (see the offsets of a program).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.distribution import Distribution
from models.incentives.cost.factor_table import FactorTable, shift_nodes
from models.incentives.cost.total_cost import TailGradient, TotalCost
from models.incentives.tuning.class_base import ClassBase, mean_motion
from models.incentives.tuning.class_point import ClassPoint, LineView
from models.incentives.tuning.moments import LineMoments, line_moments
from models.incentives.tuning.plan_knobs import ClassLines

ROWS = 40_000
"""People by nodes that are worked out at once: they fit the processor's memory."""


@dataclass(frozen=True)
class Loadings:
    """ρ of the company and of regions, and how many regions there are."""

    company: float
    region: float
    regions: int


@dataclass(frozen=True, eq=False)
class Tail:
    """Table `mean` and `variance` (G, N) of regions at shifts, their derivatives (G, N, K)."""

    nodes: FloatArray
    loadings: Loadings
    mean: FloatArray
    variance: FloatArray
    mean_slope: FloatArray
    variance_slope: FloatArray

    @cached_property
    def cost(self) -> TotalCost:
        """The total cost's distribution."""
        table = FactorTable(
            self.nodes, self.mean[None], self.variance[None], self.loadings.company, self.loadings.region
        )
        return TotalCost(table)

    def shortfall(self, level: float) -> tuple[float, FloatArray]:
        """CVaR at a level, with its derivatives (K,)."""
        return self.cost.expected_shortfall(level), self._through(self.cost.tail_gradient(level))

    def probability_above(self, amount: float) -> tuple[float, FloatArray]:
        """P(cost > amount), with its derivatives (K,)."""
        return self.cost.probability_above(amount), self._through(self.cost.probability_gradient(amount))

    def _through(self, gradient: TailGradient) -> FloatArray:
        after_mean: FloatArray = np.tensordot(gradient.by_mean, self.mean_slope, axes=2)
        after_variance: FloatArray = np.tensordot(gradient.by_variance, self.variance_slope, axes=2)
        return after_mean + after_variance


def tail(
    bases: Sequence[ClassBase],
    lines: Sequence[ClassLines],
    points: Sequence[ClassPoint],
    loadings: Loadings,
    count: int,
) -> Tail:
    """The table of all classes at K = `count` knobs."""
    nodes = shift_nodes(loadings.company, loadings.region)
    shape = (loadings.regions + 1, nodes.size)
    found = Tail(
        nodes, loadings, np.zeros(shape), np.zeros(shape), np.zeros((*shape, count)), np.zeros((*shape, count))
    )
    for base, class_lines, point in zip(bases, lines, points, strict=True):
        step = max(1, ROWS // nodes.size)
        for start in range(0, base.count, step):
            some = np.arange(start, min(start + step, base.count))
            for view in point.views:
                _add(found, base, class_lines, point, view, some)
    return found


def _add(
    found: Tail, base: ClassBase, lines: ClassLines, point: ClassPoint, whole_view: LineView, some: IntArray
) -> None:
    """Adds one line of k of a class's people, at all N nodes at once: people by nodes are N·k people in a row."""
    view = replace(whole_view, amount=whole_view.amount[some], scale=whole_view.scale[some])
    whole, given = _at_nodes(found, base, point, view, some)
    moments = line_moments(lines.lines[view.index].line.function, given)
    sums, nodes = _region_sums(base.regions[some], found.mean.shape[0]), found.nodes.size
    amount, squared = sums * view.amount, sums * view.amount**2
    found.mean[:] += _by_node(amount, moments.mean, nodes)
    found.variance[:] += _by_node(squared, moments.variance, nodes)
    _add_slopes(found, view, moments, sums)
    drift, motion = point.growth[view.index].log_slope[some], mean_motion(given, whole)
    for slope, weights, by_mean in (
        (found.mean_slope, amount, moments.mean_by_mean),
        (found.variance_slope, squared, moments.variance_by_mean),
    ):
        each = (by_mean * motion).reshape(nodes, -1)
        slope += np.einsum("gk,nk,kq->gnq", weights, each, drift, optimize=True)


def _at_nodes(
    found: Tail, base: ClassBase, point: ClassPoint, view: LineView, some: IntArray
) -> tuple[Distribution, Distribution]:
    """A line's number for k people at every node: as it is, and given the common factor there, both (N·k,)."""
    common = _common(found.loadings, base.regions[some])
    shape = (found.nodes.size, some.size)
    factor = np.divide(found.nodes[:, None], common, out=np.zeros(shape), where=common > 0)
    loading = base.numbers[view.index].loading[some]
    whole = point.moved[view.index].some(np.tile(some, found.nodes.size))
    return whole, whole.given((loading * factor).ravel(), np.tile(1.0 - loading**2, found.nodes.size))


def _add_slopes(found: Tail, view: LineView, moments: LineMoments, sums: FloatArray) -> None:
    """What the line's own parameters move: summed over people first, so that knobs cost little."""
    amount, scale, slopes, nodes = view.amount, view.scale, view.slopes, found.nodes.size
    found.mean_slope[:] += _by_node(sums * scale, moments.mean, nodes)[:, :, None] * slopes.factor
    found.mean_slope[:] += _by_node(sums * amount, moments.mean_by_parts, nodes) @ slopes.parts
    doubled = _by_node(sums * (2.0 * amount * scale), moments.variance, nodes)
    found.variance_slope[:] += doubled[:, :, None] * slopes.factor
    found.variance_slope[:] += _by_node(sums * amount**2, moments.variance_by_parts, nodes) @ slopes.parts


def _by_node(weights: FloatArray, numbers: FloatArray, nodes: int) -> FloatArray:
    """Σ over people of weights (G, k) · numbers (N·k, …): (G, N, …)."""
    shaped = numbers.reshape(nodes, weights.shape[1], -1)
    summed = np.asarray(np.einsum("gk,nkp->gnp", weights, shaped, optimize=True), dtype=np.float64)
    return summed[:, :, 0] if numbers.ndim == 1 else summed


def _region_sums(regions: IntArray, count: int) -> FloatArray:
    """Matrix (G, k) that sums people by region."""
    sums = np.zeros((count, regions.size))
    sums[regions, np.arange(regions.size)] = 1.0
    return sums


def _common(loadings: Loadings, regions: IntArray) -> FloatArray:
    regional = np.where(regions < loadings.regions, loadings.region, 0.0)
    found: FloatArray = np.sqrt(loadings.company**2 + regional**2)
    return found
