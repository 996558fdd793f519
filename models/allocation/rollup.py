"""Roll-ups: a plan summed over any cut of the company, by none, one or two levels, dimensions or attributes, and by
year, quarter or month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from models.allocation.attainment import Attainment, attainment_of
from models.allocation.measures import NodeMeasures, measure_nodes
from models.allocation.nodes import Partition
from models.allocation.over_assignment import LevelNumbers
from models.allocation.plan import node_sums
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Axis, Groups, Selection
from models.allocation.statement_error import StatementError
from models.allocation.utilisation import CapacityUse
from models.arrays import BoolArray, FloatArray, IntArray
from models.errors import InvalidInput
from models.findings import Finding, Location

MOST_AXES = 2
BY = Location(parameter="by")
"""Where axes are asked for, wherever they are."""

MONTHS = 12


class Period(StrEnum):
    """How finely a roll-up divides the plan year."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        """Months in one period."""
        return {Period.YEAR: 12, Period.QUARTER: 3, Period.MONTH: 1}[self]


@dataclass(frozen=True, eq=False)
class Cut:
    """A way to cut the company: its axes, and the node of every cell (−1: the cell has no class on some axis)."""

    axes: tuple[Axis, ...]
    dimensions: tuple[str, ...]
    groups: Groups

    @property
    def levels(self) -> tuple[str | None, ...]:
        """The level of each axis; None for attributes."""
        return tuple(axis.level for axis in self.axes)

    @property
    def code(self) -> IntArray:
        """Node of each cell."""
        return self.groups.code

    @property
    def count(self) -> int:
        """Number of nodes."""
        return self.groups.count


@dataclass(frozen=True, eq=False)
class Sums:
    """Exact sums per node in minor units; `known[g]` is False where no cell of the node states a number."""

    minor: IntArray
    known: BoolArray


@dataclass(frozen=True, eq=False)
class NodeFigures:
    """The numbers of every node in one period. None: not there for this period.

    `target`: the node's own number; `plan`: what adds up to the company target on every cut; `assigned`: what stands
    below the node. `comparable`: the target of cells with a baseline. `share`: of the company, fraction of one.
    `margin` in thousands of the currency and `margin_rate` over the cells that state one, NaN where none does; of a
    plan of pieces over those that state a price too. `cells`: how many.
    """

    target: IntArray
    plan: IntArray
    assigned: IntArray
    baseline: Sums | None
    previous: Sums | None
    comparable: IntArray | None
    share: FloatArray
    margin: FloatArray
    margin_rate: FloatArray
    measures: NodeMeasures | None
    cells: IntArray

    @property
    def hedge(self) -> IntArray:
        """assigned − target."""
        return self.assigned - self.target

    def growth_rate(self, node: int) -> float | None:
        """Target over baseline − 1, new cells included; None without a positive baseline."""
        return self._rate(self.target, node)

    def like_for_like_rate(self, node: int) -> float | None:
        """Growth of the cells that have a baseline; None without a positive baseline."""
        return self._rate(self.comparable, node)

    def _rate(self, target: IntArray | None, node: int) -> float | None:
        base = self.baseline
        if target is None or base is None or not base.known[node] or base.minor[node] <= 0:
            return None
        return float(target[node]) / float(base.minor[node]) - 1.0


@dataclass(frozen=True, eq=False)
class RollUp:
    """The nodes of a cut: `figures[t]` in period t. `outside`: cells that have no class on some axis, and their part of
    the plan in minor units."""

    cut: Cut
    period: Period
    figures: tuple[NodeFigures, ...]
    outside_cells: int
    outside_plan: int


def cut_of(problem: AllocationProblem, by: Sequence[str]) -> Cut:
    """The cut by none, one or two axes: dimensions, levels or attributes. Raises InvalidInput: `unknown_axis`,
    `ambiguous_axis`, `axis_twice`, `too_many_axes`."""
    if len(by) > MOST_AXES:
        raise InvalidInput([Finding("too_many_axes", BY, {"count": len(by), "most": MOST_AXES})])
    selection = Selection(problem.dimensions, problem.cells.members)
    findings, axes = [], []
    for name in by:
        try:
            axes.append(selection.axis(name, ""))
        except StatementError as error:
            findings.append(Finding(error.code, BY, error.facts))
    if not findings and len({_meaning(problem, axis) for axis in axes}) < len(axes):
        findings.append(Finding("axis_twice", BY, {"name": by[-1]}))
    if findings:
        raise InvalidInput(findings)
    groups = selection.groups(by, np.ones(problem.cells.count, dtype=np.bool_))
    return Cut(tuple(axes), tuple(problem.dimensions[axis.dimension].name for axis in axes), groups)


def published_targets(numbers: LevelNumbers, nodes: Cut | Partition) -> IntArray:
    """What the nodes of a cut, level or crossing publish, minor units: the numbers at their own depth."""
    target, _ = numbers.of_nodes(nodes.dimensions, nodes.levels)
    return node_sums(nodes.code, nodes.count, target)


def whole_of(cut: Cut) -> Cut:
    """All cells as one node, in the numbers of the cut: what its nodes add up to, with the cells outside them."""
    return replace(cut, groups=Groups((), ((),), np.zeros(cut.code.shape[0], dtype=np.int64)))


def _meaning(problem: AllocationProblem, axis: Axis) -> tuple[int, str]:
    """What an axis stands for, however it is written."""
    dimension = problem.dimensions[axis.dimension].name
    return axis.dimension, axis.level or axis.name.removeprefix(f"{dimension}.")


def roll_up(
    problem: AllocationProblem,
    numbers: LevelNumbers,
    cut: Cut,
    period: Period = Period.YEAR,
    *,
    months: LevelNumbers | None = None,
    capacities: Sequence[CapacityUse] = (),
    attainment: Attainment = attainment_of,
) -> RollUp:
    """The nodes of a cut. `months`: the months of the numbers of every layer, each cells × 12; needed for quarters and
    months. Raises ValueError without them."""
    if period is Period.YEAR:
        figures: tuple[NodeFigures, ...] = (_year(problem, numbers, cut, capacities, attainment),)
    elif months is None:
        raise ValueError(f"a roll-up by {period} needs the months")
    else:
        figures = tuple(_part_of_year(problem, part, cut) for part in _parts(months, period))
    outside = cut.code < 0
    return RollUp(cut, period, figures, int(outside.sum()), int(numbers.plan[outside].sum()))


def _year(
    problem: AllocationProblem,
    numbers: LevelNumbers,
    cut: Cut,
    capacities: Sequence[CapacityUse],
    attainment: Attainment,
) -> NodeFigures:
    code, count, cells = cut.code, cut.count, problem.cells
    target, assigned = numbers.of_nodes(cut.dimensions, cut.levels)
    plan = node_sums(code, count, numbers.plan)
    margin, margin_rate = _margin(problem, code, count, target)
    based = np.where(cells.baseline.present, code, -1)
    earlier = np.where(cells.previous.present, code, -1)
    return NodeFigures(
        target=node_sums(code, count, target),
        plan=plan,
        assigned=node_sums(code, count, assigned),
        baseline=Sums(node_sums(based, count, cells.baseline.minor), _any(based, count)),
        previous=Sums(node_sums(earlier, count, cells.previous.minor), _any(earlier, count)),
        comparable=node_sums(based, count, target),
        share=_shares(plan, int(numbers.plan.sum())),
        margin=margin,
        margin_rate=margin_rate,
        measures=measure_nodes(problem, code, count, target, capacities, attainment),
        cells=_counts(code, count),
    )


def _parts(months: LevelNumbers, period: Period) -> Iterator[LevelNumbers]:
    """The numbers of every layer in each period of the year."""
    layers = [
        layer.reshape(layer.shape[0], MONTHS // period.months, period.months).sum(axis=2) for layer in months.minor
    ]
    for place in range(MONTHS // period.months):
        yield LevelNumbers(months.over_assignment, tuple(layer[:, place] for layer in layers))


def _part_of_year(problem: AllocationProblem, numbers: LevelNumbers, cut: Cut) -> NodeFigures:
    """A quarter or month, `numbers` being those of every layer in it."""
    code, count = cut.code, cut.count
    target, assigned = numbers.of_nodes(cut.dimensions, cut.levels)
    plan = node_sums(code, count, numbers.plan)
    margin, margin_rate = _margin(problem, code, count, target)
    return NodeFigures(
        target=node_sums(code, count, target),
        plan=plan,
        assigned=node_sums(code, count, assigned),
        baseline=None,
        previous=None,
        comparable=None,
        share=_shares(plan, int(numbers.plan.sum())),
        margin=margin,
        margin_rate=margin_rate,
        measures=None,
        cells=_counts(code, count),
    )


def _margin(problem: AllocationProblem, code: IntArray, count: int, minor: IntArray) -> tuple[FloatArray, FloatArray]:
    """(Σ m·x in thousands, Σ m·x / Σ x) over the cells that state a margin rate; NaN where none does. Pieces count at
    their prices, over the cells that state one."""
    rate = problem.cells.margin_rate
    money = minor / problem.money.minor_per_thousand
    if problem.metric == "volume":
        money = money * problem.unit_price
    stated = (code >= 0) & ~np.isnan(rate) & ~np.isnan(money)
    values = money[stated]
    earned = np.bincount(code[stated], weights=rate[stated] * values, minlength=count)
    volume = np.bincount(code[stated], weights=values, minlength=count)
    known = np.bincount(code[stated], minlength=count) > 0
    sold = volume > 0
    return np.where(known, earned, np.nan), np.where(sold, earned / np.where(sold, volume, 1.0), np.nan)


def _shares(sums: IntArray, total: int) -> FloatArray:
    return np.asarray(sums / total if total else np.zeros(sums.shape[0]), dtype=np.float64)


def _counts(code: IntArray, count: int) -> IntArray:
    return np.bincount(code[code >= 0], minlength=count).astype(np.int64)


def _any(code: IntArray, count: int) -> BoolArray:
    return np.asarray(_counts(code, count) > 0, dtype=np.bool_)
