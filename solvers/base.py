"""What every solver backend is: options and a program in, a solution out, and never a surprise."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np

from models.errors import LimitReached, SolverFailed
from models.program import LinearProgram, ProgramError
from models.solution import Point, Solution, SolutionStatus, SolverReport, TerminationCondition

OPTIMALITY_GAP = 1e-6
"""A relative gap up to this counts as optimal: below it the solvers' own tolerances decide."""
SMALLEST_COEFFICIENT = 1e-12
"""CBC drops matrix entries under this without a word."""
NEGLIGIBLE = 1e-9
"""What a dropped entry may move its row by, at most."""


@dataclass(frozen=True)
class SolverOptions:
    """How far a solve may go.

    time_limit_seconds: wall clock over build, solve and read. relative_gap: |objective - bound| / max(1, |objective|)
    at which an integer program counts as solved. memory_limit_bytes: address space of the solver process (ignored in
    process). node_limit: branch-and-bound nodes. stop: set it from another thread to end the solve early and keep the
    incumbent. Raises ValueError for a negative limit.
    """

    time_limit_seconds: float | None = None
    relative_gap: float = OPTIMALITY_GAP
    memory_limit_bytes: int | None = None
    node_limit: int | None = None
    stop: threading.Event | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        limits = (self.time_limit_seconds, self.relative_gap, self.memory_limit_bytes, self.node_limit)
        if not all(limit is None or limit >= 0 for limit in limits):
            raise ValueError("limits are not negative")

    def report(self) -> MappingProxyType[str, str | int | float]:
        """The options that were set, for the solver's report."""
        named: dict[str, str | int | float | None] = {
            "relative_gap": self.relative_gap,
            "time_limit_seconds": self.time_limit_seconds,
            "memory_limit_bytes": self.memory_limit_bytes,
            "node_limit": self.node_limit,
        }
        return MappingProxyType({name: value for name, value in named.items() if value is not None})


@dataclass(frozen=True)
class Capabilities:
    """What a backend can do; callers ask before they rely on it."""

    integers: bool
    duals: bool
    warm_start: bool
    memory_limit: bool


class SolverBackend(Hashable, Protocol):
    """One solver. `solve` returns a Solution for everything that can happen to a solver; it raises only
    ProgramError, for a program that no solver may see."""

    @property
    def name(self) -> str:
        """The name in settings, scenarios and reports."""

    @property
    def capabilities(self) -> Capabilities:
        """What this backend can do."""

    def version(self) -> str:
        """The solver's own version."""

    def availability(self) -> str | None:
        """None when the backend is usable here, else the reason why not."""

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        """Solve `program`; see the class."""


def check_program(program: LinearProgram) -> None:
    """Refuse what solvers silently change: the program's own check, and matrix entries that would be dropped although
    they matter (an entry under 1e-12 whose column can move its row by more than 1e-9). Raises ProgramError."""
    program.check()
    data = np.abs(program.matrix.data)
    if not data.size or data.min() >= SMALLEST_COEFFICIENT:
        return
    tiny = np.flatnonzero((data < SMALLEST_COEFFICIENT) & (data > 0))
    columns = np.searchsorted(program.matrix.indptr, tiny, side="right") - 1
    reach = np.maximum(np.abs(program.col_lower[columns]), np.abs(program.col_upper[columns]))
    lost = np.flatnonzero(data[tiny] * reach > NEGLIGIBLE)
    if lost.size:
        row = int(program.matrix.indices[tiny[lost[0]]])
        raise ProgramError(f"row {row} has a coefficient under {SMALLEST_COEFFICIENT:g}, which solvers drop")


def gap_outcome(objective: float, bound: float | None) -> tuple[TerminationCondition, SolutionStatus]:
    """What a solver's "optimal" amounts to, judged by the bound it proved."""
    if bound is not None and objective - bound > OPTIMALITY_GAP * max(1.0, abs(objective)):
        return TerminationCondition.WITHIN_GAP, SolutionStatus.FEASIBLE
    return TerminationCondition.OPTIMAL, SolutionStatus.OPTIMAL


def without_point(termination: TerminationCondition, report: SolverReport, bound: float | None = None) -> Solution:
    """An answer that holds nothing."""
    return Solution(termination, SolutionStatus.NONE, report, bound=bound)


def with_point(
    termination: TerminationCondition,
    status: SolutionStatus,
    report: SolverReport,
    program: LinearProgram,
    point: Point,
    bound: float | None,
) -> Solution:
    """An answer that holds a point; its objective is computed from the values, not read from a log."""
    objective = float((program.objective * point.values).sum()) + program.offset
    return Solution(termination, status, report, objective=objective, bound=bound, point=point)


def raise_for_status(solution: Solution) -> None:
    """Raise for answers that hold nothing because a limit or a failure came first.

    Infeasible and unbounded are left to the caller, who can explain them. Raises LimitReached, SolverFailed.
    """
    if solution.status is not SolutionStatus.NONE:
        return
    report = solution.report
    match solution.termination:
        case TerminationCondition.TIME_LIMIT | TerminationCondition.NODE_LIMIT | TerminationCondition.INTERRUPTED:
            raise LimitReached(str(solution.termination), report.seconds)
        case TerminationCondition.ERROR:
            raise SolverFailed(report.name, report.message or "no reason was given")
        case _:
            return
