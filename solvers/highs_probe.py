"""Feasibility asked again and again of one program whose row bounds change: HiGHS, each time from the last basis."""

from __future__ import annotations

import time
from enum import StrEnum

import highspy
import numpy as np

from models.arrays import FloatArray
from models.program import LinearProgram
from solvers.base import SolverOptions, check_program
from solvers.highs import HighsBackend
from solvers.verification import RAW_TOLERANCE

FIRST_SECONDS = 0.05
"""Least time of an answer: a deadline that has just passed is noticed by the next question."""


class Possible(StrEnum):
    """Whether the rows have a point: yes (one that our own arithmetic checked), no, or not known in time."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class HighsProbe:
    """A linear program without costs, kept in the solver while the bounds of its rows come and go.

    A question costs a few pivots where one bound changed, and a launch or a presolve never. Raises ProgramError for a
    program that no solver may see, ValueError for one with costs or integers.
    """

    def __init__(self, program: LinearProgram) -> None:
        check_program(program)
        if program.is_integer or program.objective.any():
            raise ValueError("a probe has neither costs nor integers")
        self._program = program
        self._lower, self._upper = program.row_lower.copy(), program.row_upper.copy()
        self._highs = HighsBackend(presolve=False).loaded(program, SolverOptions())
        self._size = abs(program.matrix)

    def ask(self, lower: FloatArray, upper: FloatArray, deadline: float | None = None) -> Possible:
        """Whether a point keeps the rows within `lower` and `upper` (one per row). `deadline`: of time.monotonic()."""
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0.0:
                return Possible.UNKNOWN
            # HiGHS counts the time of all runs together.
            limit = self._highs.getRunTime() + max(left, FIRST_SECONDS)
            self._highs.setOptionValue("time_limit", limit)
        for row in np.flatnonzero((lower != self._lower) | (upper != self._upper)).tolist():
            self._highs.changeRowBounds(row, lower[row], upper[row])
        self._lower, self._upper = lower.copy(), upper.copy()
        self._highs.run()
        return self._answer()

    def _answer(self) -> Possible:
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Possible.NO
        if status != highspy.HighsModelStatus.kOptimal:
            return Possible.UNKNOWN
        return Possible.YES if self._holds(np.array(self._highs.getSolution().col_value)) else Possible.UNKNOWN

    def _holds(self, values: FloatArray) -> bool:
        activity = self._program.matrix @ values
        size = np.maximum(1.0, self._size @ np.abs(values))
        outside = np.maximum(self._lower - activity, activity - self._upper) / size
        return bool((outside <= RAW_TOLERANCE).all() and (values >= self._program.col_lower - RAW_TOLERANCE).all())
