"""Any plan under the limits: the program behind every question of whether and how far."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from models.allocation.formulation import LimitRows
from models.arrays import FloatArray
from models.program import LinearProgram


def plan_program(rows: LimitRows, objective: FloatArray | None = None) -> LinearProgram:
    """Any plan under all hard limits, or the one that makes objective·x (n) least."""
    n = int(rows.matrix.shape[1])
    hard = np.flatnonzero(np.isinf(rows.penalty))
    return LinearProgram(
        objective=np.zeros(n) if objective is None else objective,
        col_lower=np.zeros(n),
        col_upper=np.full(n, np.inf),
        row_lower=rows.lower[hard],
        row_upper=rows.upper[hard],
        matrix=csc_array(rows.matrix[hard]),
        integer=np.zeros(n, dtype=np.bool_),
    )
