"""The feasible range of a node's total: what the limits allow it, whether or not all of them fit."""

from __future__ import annotations

from models.allocation.chosen_node import ChosenNode
from models.allocation.feasible_range import FeasibleRange
from models.allocation.formulation import LimitRows
from models.allocation.problem import AllocationProblem
from solvers.base import SolverBackend, SolverOptions


def feasible_range(
    problem: AllocationProblem,
    rows: LimitRows,
    node: ChosenNode | None,
    backend: SolverBackend,
    options: SolverOptions,
) -> FeasibleRange:
    """The range of a node's total under all limits; of the company's (None) under all but its target."""
    raise NotImplementedError
