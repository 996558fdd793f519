"""Programs that need no solver, and that solvers get wrong: no columns, no rows, or a matrix without entries.

Every column then stands alone: it goes to the bound that its cost prefers. CBC calls such programs "empty".
"""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray
from models.program import LinearProgram
from models.solution import Point, Solution, SolutionStatus, SolverReport, TerminationCondition
from solvers.base import NEGLIGIBLE, with_point, without_point


def is_separable(program: LinearProgram) -> bool:
    """True when no row ties any columns together."""
    return program.n_columns == 0 or program.n_rows == 0 or program.matrix.nnz == 0


def solve_separable(program: LinearProgram, report: SolverReport) -> Solution:
    """The exact optimum of a separable program, or infeasible or unbounded."""
    lower, upper = program.col_lower, program.col_upper
    if program.is_integer:
        lower = np.where(program.integer, np.ceil(lower - NEGLIGIBLE), lower)
        upper = np.where(program.integer, np.floor(upper + NEGLIGIBLE), upper)
    rows_hold = (program.row_lower <= NEGLIGIBLE) & (program.row_upper >= -NEGLIGIBLE)
    if not rows_hold.all() or (lower > upper).any():
        return without_point(TerminationCondition.INFEASIBLE, report)
    values = _preferred(program.objective, lower, upper)
    if not np.isfinite(values).all():
        return without_point(TerminationCondition.UNBOUNDED, report)
    duals = None if program.is_integer else np.zeros(program.n_rows)
    reduced_costs = None if program.is_integer else program.objective.copy()
    point = Point(values, np.zeros(program.n_rows), duals, reduced_costs)
    bound = float((program.objective * values).sum()) + program.offset
    return with_point(TerminationCondition.OPTIMAL, SolutionStatus.OPTIMAL, report, program, point, bound)


def _preferred(cost: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """The cheap end of each column; without a cost the end nearest to zero, or zero itself."""
    indifferent = np.clip(0.0, lower, upper)
    return np.where(cost > 0, lower, np.where(cost < 0, upper, indifferent))
