"""The columns of an integer program over limits of yes or no, and the rows that each limit adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.allocation.limits.choice_block import ChoiceBlock
from models.arrays import FloatArray, IntArray

LEAST_LEFT = 1e-3
"""Part of a least target that a change leaves at least: a document's `min_amount` is above zero."""


Entries = tuple[IntArray, IntArray, FloatArray | float]


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows as entries: `place[k]`, `column[k]`, `value[k]`; each row between `lower` and `upper`."""

    place: IntArray
    column: IntArray
    value: FloatArray
    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True, eq=False)
class ChoiceColumns:
    """One limit's columns: `unit[u]` the yes or no of each unit, `more` the extra count (−1: none may be given),
    `less` what the leasts lose: one column where all leasts are alike, else one per unit, none where they may not."""

    block: ChoiceBlock
    unit: IntArray
    more: int
    less: IntArray

    @classmethod
    def after(cls, start: int, block: ChoiceBlock, *, may_change: bool) -> ChoiceColumns:
        """The columns from `start` on."""
        more = start + block.count
        counts = may_change and block.max_count is not None and bool(np.isinf(block.penalty))
        first = more + int(counts)
        alike = bool((block.least == block.least[0]).all())
        own = 0 if not may_change or not block.least.any() else 1 if alike else block.count
        less = np.arange(first, first + own, dtype=np.int64)
        return cls(block, np.arange(start, more, dtype=np.int64), more if counts else -1, less)

    @property
    def count(self) -> int:
        """Number of columns."""
        return int(self.unit.size + (self.more >= 0) + self.less.size)

    def ceilings(self) -> FloatArray:
        """Upper bounds of the columns, in their order."""
        counts = [float(self.block.count)] if self.more >= 0 else []
        leasts = self.block.least[: self.less.size] * (1.0 - LEAST_LEFT)
        return np.concatenate([np.ones(self.unit.size), counts, leasts])

    def costs(self, unit_money: float) -> FloatArray:
        """What each column adds to the total change; a unit more counts as `unit_money` thousands."""
        counts = [unit_money] if self.more >= 0 else []
        return np.concatenate([np.zeros(self.unit.size), counts, np.ones(self.less.size)])

    def rows(self, room: FloatArray) -> Iterator[Rows]:
        """x_c ≤ room_c·z_u, Σ x ≥ least·z − d, and Σ z ≤ max_count + e where the count is no soft limit."""
        block = self.block
        cell = np.flatnonzero(block.unit >= 0)
        k, unit = np.arange(cell.size), block.unit[cell]
        yield _rows(cell.size, [(k, cell, 1.0), (k, self.unit[unit], -room[cell])], -np.inf, 0.0)
        place = np.full(block.count, -1, dtype=np.int64)
        asked = np.flatnonzero(block.least > 0.0)
        place[asked] = np.arange(asked.size)
        inside = cell[place[unit] >= 0]
        own: list[Entries] = [(place[asked], self.unit[asked], -block.least[asked])]
        if self.less.size:
            own.append((place[asked], self.less[asked % self.less.size], 1.0))
        yield _rows(asked.size, [(place[block.unit[inside]], inside, 1.0), *own], 0.0, np.inf)
        if block.max_count is not None and np.isinf(block.penalty):
            groups = np.arange(len(block.group_keys))
            given = [] if self.more < 0 else [(groups, np.full(groups.size, self.more), -1.0)]
            yield _rows(groups.size, [(block.group, self.unit, 1.0), *given], -np.inf, float(block.max_count))


def _rows(count: int, entries: list[tuple[IntArray, IntArray, FloatArray | float]], lower: float, upper: float) -> Rows:
    return Rows(
        place=np.concatenate([place for place, _, _ in entries]).astype(np.int64),
        column=np.concatenate([column for _, column, _ in entries]).astype(np.int64),
        value=np.concatenate([np.broadcast_to(value, place.shape) for place, _, value in entries]),
        lower=np.full(count, lower),
        upper=np.full(count, upper),
    )
