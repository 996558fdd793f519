"""A finished plan made ready to be solved again: the same limits, weights and choices, starting at its optimum."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation.plan import Plan
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True, eq=False)
class ReopenedPlan:
    """What all questions to one plan share."""

    plan: Plan


def reopen(plan: Plan, backend: SolverBackend, options: SolverOptions) -> ReopenedPlan:
    """A plan ready for questions. The time limit of `options` is for all of them together."""
    raise NotImplementedError
