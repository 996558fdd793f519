"""The company totals that a diagnosis tells."""

from __future__ import annotations

from models.allocation.formulation import LimitRows
from models.allocation.problem import AllocationProblem
from models.errors import LimitReached, SolverFailed
from scenarios.feasible_range import feasible_range
from solvers.base import SolverBackend, SolverOptions


def company_range(
    problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions
) -> tuple[float | None, float | None]:
    """Smallest and largest company total under all other limits, in thousands; None for an end that does not exist or
    was not found in time. Where integer programs do not end in time, without the limits of yes or no."""
    try:
        found = feasible_range(problem, rows, None, backend, options)
    except (LimitReached, SolverFailed):
        return None, None
    return found.low, found.high
