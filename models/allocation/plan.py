"""A finished plan: the exact optimum, the published whole numbers, and everything known about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from models.allocation.binding import BindingLimit
from models.allocation.coarse_levels import CoarseLevel
from models.allocation.lattice import Lattice
from models.allocation.measures import NodeMeasures, measure_nodes
from models.allocation.nodes import NodeIndex, Partition
from models.allocation.openings import Choices, choice_presses
from models.allocation.over_assignment import LevelNumbers
from models.allocation.phasing.month_plan import MonthPlan
from models.allocation.plan_check import ExactCheck, RoundedCheck
from models.allocation.polish import Polished
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.scorecard import ScoreCard
from models.allocation.staging import Staging
from models.allocation.strategy import Strategy
from models.allocation.utilisation import CapacityUse
from models.arrays import BoolArray, FloatArray, IntArray


class Outcome(StrEnum):
    """What came of a request, in one word."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    LIMIT = "limit"
    SUSPECT = "suspect"
    ERROR = "error"


EXACT_INCREMENTS = 0.01
EXACT_SHARE = 1e-9


def exact_tolerance(problem: AllocationProblem) -> float:
    """Error of a number, in thousands, below which it counts as exact: a hundredth of an increment, or 1e-9 of the
    leaf total where that is more."""
    increment = problem.increment_minor / problem.money.minor_per_thousand
    return max(EXACT_INCREMENTS * increment, EXACT_SHARE * problem.reference_total)


@dataclass(frozen=True, eq=False)
class Plan:
    """Targets of one problem under one strategy.

    `targets_minor`: published targets, integers of the minor unit. `exact`: the unrounded optimum in thousands, with
    its proof in `polished`. `reference` and `scale` (the leaf total L) in thousands. `outcome` is OPTIMAL when every
    exact number is proven to lie within a hundredth of an increment (or 1e-9 of the company target) of the optimum,
    else FEASIBLE. `upper_levels`: where targets are over-assigned, the numbers above them, from the plan downward, in
    minor units. `capacities`: what the published numbers use of every capacity limit. `coarse`: levels rounded to steps
    of their own. `months`: the targets by month, where the scenario has phasing; `upper_months` those of the
    `upper_levels`. `choices`: which units carry a target, where limits ask for a choice.
    """

    problem: AllocationProblem
    strategy: Strategy
    outcome: Outcome
    targets_minor: IntArray
    exact: FloatArray
    reference: FloatArray
    scale: float
    polished: Polished
    lattice: Lattice
    exact_check: ExactCheck
    rounded_check: RoundedCheck
    binding: tuple[BindingLimit, ...]
    scorecard: ScoreCard
    index: NodeIndex
    staging: Staging | None = None
    upper_levels: tuple[IntArray, ...] = ()
    capacities: tuple[CapacityUse, ...] = ()
    coarse: tuple[CoarseLevel, ...] = ()
    months: MonthPlan | None = None
    upper_months: tuple[MonthPlan, ...] = ()
    choices: Choices | None = None

    @cached_property
    def month_numbers(self) -> LevelNumbers | None:
        """The months (cells × 12) of every layer's numbers; None for annual plans."""
        if self.months is None:
            return None
        layers = (*self.upper_months, self.months)
        return LevelNumbers(self.problem.over_assignment, tuple(layer.minor for layer in layers))

    def months_of(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> IntArray:
        """The months (n × 12) in minor units of the numbers that nodes of these levels publish. Needs phasing."""
        assert self.month_numbers is not None
        return self.month_numbers.of_nodes(dimensions, levels)[0]

    @property
    def has_prices(self) -> bool:
        """Whether the prices of binding limits mean anything: not where units were chosen by yes or no."""
        return self.choices is None or not choice_presses(self.choices, self.binding)

    @property
    def total_minor(self) -> int:
        """The plan's total in minor units: what the company plans to sell."""
        return self.rounded_check.total_minor

    @cached_property
    def numbers(self) -> LevelNumbers:
        """The published numbers of every layer, from the plan to the targets."""
        return LevelNumbers(self.problem.over_assignment, (*self.upper_levels, self.targets_minor))

    def measures(self, part: Partition) -> NodeMeasures:
        """How hard the nodes of one partition are."""
        target, _ = self.numbers.of_nodes(part.dimensions, part.levels)
        return measure_nodes(self.problem, part.code, part.count, target, self.capacities)

    def totals(self, part: Partition) -> NodeTotals:
        """Sums per node of one partition."""
        target, assigned = self.numbers.of_nodes(part.dimensions, part.levels)
        sums = node_totals(part.code, part.count, target, self.problem.cells.baseline)
        if self.problem.over_assignment is None:
            return sums
        return replace(
            sums,
            planned=node_sums(part.code, part.count, self.numbers.plan),
            carried=node_sums(part.code, part.count, assigned),
        )


@dataclass(frozen=True, eq=False)
class NodeTotals:
    """Sums per node of one partition, in minor units: target (the node's own number), baseline (and the target of
    cells that have one). `has_baseline[g]` is False where no cell of the node states a baseline.

    `planned` and `carried` are there where targets are over-assigned and differ from `target` then.
    """

    target: IntArray
    baseline: IntArray
    comparable: IntArray
    has_baseline: BoolArray
    planned: IntArray | None = None
    carried: IntArray | None = None

    @property
    def plan(self) -> IntArray:
        """What adds up to the company target over the nodes of every cut."""
        return self.target if self.planned is None else self.planned

    @property
    def assigned(self) -> IntArray:
        """What stands below the node together: the next level's numbers, outside the over-assigned dimension those of
        its leaves."""
        return self.target if self.carried is None else self.carried

    @property
    def hedge(self) -> IntArray:
        """assigned − target: what is handed down on top."""
        return self.assigned - self.target

    def growth_rate(self, node: int) -> float | None:
        """Target over baseline − 1, as people compute it from the two numbers beside it: new cells count in the
        target. None without a positive baseline."""
        return self._rate(self.target, node)

    def like_for_like_rate(self, node: int) -> float | None:
        """Growth of the cells that have a baseline. None without a positive baseline."""
        return self._rate(self.comparable, node)

    def _rate(self, target: IntArray, node: int) -> float | None:
        if not self.has_baseline[node] or self.baseline[node] <= 0:
            return None
        return float(target[node]) / float(self.baseline[node]) - 1.0


def node_totals(code: IntArray, count: int, targets_minor: IntArray, baseline: Amounts) -> NodeTotals:
    """Exact integer sums per node; cells with code −1 belong to none."""
    with_base = (code >= 0) & baseline.present
    based = np.where(with_base, code, -1)
    return NodeTotals(
        target=node_sums(code, count, targets_minor),
        baseline=node_sums(based, count, baseline.minor),
        comparable=node_sums(based, count, targets_minor),
        has_baseline=np.bincount(code[with_base], minlength=count) > 0,
    )


def node_sums(code: IntArray, count: int, minor: IntArray) -> IntArray:
    """Exact integer sum per node; cells with code −1 belong to none."""
    total = np.zeros(count, dtype=np.int64)
    inside = code >= 0
    np.add.at(total, code[inside], minor[inside])
    return total
