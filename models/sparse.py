"""Sparse matrices with 4-byte indices: scipy keeps 8-byte ones for ever, and every solver takes 4-byte ones."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array

from models.arrays import FloatArray, IntArray

MOST_ENTRIES = np.iinfo(np.int32).max


def narrow(matrix: csr_array) -> csr_array:
    """The same matrix; its entries are shared, only the indices are new."""
    if matrix.indices.dtype == np.int32 or max(matrix.nnz, *matrix.shape) > MOST_ENTRIES:
        return matrix
    indices, starts = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return csr_array((matrix.data, indices, starts), shape=matrix.shape)


def picked_columns(by_column: csr_array, picked: IntArray, extra: csc_array) -> csc_array:
    """The columns `picked` of a matrix given by columns (row j of `by_column` is column j), then those of `extra`.

    One copy: slicing and stacking in scipy make three, which counts for millions of entries.
    """
    lengths = np.diff(by_column.indptr)[picked]
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    n_entries = int(starts[-1])
    small = max(n_entries + extra.nnz, by_column.shape[1]) <= MOST_ENTRIES
    kind = np.dtype(np.int32 if small else np.int64)
    shift = (by_column.indptr[picked] - starts[:-1]).astype(kind)
    entry = np.arange(n_entries, dtype=kind) + np.repeat(shift, lengths)
    data: FloatArray = by_column.data[entry]
    indices = by_column.indices[entry]
    if extra.shape[1]:
        data, indices = np.concatenate([data, extra.data]), np.concatenate([indices, extra.indices])
        starts = np.concatenate([starts, n_entries + extra.indptr[1:]])
    shape = (by_column.shape[1], picked.shape[0] + extra.shape[1])
    return csc_array((data, indices.astype(kind, copy=False), starts.astype(kind, copy=False)), shape=shape)
