"""Target rows as they stand in their table: whose they are, and where people should look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Location
from models.tables.base import Table


@dataclass(frozen=True, eq=False)
class Rows:
    """Person, measure, and (first month, months) of each of r rows."""

    people: IntArray
    measures: IntArray
    periods: IntArray

    @property
    def code(self) -> IntArray:
        """One number per person and measure."""
        return self.people * (int(self.measures.max(initial=0)) + 1) + self.measures


@dataclass(frozen=True, eq=False)
class TargetPlaces:
    """The target rows: whose they are, and which of them state a target, (r,). `table` needs no values."""

    table: Table
    rows: Rows
    has_target: BoolArray

    @cached_property
    def _sorted(self) -> tuple[IntArray, IntArray]:
        """Order of the rows by person, and the people in that order."""
        order = np.argsort(self.rows.people, kind="stable")
        return order, self.rows.people[order]

    def target(self, person: int, measures: Iterable[int], *, is_stated: bool) -> Location:
        """The field of a person's target of one of these measures that is stated, or left empty; the table where no
        row speaks of it."""
        found = self._rows(person, measures)
        found = found[self.has_target[found] == is_stated]
        return self._place(found, "target")

    def forecast(self, person: int, measures: Iterable[int]) -> Location:
        """The field of a person's forecast of one of these measures; the table where no row speaks of it."""
        return self._place(self._rows(person, measures), "forecast")

    def _rows(self, person: int, measures: Iterable[int]) -> IntArray:
        order, people = self._sorted
        low, high = np.searchsorted(people, person), np.searchsorted(people, person, side="right")
        own = order[low:high]
        return own[np.isin(self.rows.measures[own], list(measures))]

    def _place(self, found: IntArray, column: str) -> Location:
        return self.table.place(int(found[0]), column) if found.size else self.table.place(None, None)
