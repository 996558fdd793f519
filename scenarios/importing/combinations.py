"""Combinations of members that occur together, as rows of codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import IntArray


@dataclass(frozen=True, eq=False)
class Combinations:
    """The different columns of some code arrays, sorted: `members` (arrays × combinations), and `code` per row."""

    members: IntArray
    code: IntArray

    @property
    def count(self) -> int:
        """Number of combinations."""
        return int(self.members.shape[1])


def combinations_of(codes: Sequence[IntArray], count: int) -> Combinations:
    """The combinations of n rows of several code arrays. Without arrays there is one, of everything."""
    code = np.zeros(count, dtype=np.int64)
    for one in codes:
        # Compressed after every array, so that the product of the sizes never overflows.
        _, code = np.unique(code * (int(one.max(initial=0)) + 1) + one, return_inverse=True)
        code = np.asarray(code, dtype=np.int64).reshape(-1)
    found, first = np.unique(code, return_index=True)
    members = np.array([one[first] for one in codes], dtype=np.int64).reshape(len(codes), found.size)
    return Combinations(members, code)
