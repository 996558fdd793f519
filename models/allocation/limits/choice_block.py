"""What a limit decides by yes or no: which units a group carries, and how small a carried one may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from models.allocation.limits.context import LimitIdentity


@dataclass(frozen=True, eq=False)
class ChoiceBlock:
    """The units of one limit. A unit is the cells of one combination of `axes` (a person's product line); it is open
    when it carries a target, else closed.

    `keys[u]` names unit u, `unit[c]` is the unit of cell c (−1: none), `group[u]` the place of its group in
    `group_keys`. `max_count`: open units that a group may have, None for any number; each further one costs `penalty`
    (inf: none may be). `least[u]`: what an open unit carries at least, in thousands of leaf targets (the written amount
    times `factor`); 0 where anything will do.
    """

    identity: LimitIdentity
    axes: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    unit: IntArray
    group_axes: tuple[str, ...]
    group_keys: tuple[tuple[str, ...], ...]
    group: IntArray
    max_count: int | None
    least: FloatArray
    penalty: float = np.inf
    factor: float = 1.0

    @property
    def count(self) -> int:
        """Number of units."""
        return len(self.keys)

    def open_counts(self, is_open: BoolArray) -> IntArray:
        """Open units per group."""
        return np.bincount(self.group[is_open], minlength=len(self.group_keys)).astype(np.int64)

    def excess(self, is_open: BoolArray) -> int:
        """Open units beyond `max_count`, over all groups."""
        if self.max_count is None:
            return 0
        return int(np.maximum(self.open_counts(is_open) - self.max_count, 0).sum())
