"""The sides of all hard limit rows: what a conflict is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array

from models.allocation.diagnosis import Conflict, ConflictMember
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import LinearProgram

LISTED_MEMBERS = 20
"""Members that a conflict lists; more are counted per limit."""

PRESSING = 1e-7
"""Prices of a minimal-change program from which a side takes part in it; its costs are 1."""


@dataclass(frozen=True, eq=False)
class RowSides:
    """Every finite side of a hard row (k), rows in order, the floor of a row before its cap; one side where both are
    the same number. `row[i]`: its limit row; `floor[i]`, `cap[i]`: which end it is, both for a fixed row."""

    rows: LimitRows
    row: IntArray
    floor: BoolArray
    cap: BoolArray

    @classmethod
    def of(cls, rows: LimitRows) -> RowSides:
        """The sides of the hard rows; soft limits can never make a plan impossible."""
        hard = np.isinf(rows.penalty)
        fixed = hard & (rows.lower == rows.upper)
        floors = np.flatnonzero(hard & np.isfinite(rows.lower))
        caps = np.flatnonzero(hard & np.isfinite(rows.upper) & ~fixed)
        row = np.concatenate([floors, caps]).astype(np.int64)
        is_floor = np.arange(row.size) < floors.size
        order = np.lexsort((~is_floor, row))
        return cls(rows, row[order], is_floor[order], (~is_floor | fixed[row])[order])

    @property
    def count(self) -> int:
        """Number of sides."""
        return int(self.row.shape[0])

    @cached_property
    def identities(self) -> tuple[LimitIdentity, ...]:
        """The limits that have sides, in document order."""
        blocks = [self.rows.blocks[place].identity for place in np.unique(self.rows.block[self.row])]
        return tuple({identity.pointer: identity for identity in reversed(blocks)}.values())[::-1]

    @cached_property
    def limit(self) -> IntArray:
        """The place in `identities` of each side's limit."""
        place = {identity.pointer: index for index, identity in enumerate(self.identities)}
        return self._by_block([place.get(block.identity.pointer, 0) for block in self.rows.blocks])

    @cached_property
    def family(self) -> IntArray:
        """A number per kind of limit, in document order."""
        kinds = list(dict.fromkeys(block.identity.kind for block in self.rows.blocks))
        return self._by_block([kinds.index(block.identity.kind) for block in self.rows.blocks])

    def _by_block(self, values: Sequence[int]) -> IntArray:
        return np.array(values, dtype=np.int64)[self.rows.block[self.row]]

    def bounds(self, kept: BoolArray) -> tuple[FloatArray, FloatArray]:
        """Both sides of all limit rows with only the kept ones in force."""
        lower, upper = np.full(self.rows.count, -np.inf), np.full(self.rows.count, np.inf)
        floors, caps = self.row[kept & self.floor], self.row[kept & self.cap]
        lower[floors], upper[caps] = self.rows.lower[floors], self.rows.upper[caps]
        return lower, upper

    def program(self, kept: BoolArray) -> LinearProgram:
        """Any plan under the kept sides alone: no objective, no other rows."""
        lower, upper = self.bounds(kept)
        used = np.unique(self.row[kept])
        n = int(self.rows.matrix.shape[1])
        return LinearProgram(
            objective=np.zeros(n),
            col_lower=np.zeros(n),
            col_upper=np.full(n, np.inf),
            row_lower=lower[used],
            row_upper=upper[used],
            matrix=csc_array(self.rows.matrix[used]),
            integer=np.zeros(n, dtype=np.bool_),
        )

    def pressing(self, prices: FloatArray) -> BoolArray:
        """Sides that have a price in a minimal-change program: these alone cannot hold together. `prices` per limit
        row: what one more of its bound costs."""
        price = prices[self.row]
        return np.asarray((self.floor & (price > PRESSING)) | (self.cap & (price < -PRESSING)), dtype=np.bool_)

    def conflict(self, kept: BoolArray, *, minimal: bool) -> Conflict:
        """The kept sides as a conflict; listed where they are few."""
        places = np.flatnonzero(kept)
        counts = np.bincount(self.limit[places], minlength=len(self.identities))
        limits = np.flatnonzero(counts)
        kinds = dict.fromkeys(self.rows.origin(int(self.row[place])).identity.kind for place in places)
        few = places.size <= LISTED_MEMBERS
        return Conflict(
            families=tuple(kinds),
            limits=tuple(self.identities[limit] for limit in limits),
            members=tuple(self._member(int(place)) for place in places) if few else (),
            n_members=int(places.size),
            minimal=minimal,
            counts=tuple(int(count) for count in counts[limits]),
        )

    def _member(self, place: int) -> ConflictMember:
        row = int(self.row[place])
        block = self.rows.origin(row)
        is_floor, is_cap = bool(self.floor[place]), bool(self.cap[place])
        bound = self.rows.lower[row] if is_floor else self.rows.upper[row]
        return ConflictMember(
            identity=block.identity,
            group=self.rows.key(row),
            side="fixed" if is_floor and is_cap else "floor" if is_floor else "cap",
            bound=float(bound) / block.factor,
            quantity=block.quantity,
            scale=block.scale,
        )
