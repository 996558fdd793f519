"""How likely a node reaches its target. The one place where roll-ups and the score card meet the forecasts' spread."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.uncertainty import sum_distribution
from models.arrays import FloatArray, IntArray


class Attainment(Protocol):
    """P(sum of the node's sales ≥ target) per node; NaN where the forecasts do not tell."""

    def __call__(
        self, problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /
    ) -> FloatArray: ...


def attainment_of(problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray) -> FloatArray:
    """P(Σ sales of the cells with code g ≥ targets[g]) per node g, targets in thousands; cells with code −1 belong to
    none. NaN: not known."""
    sales = sum_distribution(problem.forecasts, code, count)
    return np.where(sales.mean > 0, sales.probability_at_least(targets), np.nan)
