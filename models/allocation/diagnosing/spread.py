"""The most even of the small changes: what people would agree on, and not whoever comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from models.allocation.diagnosing.elastic import ElasticProgram
from models.allocation.diagnosis import PROOF_SHARE
from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import LinearProgram

SMALL_BOUND_SHARE = 1e-3
SPREAD_TIE = 1e-3


@dataclass(frozen=True, eq=False)
class SpreadProgram:
    """The program, and the columns of the elastic program that it has kept, in order; its last column is t."""

    program: LinearProgram
    kept: IntArray

    def values(self, found: FloatArray, count: int) -> FloatArray:
        """An answer as values of the elastic program's `count` columns."""
        values = np.zeros(count)
        values[self.kept] = found[:-1]
        return values


def spread_program(
    rows: LimitRows, elastic: ElasticProgram, giving: BoolArray, total: float, scale: float
) -> SpreadProgram:
    """Among the changes of the `giving` rows (a mask over the elastic ones) that add up to at most `total`, the most
    even one: min t with every violation at most t of its bound. Columns: cells, the giving rows' pairs, t.

    Without it a simplex vertex puts the whole change on one person, whoever comes first. Bounds near zero count as a
    thousandth of the company target.
    """
    inner, n = elastic.program, elastic.n_cells
    kept = np.concatenate([np.arange(n), n + np.flatnonzero(np.repeat(giving, 2))])
    own = elastic.rows[giving]
    k = own.size
    side = np.maximum(_finite_size(rows.lower[own]), _finite_size(rows.upper[own]))
    size = np.maximum(side / rows.factor[own], SMALL_BOUND_SHARE * scale)
    pair = np.arange(2 * k)
    each = csc_array((np.ones(2 * k), (pair // 2, n + pair)), shape=(k, n + 2 * k))
    together = csc_array((np.ones(2 * k), (np.zeros(2 * k, dtype=np.int64), n + pair)), shape=(1, n + 2 * k))
    share = csc_array(np.concatenate([np.zeros(inner.n_rows), -size, [0.0]]).reshape(-1, 1))
    above = csc_array(inner.matrix[:, kept])
    program = LinearProgram(
        objective=np.concatenate([inner.objective[kept] * SPREAD_TIE / scale, [1.0]]),
        col_lower=np.append(inner.col_lower[kept], 0.0),
        col_upper=np.append(inner.col_upper[kept], np.inf),
        row_lower=np.concatenate([inner.row_lower, np.full(k + 1, -np.inf)]),
        row_upper=np.concatenate([inner.row_upper, np.zeros(k), [total * (1.0 + PROOF_SHARE * SPREAD_TIE)]]),
        matrix=csc_array(hstack([vstack([above, each, together], format="csc"), share], format="csc")),
        integer=np.zeros(kept.size + 1, dtype=np.bool_),
    )
    return SpreadProgram(program, kept.astype(np.int64))


def _finite_size(bound: FloatArray) -> FloatArray:
    return np.where(np.isfinite(bound), np.abs(bound), 0.0)
