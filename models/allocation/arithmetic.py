"""Step zero of every diagnosis: sums that anyone can check. Floors that add up to more than a cap, caps that add up
to less than a floor."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.diagnosis import Reason
from models.allocation.formulation import LimitRows
from models.arrays import FloatArray, IntArray

CELLS = "cells"
"""What a reason adds up where no limit bounds the cells but x ≥ 0."""

SLACK = 1e-9
"""Relative tolerance of the sums."""


@dataclass(frozen=True, eq=False)
class _Reach:
    """What one limit, with the cells' own bounds, lets a group of cells add up to. `group[c]` is the limit's row of
    cell c (−1: none); `low[g]`, `high[g]` the row's sides."""

    block: int
    group: IntArray
    low: FloatArray
    high: FloatArray


def arithmetic_reasons(rows: LimitRows) -> tuple[Reason, ...]:
    """Every hard row that a sum contradicts, the largest shortfall first; one reason per row and side, and one of two
    that say the same from both ends.

    The sum over a row's cells uses the cells' own bounds, and for every other limit of plain sums the tighter of
    its side and its cells' bounds, for the groups that lie within the row.
    """
    bounds = _cell_bounds(rows)
    reaches = [_reach(rows, index) for index in range(len(rows.blocks)) if _is_plain(rows, index)]
    factors = {block.identity.pointer: block.factor for block in rows.blocks}
    found: dict[tuple[int, str], Reason] = {}
    for row in np.flatnonzero(np.isinf(rows.penalty)):
        for reason in _contradictions(rows, int(row), bounds, reaches):
            key = (int(row), reason.code)
            if key not in found or found[key].shortfall < reason.shortfall:
                found[key] = reason
    ordered = sorted(found.values(), key=lambda reason: (-reason.shortfall, reason.against.name, reason.group))
    kept = tuple({_mirror(reason): reason for reason in reversed(ordered)}.values())[::-1]
    return tuple(_as_written(reason, factors[reason.against.pointer]) for reason in kept)


def _as_written(reason: Reason, factor: float) -> Reason:
    """The sums in the numbers that the limit in `against` speaks of."""
    return replace(reason, reachable=reason.reachable / factor, required=reason.required / factor, factor=factor)


def _mirror(reason: Reason) -> tuple[frozenset[str], float]:
    """The same for "the caps of A are below B's floor" and "the floors of B are above A's cap"."""
    return frozenset((*reason.limits, reason.against.name)), round(reason.shortfall, 6)


@dataclass(frozen=True, eq=False)
class _CellBounds:
    """The tightest bounds of each cell, and the limit rows that set them (−1: none)."""

    low: FloatArray
    high: FloatArray
    low_row: IntArray
    high_row: IntArray

    def blocks(self, rows: LimitRows, cells: IntArray, *, high: bool) -> tuple[int, ...]:
        """The limits behind the bounds of some cells, in document order."""
        setting = (self.high_row if high else self.low_row)[cells]
        return tuple(np.unique(rows.block[setting[setting >= 0]]).tolist())


def _contradictions(rows: LimitRows, row: int, bounds: _CellBounds, reaches: list[_Reach]) -> list[Reason]:
    start, stop = rows.matrix.indptr[row], rows.matrix.indptr[row + 1]
    cells, factors = rows.matrix.indices[start:stop].astype(np.int64), rows.matrix.data[start:stop]
    low, high = bounds.low[cells], bounds.high[cells]
    positive = factors > 0
    own_low = float((np.where(positive, low, high) * factors).sum()) if cells.size else 0.0
    own_high = float((np.where(positive, high, low) * factors).sum()) if cells.size else 0.0
    found: list[Reason] = []
    if own_high < rows.lower[row] or own_low > rows.upper[row]:
        by_caps, by_floors = (bounds.blocks(rows, cells, high=high_side) for high_side in (True, False))
        found = _compare(rows, row, by_caps, by_floors, own_low, own_high)
    if cells.size > 1 and (factors == 1.0).all():
        for reach in reaches:
            if reach.block != rows.block[row]:
                through_low, through_high = _through(reach, cells, low, high)
                found += _compare(rows, row, (reach.block,), (reach.block,), through_low, through_high)
    return found


def _compare(
    rows: LimitRows, row: int, by_caps: tuple[int, ...], by_floors: tuple[int, ...], low: float, high: float
) -> list[Reason]:
    block, key = rows.origin(row), rows.key(row)
    found = []
    for code, behind, reachable, required, broken in (
        ("caps_below_floor", by_caps, high, float(rows.lower[row]), high < rows.lower[row]),
        ("floors_above_cap", by_floors, low, float(rows.upper[row]), low > rows.upper[row]),
    ):
        if broken and abs(required - reachable) > SLACK * max(1.0, abs(required)):
            limits = [rows.blocks[index].identity for index in behind]
            names, pointers = tuple(one.name for one in limits) or (CELLS,), tuple(one.pointer for one in limits)
            facts = (reachable, required, block.quantity, block.scale)
            found.append(Reason(code, names, block.identity, key, *facts, pointers))
    return found


def _through(reach: _Reach, cells: IntArray, low: FloatArray, high: FloatArray) -> tuple[float, float]:
    """Least and largest sum over the cells, group by group where a whole group lies within them."""
    group = reach.group[cells]
    count = np.bincount(group[group >= 0], minlength=reach.low.shape[0])
    size = np.bincount(reach.group[reach.group >= 0], minlength=reach.low.shape[0])
    whole = (count == size) & (count > 0)
    grouped = (group >= 0) & whole[np.maximum(group, 0)]
    sum_low = np.bincount(group[grouped], weights=low[grouped], minlength=size.shape[0])
    sum_high = np.bincount(group[grouped], weights=high[grouped], minlength=size.shape[0])
    least = float(np.maximum(sum_low, reach.low)[whole].sum() + low[~grouped].sum())
    largest = float(np.minimum(sum_high, reach.high)[whole].sum() + high[~grouped].sum())
    return least, largest


def _is_plain(rows: LimitRows, index: int) -> bool:
    block = rows.blocks[index]
    return bool(np.isinf(block.penalty) and (block.matrix.data == 1.0).all())


def _reach(rows: LimitRows, index: int) -> _Reach:
    block = rows.blocks[index]
    group = np.full(block.matrix.shape[1], -1, dtype=np.int64)
    group[block.matrix.indices] = np.repeat(np.arange(len(block.keys)), np.diff(block.matrix.indptr))
    return _Reach(index, group, block.lower, block.upper)


def _cell_bounds(rows: LimitRows) -> _CellBounds:
    """What hard one-cell sums and x ≥ 0 allow each cell; the first limit wins a tie."""
    n = int(rows.matrix.shape[1])
    low, high = np.zeros(n), np.full(n, np.inf)
    low_row, high_row = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    single = np.flatnonzero((np.diff(rows.matrix.indptr) == 1) & np.isinf(rows.penalty))
    start = rows.matrix.indptr[single]
    for row, cell in zip(
        single[rows.matrix.data[start] == 1.0], rows.matrix.indices[start[rows.matrix.data[start] == 1.0]], strict=True
    ):
        if rows.lower[row] > low[cell]:
            low[cell], low_row[cell] = rows.lower[row], row
        if rows.upper[row] < high[cell]:
            high[cell], high_row[cell] = rows.upper[row], row
    return _CellBounds(low, high, low_row, high_row)
