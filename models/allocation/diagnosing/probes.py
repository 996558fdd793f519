"""Probes: whether some of the limits have a plan together, and how far a total reaches under them."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from models.allocation.formulation import LimitRows
from models.program import LinearProgram


def total_program(rows: LimitRows, sign: float) -> LinearProgram:
    """min sign·Σx under all hard limits but the company target: −1 finds the largest total, +1 the smallest."""
    others = np.flatnonzero(np.isinf(rows.penalty) & (rows.block > 0))
    n = int(rows.matrix.shape[1])
    return LinearProgram(
        objective=np.full(n, sign),
        col_lower=np.zeros(n),
        col_upper=np.full(n, np.inf),
        row_lower=rows.lower[others],
        row_upper=rows.upper[others],
        matrix=csc_array(rows.matrix[others]),
        integer=np.zeros(n, dtype=np.bool_),
    )
