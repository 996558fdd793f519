"""Our own check of a solver's answer: recomputed from the program, trusting nothing that the solver said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from models.arrays import FloatArray
from models.program import LinearProgram

POLISHED_TOLERANCE = 1e-9
"""For a final plan, after the polish (relative row violation)."""
RAW_TOLERANCE = 1e-6
"""For a solver's raw point: CBC and HiGHS work to 1e-7 on a scaled program, so ten times that after unscaling."""


@dataclass(frozen=True)
class Verification:
    """Largest violations of a point, in the program's units except where relative.

    row_relative: violation / max(1, Σ|a x|) of the same row; bound_relative: violation / max(1, |x|);
    integrality: distance to the nearest integer; objective_difference: (recomputed - claimed) / max(1, |claimed|).
    """

    row_absolute: float
    row_relative: float
    worst_row: int | None
    bound_absolute: float
    bound_relative: float
    worst_column: int | None
    integrality: float
    objective: float
    objective_difference: float

    def passed(self, tolerance: float = POLISHED_TOLERANCE) -> bool:
        """True when rows, bounds and objective hold to `tolerance` (relative) and integers to max(tolerance, 1e-6).

        Use RAW_TOLERANCE for a point that comes straight from a solver. Not-a-number never passes.
        """
        continuous = (self.row_relative, self.bound_relative, abs(self.objective_difference))
        return all(value <= tolerance for value in continuous) and self.integrality <= max(tolerance, 1e-6)


def verify(program: LinearProgram, values: FloatArray, claimed_objective: float | None = None) -> Verification:
    """Recompute every row, bound, integrality condition and the objective (offset included) at `values`.

    Raises ValueError when `values` is not of the program's shape.
    """
    if values.shape != (program.n_columns,):
        raise ValueError("the values do not fit the program")
    activity = np.asarray(program.matrix @ values)
    size = np.asarray(_absolute(program.matrix) @ np.abs(values))
    rows = _outside(activity, program.row_lower, program.row_upper)
    rows_relative = rows / np.maximum(1.0, size)
    bounds = _outside(values, program.col_lower, program.col_upper)
    bounds_relative = bounds / np.maximum(1.0, np.abs(values))
    whole = values[program.integer]
    objective = float((program.objective * values).sum()) + program.offset
    claimed = objective if claimed_objective is None else claimed_objective
    return Verification(
        row_absolute=_largest(rows),
        row_relative=_largest(rows_relative),
        worst_row=_where(rows_relative),
        bound_absolute=_largest(bounds),
        bound_relative=_largest(bounds_relative),
        worst_column=_where(bounds_relative),
        integrality=_largest(np.abs(whole - np.round(whole))),
        objective=objective,
        objective_difference=(objective - claimed) / max(1.0, abs(claimed)),
    )


def _absolute(matrix: csc_array) -> csc_array:
    return csc_array((np.abs(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)


def _outside(values: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    return np.maximum(np.maximum(lower - values, values - upper), 0.0)


def _largest(violations: FloatArray) -> float:
    return float(violations.max()) if violations.size else 0.0


def _where(violations: FloatArray) -> int | None:
    return int(violations.argmax()) if violations.size and not violations.max() <= 0 else None
