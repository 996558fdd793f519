"""One linear program asked again and again while its bounds come and go: HiGHS, each time from the last basis."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np

from models.arrays import FloatArray
from models.program import LinearProgram
from solvers.base import SolverOptions, check_program
from solvers.highs import HighsBackend
from solvers.verification import RAW_TOLERANCE

LEAST_SECONDS = 0.05
"""Least time of an answer: a deadline that is about to pass is noticed by the next question."""


class Possible(StrEnum):
    """Whether the bounds leave a point: yes (one that our own arithmetic checked), no, or not known in time."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class KeptAnswer:
    """An answer of a kept program; `values` are the optimal point where there is one."""

    possible: Possible
    values: FloatArray | None = None


_NOT_KNOWN = KeptAnswer(Possible.UNKNOWN)


class KeptProgram:
    """A linear program that stays in the solver. A question costs a few pivots where few bounds changed, and a launch
    or a presolve never. Raises ProgramError for a program that no solver may see, ValueError for one with integers."""

    def __init__(self, program: LinearProgram) -> None:
        check_program(program)
        if program.is_integer:
            raise ValueError("a kept program has no integers")
        self._program = program
        self._lower, self._upper = program.row_lower.copy(), program.row_upper.copy()
        self._ceiling = program.col_upper.copy()
        self._highs = HighsBackend(presolve=False).loaded(program, SolverOptions())
        self._absolute = abs(program.matrix)

    def within_rows(self, lower: FloatArray, upper: FloatArray, deadline: float | None = None) -> KeptAnswer:
        """With other bounds of all rows. `deadline`: of time.monotonic()."""
        for row in np.flatnonzero((lower != self._lower) | (upper != self._upper)).tolist():
            self._highs.changeRowBounds(row, lower[row], upper[row])
        self._lower, self._upper = lower.copy(), upper.copy()
        return self._ask(deadline)

    def below(self, ceiling: FloatArray, deadline: float | None = None) -> KeptAnswer:
        """With other upper bounds of all columns. `deadline`: of time.monotonic()."""
        for column in np.flatnonzero(ceiling != self._ceiling).tolist():
            self._highs.changeColBounds(column, self._program.col_lower[column], ceiling[column])
        self._ceiling = ceiling.copy()
        return self._ask(deadline)

    def _ask(self, deadline: float | None) -> KeptAnswer:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0.0:
                return _NOT_KNOWN
            # The limit counts the time of all runs together.
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(left, LEAST_SECONDS))
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return KeptAnswer(Possible.NO)
        if status != highspy.HighsModelStatus.kOptimal:
            return _NOT_KNOWN
        values = np.array(self._highs.getSolution().col_value, dtype=np.float64)
        return KeptAnswer(Possible.YES, values) if self._holds(values) else _NOT_KNOWN

    def _holds(self, values: FloatArray) -> bool:
        activity = self._program.matrix @ values
        size = np.maximum(1.0, self._absolute @ np.abs(values))
        rows = np.maximum(self._lower - activity, activity - self._upper) / size
        columns = np.maximum(self._program.col_lower - values, values - self._ceiling) / np.maximum(1.0, np.abs(values))
        return bool((rows <= RAW_TOLERANCE).all() and (columns <= RAW_TOLERANCE).all())
