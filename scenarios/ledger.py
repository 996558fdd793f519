"""The ledger of a plan: one optimum per line of limits, each with those of the lines before it."""

from __future__ import annotations

from collections.abc import Callable

from models.allocation.ledger import Ledger
from models.allocation.plan import Plan
from solvers.base import SolverBackend, SolverOptions


def explain_plan(
    plan: Plan,
    backend: SolverBackend,
    options: SolverOptions,
    listener: Callable[[str], None] | None = None,
) -> Ledger:
    """The ledger of every number of a plan, within the time and stop of `options`. `listener` is told each phase as
    it begins. Raises LimitReached when the options end the work, SolverFailed when a line has no answer."""
    raise NotImplementedError
