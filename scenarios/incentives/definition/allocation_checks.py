"""Whether an allocation fits an incentive plan: the same year, sound cells, members that it has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from models.findings import Fact, FindingList, Location, as_pointer, near_names
from models.history.calendar import MONTHS, month_text
from models.incentives.measure import Measure

PLACE = Location(pointer="/allocation")

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


class AllocatedCell(Protocol):
    """What is looked at of a cell."""

    @property
    def members(self) -> Mapping[str, str]:
        """Member by dimension."""

    @property
    def target(self) -> Decimal:
        """Of the year."""

    @property
    def plan(self) -> Decimal:
        """The same without over-assignment."""

    @property
    def months(self) -> tuple[Decimal, ...] | None:
        """The target by month; None: by year only."""


def check_year(
    written: str | None,
    months: Sequence[str],
    period: str,
    first_month: int,
    findings: FindingList,
    notices: FindingList,
) -> None:
    """Targets of another year would be paid as this year's. `written`: the allocation's period, `months` its months
    where it has some.

    Finds `allocation_year`: other months, or another calendar year. Notes `allocation_period` where the two are called
    differently and neither says it.
    """
    facts: dict[str, Fact] = {"period": written or "", "expected": period}
    if months:
        if months[0] != month_text(first_month):
            findings.add("allocation_year", PLACE, {"period": months[0], "expected": month_text(first_month)})
    elif written is None or written == period:
        return
    elif _YEAR.fullmatch(written):
        if int(written) not in (first_month // MONTHS, (first_month + MONTHS - 1) // MONTHS):
            findings.add("allocation_year", PLACE, facts)
    else:
        notices.add("allocation_period", PLACE, facts)


def check_cells(cells: Sequence[AllocatedCell], findings: FindingList) -> bool:
    """Every cell has all dimensions, stands once, is not below zero, and its months add up to its target. Finds
    `allocation_cell_members`, `allocation_cell_twice`, `allocation_cell_negative`, `allocation_months_sum`."""
    before = len(findings)
    dimensions = tuple(cells[0].members)
    met: set[tuple[str, ...]] = set()
    for position, cell in enumerate(cells, 1):
        if set(cell.members) != set(dimensions):
            findings.add("allocation_cell_members", PLACE, {"position": position, "known": list(dimensions)})
            continue
        members = tuple(cell.members[name] for name in dimensions)
        about: dict[str, Fact] = {"cell": " · ".join(members), "position": position}
        if members in met:
            findings.add("allocation_cell_twice", PLACE, about)
        met.add(members)
        low = min(cell.target, cell.plan, *(cell.months or ()))
        if low < 0:
            findings.add("allocation_cell_negative", PLACE, about | {"value": str(low)})
        elif cell.months is not None and sum(cell.months) != cell.target:
            numbers = {"sum": str(sum(cell.months)), "target": str(cell.target)}
            findings.add("allocation_months_sum", PLACE, about | numbers)
    return len(findings) == before


def check_selection(cells: Sequence[AllocatedCell], index: int, measure: Measure, findings: FindingList) -> None:
    """The cells that a measure counts are named by dimensions and members of the allocation; else nobody had a target.
    Finds `allocation_dimension_unknown`, `allocation_member_unknown`."""
    dimensions = list(cells[0].members)
    path: list[str | int] = ["measures", index, "cells"]
    for name, wanted in (measure.cells or {}).items():
        if name not in dimensions:
            facts: dict[str, Fact] = {"name": name, "known": dimensions}
            findings.add("allocation_dimension_unknown", Location(pointer=as_pointer(path)), facts)
            continue
        known = sorted({cell.members[name] for cell in cells})
        for value in wanted if isinstance(wanted, tuple) else (wanted,):
            if str(value) not in known:
                near = near_names(str(value), known)
                about: dict[str, Fact] = {"dimension": name, "name": str(value), "near": near, "known": known}
                findings.add("allocation_member_unknown", Location(pointer=as_pointer([*path, name])), about)
