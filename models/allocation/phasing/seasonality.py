"""Seasonality: rows of twelve monthly numbers, and which row each cell follows.

A row names any axes as keys (`region: East`, `lifecycle: new`) and matches the cells that satisfy all of them. Of the
rows that match a cell, the one with the most keys wins; of rows with equally many keys, the one whose axes lie within
the other's (a person within a team). Two that are equally specific for a cell are an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import repeat

import numpy as np

from models.allocation.phasing.calendar import MONTH_NAMES, PlanCalendar
from models.allocation.selection import Axis, Selection, refines
from models.allocation.statement_error import StatementError
from models.arrays import FloatArray, IntArray
from models.findings import Fact, FindingList, Location

NO_ROW = -1

Place = Callable[[int, str | None], Location]
"""Where the key of a row stands."""


@dataclass(frozen=True)
class SeasonalityRow:
    """`keys`: axis → class, sorted by axis; `months`: January … December, none negative, not all zero."""

    keys: tuple[tuple[str, str], ...]
    months: tuple[Decimal, ...]

    def shares(self, calendar: PlanCalendar) -> FloatArray:
        """Shares of the plan months: month / Σ months, each the float nearest to the exact fraction."""
        by_name = dict(zip(MONTH_NAMES, self.months, strict=True))
        total = sum(map(Fraction, self.months))
        return np.array([float(Fraction(by_name[name]) / total) for name in calendar.names], dtype=np.float64)


def match_rows(
    rows: Sequence[SeasonalityRow], selection: Selection, count: int, place: Place, findings: FindingList
) -> IntArray:
    """The row that each of `count` cells follows, −1 where none matches.

    Finds `unknown_axis`, `ambiguous_axis`, `unknown_member`, `season_keys_twice`, `season_tie`.
    """
    kinds = _Kinds(rows, selection, place, findings).most_specific_first()
    chosen = np.full(count, NO_ROW, dtype=np.int64)
    winner = np.full(count, NO_ROW, dtype=np.int64)
    for position, kind in enumerate(kinds):
        row = kind.row_of_cell(selection, count)
        for rival in range(position):
            met = np.flatnonzero((row >= 0) & (winner == rival)) if kind.is_tied_with(kinds[rival]) else row[:0]
            for pair in sorted({(int(chosen[cell]), int(row[cell])) for cell in met}):
                _report_tie(rows, pair, place, findings)
        free = (winner == NO_ROW) & (row >= 0)
        chosen, winner = np.where(free, row, chosen), np.where(free, position, winner)
    return chosen


@dataclass(frozen=True, eq=False)
class _Kind:
    """All rows with the same axes. `rows` by the classes of their keys, one per axis."""

    axes: tuple[Axis, ...]
    rows: Mapping[tuple[int, ...], int]

    def row_of_cell(self, selection: Selection, count: int) -> IntArray:
        """The row of this kind that each cell matches, −1 for none: at most one."""
        keys = np.array(list(self.rows), dtype=np.int64).reshape(len(self.rows), len(self.axes))
        code = np.zeros(len(self.rows) + count, dtype=np.int64)
        for place, axis in enumerate(self.axes):
            classes = np.concatenate([keys[:, place], selection.classes(axis)]) + 1
            # Numbered anew after every axis: the product of all their sizes may be beyond 64 bits.
            code = np.unique(code * (len(axis.classes) + 1) + classes, return_inverse=True)[1]
        row = np.full(int(code.max(initial=0)) + 1, NO_ROW, dtype=np.int64)
        row[code[: len(self.rows)]] = list(self.rows.values())
        return np.asarray(row[code[len(self.rows) :]], dtype=np.int64)

    def within(self, other: _Kind) -> bool:
        """Every axis of the other holds one of this kind's."""
        return all(any(map(_lies_within, self.axes, repeat(theirs))) for theirs in other.axes)

    def is_tied_with(self, other: _Kind) -> bool:
        """Neither is more specific."""
        return len(self.axes) == len(other.axes) and self.within(other) == other.within(self)


