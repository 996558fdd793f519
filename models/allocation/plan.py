"""A finished plan: the exact optimum, the published whole numbers, and everything known about both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.allocation.binding import BindingLimit
from models.allocation.coarse_levels import CoarseLevel
from models.allocation.lattice import Lattice
from models.allocation.nodes import NodeIndex
from models.allocation.phasing.month_plan import MonthPlan
from models.allocation.plan_check import ExactCheck, RoundedCheck
from models.allocation.polish import Polished
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.scorecard import ScoreCard
from models.allocation.strategy import Strategy
from models.arrays import BoolArray, FloatArray, IntArray


class Outcome(StrEnum):
    """What came of a request, in one word."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    LIMIT = "limit"
    SUSPECT = "suspect"
    ERROR = "error"


@dataclass(frozen=True, eq=False)
class Plan:
    """Targets of one problem under one strategy.

    `targets_minor`: published targets, integers of the minor unit. `exact`: the unrounded optimum in thousands, with
    its proof in `polished`. `reference` and `scale` (the leaf total L) in thousands. `outcome` is OPTIMAL when every
    exact number is proven to lie within a hundredth of an increment (or 1e-9 of the company target) of the optimum,
    else FEASIBLE. `coarse`: levels rounded to steps of their own. `months`: the targets by month,
    where the scenario has phasing.
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
    coarse: tuple[CoarseLevel, ...] = ()
    months: MonthPlan | None = None

    @property
    def total_minor(self) -> int:
        """The plan's total in minor units."""
        return self.rounded_check.total_minor


@dataclass(frozen=True, eq=False)
class NodeTotals:
    """Sums per node of one partition, in minor units: target, baseline (and the target of cells that have one),
    reference. `has_baseline[g]` is False where no cell of the node states a baseline."""

    target: IntArray
    baseline: IntArray
    comparable: IntArray
    has_baseline: BoolArray

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
    return NodeTotals(
        target=_sum(code, count, targets_minor, code >= 0),
        baseline=_sum(code, count, baseline.minor, with_base),
        comparable=_sum(code, count, targets_minor, with_base),
        has_baseline=np.bincount(code[with_base], minlength=count) > 0,
    )


def _sum(code: IntArray, count: int, minor: IntArray, mask: BoolArray) -> IntArray:
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, code[mask], minor[mask])
    return total
