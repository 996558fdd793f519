"""The baseline: exact sums of the base year by cell, with late starts brought to a full year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location
from models.history.annualisation import EVEN, active_share
from models.history.calendar import MONTHS, FiscalCalendar, first_day, month_of, months_active
from models.history.exact_sums import group_sums, rounded, scaled
from scenarios.importing.combinations import combinations_of
from scenarios.importing.dates import day_of
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.people import Staff
from scenarios.importing.transactions import Transactions


@dataclass(frozen=True)
class Start:
    """A member that began within the base year. `share` of the year it was active; `enough`: not below the least."""

    member: str
    day: date
    source: str
    share: Fraction
    actual: int
    annualised: int
    enough: bool

    @property
    def months(self) -> float:
        """Months of the year, as a number for people."""
        return round(float(self.share * MONTHS), 2)


@dataclass(frozen=True, eq=False)
class BaseYear:
    """n cells with sales in the base year, sorted by their members' codes (dimensions × n).

    `actual` are exact sums in minor units, `baseline` the same with late starts annualised. `known` is False where a
    member was active too short for its sales to say anything.
    """

    members: IntArray
    actual: IntArray
    baseline: IntArray
    known: BoolArray
    starts: tuple[Start, ...]
    cell_of_row: IntArray

    @property
    def count(self) -> int:
        """Number of cells."""
        return int(self.members.shape[1])


def base_year_of(
    transactions: Transactions,
    mapping: ImportMapping,
    staff: Staff,
    used: BoolArray,
    weights: Sequence[int],
    findings: FindingList,
) -> BaseYear:
    """The baseline of the rows in `used` (the base year's, one-offs left out). `weights`: the company's seasonality."""
    rows = np.flatnonzero(used)
    found = combinations_of([codes.code[rows] for codes in transactions.members], rows.size)
    cell_of_row = np.full(transactions.count, -1, dtype=np.int64)
    cell_of_row[rows] = found.code
    actual = group_sums(found.code, transactions.amount[rows], found.count)
    baseline, known = actual.copy(), np.ones(found.count, dtype=np.bool_)
    starts: list[Start] = []
    dimension = annualised_dimension(mapping)
    if dimension is not None and mapping.annualise.by != "none":
        days = member_starts(transactions, mapping, staff, dimension, findings)
        for code, (day, source) in days.items():
            inside = np.flatnonzero(found.members[dimension] == code)
            start = _start(transactions, mapping, dimension, code, day, source, actual[inside], weights)
            if start is None or not inside.size:
                continue
            starts.append(start)
            known[inside] = start.enough
            if start.enough:
                baseline[inside] = scaled(actual[inside].tolist(), 1 / start.share, start.annualised)
    return BaseYear(found.members, actual, baseline, known, tuple(starts), cell_of_row)


def annualised_dimension(mapping: ImportMapping) -> int | None:
    """Position of the dimension whose members' starts count: the named one, else the people."""
    named = mapping.annualise.dimension
    for place, dimension in enumerate(mapping.dimensions):
        if dimension.name == named or (named is None and dimension.role == "person"):
            return place
    return None


def member_starts(
    transactions: Transactions, mapping: ImportMapping, staff: Staff, dimension: int, findings: FindingList
) -> dict[int, tuple[date, str]]:
    """(first day, where it is from) by member: the mapping's, else the hire date, else the first month with a sale.

    A first sale in the table's first month says nothing about the start. Who sold before the hire date began then.
    """
    codes = transactions.members[dimension]
    first = np.full(len(codes.names), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first, codes.code, transactions.month)
    opening = int(transactions.month.min())
    stated = _stated(mapping, findings)
    found: dict[int, tuple[date, str]] = {}
    for code, name in enumerate(codes.names):
        person = staff.people.get(name)
        month = int(first[code])
        if name in stated:
            found[code] = (stated[name], "mapping")
        elif person is not None and person.hired is not None:
            sold_before = month < month_of(person.hired)
            found[code] = (first_day(month), "first_sale") if sold_before else (person.hired, "hire_date")
        elif month > opening:
            found[code] = (first_day(month), "first_sale")
    return found


def _stated(mapping: ImportMapping, findings: FindingList) -> dict[str, date]:
    starts: dict[str, date] = {}
    for name, text in mapping.annualise.starts.items():
        day = day_of(text, "dmy") if text[:4].isdecimal() else None
        if day is None:
            facts: dict[str, Fact] = {"value": text[:60]}
            findings.add("import_date_unreadable", Location(pointer=f"/annualise/starts/{name}"), facts)
        else:
            starts[name] = day.day
    return starts


def _start(
    transactions: Transactions,
    mapping: ImportMapping,
    dimension: int,
    code: int,
    day: date,
    source: str,
    actual: IntArray,
    weights: Sequence[int],
) -> Start | None:
    """The member's start when it lies within the base year."""
    calendar = calendar_of(mapping)
    months = calendar.months(mapping.years.base)
    if day <= first_day(months.start) or month_of(day) >= months.stop:
        return None
    active = months_active(day, months)
    share = active_share(active, weights if mapping.annualise.by == "seasonality" else EVEN)
    enough = sum(active) >= mapping.annualise.least_months and share > 0
    total = int(actual.sum())
    name = transactions.members[dimension].names[code]
    return Start(name, day, source, share, total, rounded(total / share) if enough else total, bool(enough))


def calendar_of(mapping: ImportMapping) -> FiscalCalendar:
    """The mapping's fiscal years."""
    return FiscalCalendar(mapping.years.starts, mapping.years.named_after == "start")
