"""The minimal-change program: by how much limits must give, in all, so that a plan exists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack

from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import LinearProgram


@dataclass(frozen=True, eq=False)
class ElasticProgram:
    """min Σ violation over the rows that may give; the others stay as they are. `rows[k]` is the limit row behind
    the pair of violation columns 2k, 2k+1 (lift, lower) after the cells; `hard` the limit rows behind its rows.
    Violations are in the numbers that the limit as written speaks of."""

    program: LinearProgram
    rows: IntArray
    hard: IntArray
    n_cells: int

    def violations(self, values: FloatArray) -> FloatArray:
        """Signed change per elastic row: > 0 the cap is exceeded, < 0 the floor is missed."""
        pairs = values[self.n_cells :].reshape(-1, 2)
        return np.asarray(pairs[:, 1] - pairs[:, 0], dtype=np.float64)

    def prices(self, duals: FloatArray, count: int) -> FloatArray:
        """Per limit row (of `count`) what one more of its bound costs; 0 for soft ones."""
        found = np.zeros(count)
        found[self.hard] = duals
        return found


def elastic_program(rows: LimitRows, may_give: BoolArray) -> ElasticProgram:
    """The minimal-change program: hard limits may be broken where `may_give`; soft limits are left out, they can
    never make a plan impossible."""
    n = int(rows.matrix.shape[1])
    hard = np.flatnonzero(np.isinf(rows.penalty))
    giving = np.flatnonzero(may_give[hard])
    slack = csc_array(
        (_both_ways(rows.factor[hard[giving]]), (np.repeat(giving, 2), np.arange(2 * giving.size))),
        shape=(hard.size, 2 * giving.size),
    )
    program = LinearProgram(
        objective=np.concatenate([np.zeros(n), np.ones(2 * giving.size)]),
        col_lower=np.zeros(n + 2 * giving.size),
        col_upper=np.full(n + 2 * giving.size, np.inf),
        row_lower=rows.lower[hard],
        row_upper=rows.upper[hard],
        matrix=csc_array(hstack([csc_array(rows.matrix[hard]), slack], format="csc")),
        integer=np.zeros(n + 2 * giving.size, dtype=np.bool_),
    )
    return ElasticProgram(program, hard[giving].astype(np.int64), hard.astype(np.int64), n)


def _both_ways(factor: FloatArray) -> FloatArray:
    """Coefficients of each row's pair of violation columns."""
    return np.column_stack([factor, -factor]).ravel()
