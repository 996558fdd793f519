"""The shape of each cell: which share of its annual target falls into which month.

    σ_cm = season_cm · availability_cm / Σ_m season_cm · availability_cm

The annual number is what the solve gives: ramp and leave move money between months and never take any away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.allocation.dimensions import Dimension
from models.allocation.phasing.availability import HIRE_DATE, cell_availability, member_availability
from models.allocation.phasing.calendar import MONTHS, PlanCalendar
from models.allocation.phasing.seasonality import SeasonalityRow, match_rows
from models.allocation.selection import Selection
from models.arrays import BoolArray, FloatArray, IntArray
from models.findings import FindingList, Location


@dataclass(frozen=True)
class PhasingRules:
    """What the document says about phasing. `increment_minor`: step of month numbers. `ramp`: productivity in the
    first months after the hire date, each in [0, 1]; afterwards 1."""

    calendar: PlanCalendar
    seasonality: tuple[SeasonalityRow, ...]
    ramp: tuple[float, ...]
    increment_minor: int
    hire_attribute: str = HIRE_DATE


@dataclass(frozen=True, eq=False)
class PhaseShapes:
    """`season` and `available` (cells × 12); `leaves`: availability of each dimension's leaves, None where nobody
    states a date; `default_season[c]`: no row of the seasonality matches, equal months."""

    season: FloatArray
    available: FloatArray
    leaves: tuple[FloatArray | None, ...]
    default_season: BoolArray

    @cached_property
    def shares(self) -> FloatArray:
        """σ (cells × 12): none negative, each row adds up to one. Where a cell is available in no month that has a
        season, its season alone: such a cell can have no target but zero."""
        weight = self.season * self.available
        total = weight.sum(axis=1, keepdims=True)
        idle = total[:, 0] <= 0.0
        weight = np.where(idle[:, None], self.season, weight)
        shares: FloatArray = weight / weight.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def idle(self) -> IntArray:
        """Cells that are available in no month of their season."""
        return np.flatnonzero((self.season * self.available).sum(axis=1) <= 0.0).astype(np.int64)


def phase_shapes(rules: PhasingRules, dimensions: tuple[Dimension, ...], members: IntArray) -> PhaseShapes:
    """The shapes of cells with these members (as in `Cells.members`); the rules were checked when they were read."""
    count = int(members.shape[1])
    selection = Selection(dimensions, members)
    row = match_rows(rules.seasonality, selection, count, _nowhere, FindingList())
    season = np.full((len(rules.seasonality) + 1, MONTHS), 1.0 / MONTHS)
    for number, written in enumerate(rules.seasonality):
        season[number] = written.shares(rules.calendar)
    leaves = tuple(
        member_availability(dimension, rules.calendar, rules.ramp, rules.hire_attribute) for dimension in dimensions
    )
    return PhaseShapes(
        season=season[row],
        available=cell_availability(members, leaves),
        leaves=leaves,
        default_season=np.asarray(row < 0, dtype=np.bool_),
    )


def quarter_sums(months: FloatArray) -> FloatArray:
    """Sums of the last axis by quarters (… × 12 → … × 4)."""
    return np.asarray(months.reshape(*months.shape[:-1], 4, 3).sum(axis=-1), dtype=np.float64)


def _nowhere(row: int, key: str | None) -> Location:  # noqa: ARG001
    return Location()


def rows_sorted(rows: Sequence[SeasonalityRow]) -> tuple[SeasonalityRow, ...]:
    """Rows in the order of their keys: how they were ordered in the document changes nothing."""
    return tuple(sorted(rows, key=lambda row: (row.keys, row.months)))
