"""The most even of the smallest changes: what people would agree on, and not whoever comes first."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from models.allocation.diagnosing.elastic import ElasticProgram
from models.allocation.diagnosis import PROOF_SHARE
from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray
from models.program import LinearProgram

SMALL_BOUND_SHARE = 1e-3
SPREAD_TIE = 1e-3


def spread_program(
    rows: LimitRows, elastic: ElasticProgram, giving: BoolArray, total: float, scale: float
) -> LinearProgram:
    """Among the changes of the `giving` rows (a mask over the elastic ones) that add up to at most `total`, the most
    even one: min t with every violation at most t of its bound. Columns as in the elastic program, and t after them.

    Without it a simplex vertex puts the whole change on one person, whoever comes first. Bounds near zero count as a
    thousandth of the company target.
    """
    inner = elastic.program
    k = elastic.rows.size
    side = np.maximum(_finite_size(rows.lower[elastic.rows]), _finite_size(rows.upper[elastic.rows]))
    size = np.maximum(side / rows.factor[elastic.rows], SMALL_BOUND_SHARE * scale)
    n = elastic.n_cells
    pairs = (np.repeat(np.arange(k), 2), n + np.arange(2 * k))
    each = csc_array((np.ones(2 * k), pairs), shape=(k, inner.n_columns))
    together = csc_array((np.ones(2 * k), (np.zeros(2 * k, dtype=np.int64), pairs[1])), shape=(1, inner.n_columns))
    share = csc_array(np.concatenate([np.zeros(inner.n_rows), -size, [0.0]]).reshape(-1, 1))
    return LinearProgram(
        objective=np.concatenate([inner.objective * SPREAD_TIE / scale, [1.0]]),
        col_lower=np.append(inner.col_lower, 0.0),
        col_upper=np.concatenate([inner.col_upper[:n], np.where(np.repeat(giving, 2), np.inf, 0.0), [np.inf]]),
        row_lower=np.concatenate([inner.row_lower, np.full(k + 1, -np.inf)]),
        row_upper=np.concatenate([inner.row_upper, np.zeros(k), [total * (1.0 + PROOF_SHARE * SPREAD_TIE)]]),
        matrix=csc_array(hstack([vstack([inner.matrix, each, together], format="csc"), share], format="csc")),
        integer=np.zeros(inner.n_columns + 1, dtype=np.bool_),
    )


def _finite_size(bound: FloatArray) -> FloatArray:
    return np.where(np.isfinite(bound), np.abs(bound), 0.0)
