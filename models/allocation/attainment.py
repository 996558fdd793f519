"""How likely a node reaches its target. The one place where roll-ups and the score card meet the forecasts' spread."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray, IntArray


class Attainment(Protocol):
    """P(sum of the node's sales ≥ target) per node; NaN where the forecasts do not tell."""

    def __call__(
        self, problem: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /
    ) -> FloatArray: ...


def attainment_of(
    problem: AllocationProblem,  # noqa: ARG001
    code: IntArray,  # noqa: ARG001
    count: int,
    targets: FloatArray,  # noqa: ARG001
) -> FloatArray:
    """P(Σ sales of the cells with code g ≥ targets[g]) per node g, targets in thousands; cells with code −1 belong to
    none. NaN: not known."""
    return np.full(count, np.nan)
