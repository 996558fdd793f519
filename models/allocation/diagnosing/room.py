"""How large a single target can become at all: what links a target to the yes or no of its unit."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from models.allocation.formulation import LimitRows
from models.arrays import FloatArray


def cell_room(rows: LimitRows, ceiling: float) -> FloatArray:
    """Per cell (n) the least upper bound that a single hard row of sums implies; `ceiling` where none does, all in
    thousands. Rows without negative coefficients bound each of their cells by themselves."""
    matrix = csr_array(rows.matrix)
    least = np.asarray(matrix.min(axis=1).todense()).ravel() if rows.count else np.zeros(0)
    usable = np.flatnonzero((least >= 0.0) & np.isfinite(rows.upper) & np.isinf(rows.penalty))
    entries = coo_array(csr_array(matrix[usable]))
    room = np.full(int(matrix.shape[1]), ceiling)
    inside = entries.data > 0.0
    reach = np.maximum(rows.upper[usable][entries.row[inside]], 0.0) / entries.data[inside]
    np.minimum.at(room, entries.col[inside], reach)
    return room
