"""Probes: whether the limits have a plan at all, and how far the company's total reaches under the others."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray
from models.program import LinearProgram


def plan_program(rows: LimitRows, objective: FloatArray | None = None) -> LinearProgram:
    """Any plan under all hard limits, or the one that makes objective·x (n) least."""
    n = int(rows.matrix.shape[1])
    return _program(rows, np.isinf(rows.penalty), np.zeros(n) if objective is None else objective)


def total_program(rows: LimitRows, sign: float) -> LinearProgram:
    """min sign·Σx under all hard limits but the company target: −1 finds the largest total, +1 the smallest."""
    return _program(rows, np.isinf(rows.penalty) & (rows.block > 0), np.full(int(rows.matrix.shape[1]), sign))


def _program(rows: LimitRows, kept: BoolArray, objective: FloatArray) -> LinearProgram:
    n = objective.shape[0]
    chosen = np.flatnonzero(kept)
    return LinearProgram(
        objective=objective,
        col_lower=np.zeros(n),
        col_upper=np.full(n, np.inf),
        row_lower=rows.lower[chosen],
        row_upper=rows.upper[chosen],
        matrix=csc_array(rows.matrix[chosen]),
        integer=np.zeros(n, dtype=np.bool_),
    )
