"""The people table and the assignment table: who there is, since when, and who has which region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from models.findings import Fact, FindingList, Location, near_names
from models.history.calendar import first_day, month_of
from models.tables.base import add_for_rows
from models.tables.csv_table import CsvTable
from models.units import Money
from scenarios.definition.text_columns import text_column
from scenarios.importing.amounts import amount_column
from scenarios.importing.dates import WrittenDay, date_column
from scenarios.importing.mapping import AssignmentsMapping, PeopleMapping, PreviousMapping
from scenarios.importing.transactions import check_columns


@dataclass(frozen=True)
class Person:
    """One row of the people table."""

    name: str
    team: str
    place: str
    hired: date | None
    left: date | None
    row: int


@dataclass(frozen=True)
class Assignment:
    """A person had a region from `start` until before `end` (None: still)."""

    person: str
    place: str
    start: date
    end: date | None
    row: int

    def holds_on(self, day: date) -> bool:
        """True when the person has the region on that day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Staff:
    """People and assignments; empty where no table was given."""

    people: Mapping[str, Person] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()

    def places_on(self, person: str, day: date) -> list[str]:
        """Regions that a person has on a day, in the table's order."""
        return [one.place for one in self.assignments if one.person == person and one.holds_on(day)]


def read_people(table: CsvTable, mapping: PeopleMapping, findings: FindingList) -> dict[str, Person]:
    """People by name. Finds missing columns, unreadable dates, `key_twice`, `field_missing`."""
    columns = mapping.columns
    written = columns.model_dump(exclude_none=True)
    before = len(findings)
    check_columns(table, [(f"/people/columns/{name}", column) for name, column in written.items()], findings)
    if len(findings) > before:
        return {}
    names = text_column(table, columns.person, findings)
    teams = _texts(table, columns.team, findings)
    places = _texts(table, columns.place, findings)
    hired = _days(table, columns.hire_date, mapping, findings)
    left = _days(table, columns.leave_date, mapping, findings)
    people: dict[str, Person] = {}
    for row, name in enumerate(names):
        place = table.place(row, columns.person)
        if not name:
            findings.add("field_missing", place, {"field": columns.person})
        elif name in people:
            first = f"{table.file}:{people[name].row}"
            findings.add("key_twice", place, {"key": name, "first": first})
        else:
            people[name] = Person(name, teams[row], places[row], hired[row], left[row], table.rows[row])
    return people


def read_assignments(table: CsvTable, mapping: AssignmentsMapping, findings: FindingList) -> tuple[Assignment, ...]:
    """The assignments. Finds missing columns, unreadable dates, `import_assignment_backwards`."""
    columns = mapping.columns
    written = columns.model_dump(exclude_none=True)
    before = len(findings)
    check_columns(table, [(f"/assignments/columns/{name}", column) for name, column in written.items()], findings)
    if len(findings) > before:
        return ()
    people, places = (text_column(table, column, findings) for column in (columns.person, columns.place))
    starts = date_column(table, columns.start, mapping.format.date_format, findings)
    ends: list[WrittenDay | None] = [None] * table.count
    if columns.end is not None:
        ends = date_column(table, columns.end, mapping.format.date_format, findings, optional=True)
    if len(findings) > before:
        return ()
    found = [
        Assignment(person, place, start.day, _end(end, mapping.end_is == "inclusive"), row)
        for person, place, start, end, row in zip(people, places, starts, ends, table.rows, strict=True)
        if start is not None
    ]
    backwards: list[tuple[int, dict[str, Fact]]] = [
        (row, {"person": one.person, "place": one.place})
        for row, one in enumerate(found)
        if one.end is not None and one.end <= one.start
    ]
    add_for_rows(findings, table, "import_assignment_backwards", columns.end, backwards)
    return tuple(found)


def read_previous(
    table: CsvTable, mapping: PreviousMapping, base_year: int, money: Money, findings: FindingList
) -> dict[str, int]:
    """Last target by person in minor units, the base year's rows added up."""
    columns = mapping.columns
    written = columns.model_dump(exclude_none=True)
    before = len(findings)
    check_columns(table, [(f"/previous/columns/{name}", column) for name, column in written.items()], findings)
    if len(findings) > before:
        return {}
    people = text_column(table, columns.person, findings)
    amounts = amount_column(table, columns.amount, mapping.format, money, findings, required=True).amounts.minor
    if columns.year is not None:
        years = [text.upper().removeprefix("FY").removesuffix("年") for text in table.texts(columns.year, findings)]
        chosen = np.array([year == str(base_year) for year in years])
        if not chosen.any():
            known = sorted(set(years))[:20]
            place = Location(pointer="/previous/columns/year")
            findings.add("import_previous_without_year", place, {"year": base_year, "known": known})
        amounts = np.where(chosen, amounts, 0)
    totals: dict[str, int] = {}
    for person, amount in zip(people, amounts.tolist(), strict=True):
        if amount:
            totals[person] = totals.get(person, 0) + amount
    return totals


def unknown_names(names: list[str], known: list[str], pointer: str, findings: FindingList) -> None:
    """`import_person_unknown` for every name that is not known."""
    for name in names:
        if name not in known:
            facts: dict[str, Fact] = {"name": name[:60], "near": near_names(name, known)}
            findings.add("import_person_unknown", Location(pointer=pointer), facts)


def _end(end: WrittenDay | None, inclusive: bool) -> date | None:
    if end is None:
        return None
    if not inclusive:
        return end.day
    return first_day(month_of(end.day) + 1) if end.is_month else end.day + timedelta(days=1)


def _texts(table: CsvTable, column: str | None, findings: FindingList) -> list[str]:
    return [""] * table.count if column is None else list(text_column(table, column, findings))


def _days(table: CsvTable, column: str | None, mapping: PeopleMapping, findings: FindingList) -> list[date | None]:
    if column is None:
        return [None] * table.count
    found = date_column(table, column, mapping.format.date_format, findings, optional=True)
    return [None if one is None else one.day for one in found]