def _lies_within(fine: Axis, coarse: Axis) -> bool:
    """Of two levels of a tree the lower one lies within the upper one; else every class of the finer axis must lie in
    one class of the other, and where they are the same classes, members are finer than attributes."""
    if fine.dimension != coarse.dimension:
        return False
    if fine.depth >= 0 and coarse.depth >= 0:
        return fine.depth >= coarse.depth
    if not refines(fine.leaf_class, coarse.leaf_class):
        return False
    return fine.depth >= 0 or coarse.depth < 0 or not refines(coarse.leaf_class, fine.leaf_class)


class _Kinds:
    """Sorts rows by their axes."""

    def __init__(
        self, rows: Sequence[SeasonalityRow], selection: Selection, place: Place, findings: FindingList
    ) -> None:
        self._rows, self._selection, self._place, self._findings = rows, selection, place, findings

    def most_specific_first(self) -> list[_Kind]:
        """By number of axes; of equally many, a kind before every one that it lies within. A row with a key that does
        not exist is left out, and one of a member that nothing belongs to."""
        by_axes: dict[tuple[tuple[int, str], ...], dict[tuple[int, ...], int]] = {}
        axes_of: dict[tuple[tuple[int, str], ...], tuple[Axis, ...]] = {}
        for number, row in enumerate(self._rows):
            resolved = [self._resolve(number, name, value) for name, value in row.keys]
            keys = [item for item in resolved if item is not None]
            if len(keys) < len(resolved) or any(place < 0 for _, place in keys):
                continue
            name = tuple((axis.dimension, axis.name) for axis, _ in keys)
            axes_of[name] = tuple(axis for axis, _ in keys)
            self._add(by_axes.setdefault(name, {}), tuple(place for _, place in keys), number)
        kinds = [_Kind(axes_of[name], found) for name, found in by_axes.items()]
        return _least_specific_first(kinds)[::-1]

    def _add(self, found: dict[tuple[int, ...], int], key: tuple[int, ...], number: int) -> None:
        if key in found:
            facts: dict[str, Fact] = {
                "keys": row_words(self._rows[number]),
                "first": _place_words(self._place(found[key], None)),
            }
            self._findings.add("season_keys_twice", self._place(number, None), facts)
        else:
            found[key] = number

    def _resolve(self, number: int, name: str, value: str) -> tuple[Axis, int] | None:
        try:
            return self._selection.axis_class(name, value)
        except StatementError as error:
            self._findings.add(error.code, self._place(number, name), error.facts)
            return None


def row_words(row: SeasonalityRow) -> str:
    """The keys of a row: "region=East, lifecycle=new"."""
    return ", ".join(f"{name}={value}" for name, value in row.keys)


def _least_specific_first(kinds: list[_Kind]) -> list[_Kind]:
    """By number of axes; of equally many, a kind after every one that it lies within."""
    ordered: list[_Kind] = []
    for kind in sorted(kinds, key=lambda one: (len(one.axes), [axis.name for axis in one.axes])):
        peers = [
            place
            for place, other in enumerate(ordered)
            if len(other.axes) == len(kind.axes) and other.within(kind) and not kind.within(other)
        ]
        ordered.insert(peers[0] if peers else len(ordered), kind)
    return ordered


def _report_tie(rows: Sequence[SeasonalityRow], pair: tuple[int, int], place: Place, findings: FindingList) -> None:
    first, second = sorted(pair)
    facts: dict[str, Fact] = {
        "keys": row_words(rows[second]),
        "other": row_words(rows[first]),
        "first": _place_words(place(first, None)),
    }
    findings.add("season_tie", place(second, None), facts)


def _place_words(place: Location) -> str:
    return place.pointer if place.file is None or place.row is None else f"{place.file}:{place.row}"
