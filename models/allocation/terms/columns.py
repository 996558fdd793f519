"""What a term adds to the separable program: rows over the cells, and auxiliary columns that these rows share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class TermColumns:
    """m rows and k auxiliary columns: lower ≤ matrix·x + auxiliary·t ≤ upper, soft rows at `penalty`.

    matrix (m, n cells), auxiliary (m, k); of each auxiliary column (k) `price`, `ceiling` (largest value), `size`
    (usual value) and `curvature` (that of the cells behind it). Amounts in thousands, prices as in the program's
    objective.
    """

    matrix: csr_array
    auxiliary: csr_array
    lower: FloatArray
    upper: FloatArray
    penalty: FloatArray
    price: FloatArray
    ceiling: FloatArray
    size: FloatArray
    curvature: FloatArray

    @property
    def count(self) -> int:
        """Number of auxiliary columns."""
        return int(self.price.shape[0])


def by_entry(values: FloatArray, columns: int) -> csr_array:
    """A matrix whose row i holds values[i] in its only column, for a column that all rows share."""
    rows = np.arange(values.shape[0])
    return csr_array((values, (rows, np.zeros(values.shape[0], dtype=np.int64))), shape=(values.shape[0], columns))
