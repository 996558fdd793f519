"""Step zero of every diagnosis: sums that anyone can check. Floors that add up to more than a cap, caps that add up
to less than a floor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.diagnosis import Reason
from models.allocation.formulation import LimitRows
from models.arrays import FloatArray, IntArray

SLACK = 1e-9
"""Relative tolerance of the sums."""


@dataclass(frozen=True, eq=False)
class _Reach:
    """What one limit, with the cells' own bounds, lets a group of cells add up to. `group[c]` is the limit's row of
    cell c (−1: none); `low[g]`, `high[g]` the row's sides."""

    name: str
    block: int
    group: IntArray
    low: FloatArray
    high: FloatArray


def arithmetic_reasons(rows: LimitRows) -> tuple[Reason, ...]:
    """Every hard row that a sum contradicts, the largest shortfall first; one reason per row and side.

    The sum over a row's cells uses the cells' own bounds, and for every other limit of plain sums the tighter of
    its side and its cells' bounds, for the groups that lie within the row.
    """
    cell_low, cell_high = _cell_bounds(rows)
    reaches = [_reach(rows, index) for index in range(len(rows.blocks)) if _is_plain(rows, index)]
    found: dict[tuple[int, str], Reason] = {}
    for row in np.flatnonzero(np.isinf(rows.penalty)):
        for reason in _contradictions(rows, int(row), cell_low, cell_high, reaches):
            key = (int(row), reason.code)
            if key not in found or found[key].shortfall < reason.shortfall:
                found[key] = reason
    return tuple(sorted(found.values(), key=lambda reason: (-reason.shortfall, reason.against.name, reason.group)))


def _contradictions(
    rows: LimitRows, row: int, cell_low: FloatArray, cell_high: FloatArray, reaches: list[_Reach]
) -> list[Reason]:
    start, stop = rows.matrix.indptr[row], rows.matrix.indptr[row + 1]
    cells, factors = rows.matrix.indices[start:stop].astype(np.int64), rows.matrix.data[start:stop]
    low, high = cell_low[cells], cell_high[cells]
    positive = factors > 0
    own_low = float((np.where(positive, low, high) * factors).sum()) if cells.size else 0.0
    own_high = float((np.where(positive, high, low) * factors).sum()) if cells.size else 0.0
    found = _compare(rows, row, "cells", own_low, own_high)
    if cells.size > 1 and (factors == 1.0).all():
        for reach in reaches:
            if reach.block != rows.block[row]:
                through_low, through_high = _through(reach, cells, low, high)
                found += _compare(rows, row, reach.name, through_low, through_high)
    return found


def _compare(rows: LimitRows, row: int, name: str, low: float, high: float) -> list[Reason]:
    block = rows.origin(row)
    found = []
    for code, reachable, required, broken in (
        ("caps_below_floor", high, float(rows.lower[row]), high < rows.lower[row]),
        ("floors_above_cap", low, float(rows.upper[row]), low > rows.upper[row]),
    ):
        if broken and abs(required - reachable) > SLACK * max(1.0, abs(required)):
            found.append(
                Reason(code, (name,), block.identity, rows.key(row), reachable, required, block.quantity, block.scale)
            )
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
    return _Reach(block.identity.name, index, group, block.lower, block.upper)


def _cell_bounds(rows: LimitRows) -> tuple[FloatArray, FloatArray]:
    """The tightest bounds that hard one-cell sums put on each cell, and x ≥ 0."""
    single = np.flatnonzero((np.diff(rows.matrix.indptr) == 1) & np.isinf(rows.penalty))
    start = rows.matrix.indptr[single]
    plain = rows.matrix.data[start] == 1.0
    single, cells = single[plain], rows.matrix.indices[start[plain]]
    low = np.zeros(rows.matrix.shape[1])
    high = np.full(rows.matrix.shape[1], np.inf)
    np.maximum.at(low, cells, rows.lower[single])
    np.minimum.at(high, cells, rows.upper[single])
    return low, high
