"""How likely a node reaches its target. The one place where roll-ups and the score card meet the forecasts' spread."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.uncertainty import sum_distribution
from models.allocation.uncertainty.sum_distribution import SumDistribution
from models.arrays import FloatArray, IntArray


class Attainment(Protocol):
    """P(sum of the node's sales ≥ target) per node; NaN where the forecasts do not tell."""

    def __call__(
        self, problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /
    ) -> FloatArray: ...


def attainment_of(problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray) -> FloatArray:
    """P(Σ sales of the cells with code g ≥ targets[g]) per node g, targets in thousands; cells with code −1 belong to
    none. NaN: not known."""
    return _reached(sum_distribution(problem.forecasts, code, count), targets)


class KnownSales:
    """`attainment_of` for many plans of one problem: how sales of the same nodes spread is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bytes], SumDistribution] = {}

    def __call__(self, problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /) -> FloatArray:
        """As `attainment_of`; `problem` is always the same one."""
        nodes = count, code.tobytes()
        if nodes not in self._known:
            self._known[nodes] = sum_distribution(problem.forecasts, code, count)
        return _reached(self._known[nodes], targets)


def _reached(sales: SumDistribution, targets: FloatArray) -> FloatArray:
    return np.where(sales.mean > 0, sales.probability_at_least(targets), np.nan)
