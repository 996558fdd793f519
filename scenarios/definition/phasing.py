"""The phasing section, read and checked: seasonality rows, dates of members, the step of month numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from models.allocation.dimensions import AttributeValue, Dimension
from models.allocation.phasing.availability import LEAVE_FROM, LEAVE_SHARE, LEAVE_TO
from models.allocation.phasing.calendar import MONTH_NAMES, iso_date, plan_calendar
from models.allocation.phasing.seasonality import SeasonalityRow, match_rows
from models.allocation.phasing.shapes import PhasingRules, rows_sorted
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection
from models.allocation.statement_error import StatementError
from models.arrays import IntArray
from models.findings import Finding, FindingList, Location, near_names
from models.tables.base import Table
from models.units import AmountError, Money
from scenarios.definition.number_columns import rate_column
from scenarios.definition.phasing_document import MONTH_COLUMNS, PhasingDocument
from scenarios.definition.table_reading import TableReader
from scenarios.definition.text_columns import text_column

POINTER = "/phasing"


def read_phasing(
    document: PhasingDocument,
    dimensions: tuple[Dimension, ...],
    members: IntArray,
    money: Money,
    increment_minor: int,
    reader: TableReader,
) -> PhasingRules | None:
    """The rules of a phasing section; None with the reasons in the reader's findings."""
    before = len(reader.findings)
    step = month_step(document, money, increment_minor, reader.findings)
    rows: list[SeasonalityRow] = []
    if document.seasonality is not None:
        table = reader.read(document.seasonality, f"{POINTER}/seasonality")
        if table is not None:
            rows = _rows(table, Selection(dimensions, members), int(members.shape[1]), reader.findings)
    if len(reader.findings) > before:
        return None
    calendar = plan_calendar(document.start)
    assert calendar is not None
    return PhasingRules(calendar, rows_sorted(rows), document.ramp, step, document.hire_date_attribute)


def check_phasing(problem: AllocationProblem, findings: FindingList) -> list[Finding]:
    """Cells that cannot be phased, as findings; the notices of those that follow no row."""
    shapes = problem.shapes
    if shapes is None:
        return []
    hold = problem.cells.hold
    idle = [cell for cell in shapes.idle.tolist() if not (hold.present[cell] and hold.minor[cell] == 0)]
    place = Location(pointer=POINTER)
    if idle:
        cell = " × ".join(problem.cell_key(idle[0]))
        findings.add("cell_never_available", place, {"cell": cell, "count": len(idle)})
    plain = np.flatnonzero(shapes.default_season)
    if not plain.size:
        return []
    facts: dict[str, str | int] = {"cell": " × ".join(problem.cell_key(int(plain[0]))), "count": int(plain.size)}
    return [Finding("season_default", place, facts)]


def check_dates(
    attributes: Mapping[str, AttributeValue], row: int, table: Table, hire_attribute: str, findings: FindingList
) -> None:
    """The dates that one member states. Finds `date_form`, `leave_incomplete`, `leave_backwards`,
    `leave_share_form`."""
    for name in (hire_attribute, LEAVE_FROM, LEAVE_TO):
        if name in attributes and iso_date(attributes[name]) is None:
            facts = {"name": name, "value": str(attributes[name])[:60]}
            findings.add("date_form", table.attribute_place(row, name), facts)
    stated = [name for name in (LEAVE_FROM, LEAVE_TO) if name in attributes]
    if len(stated) == 1:
        missing = LEAVE_TO if stated == [LEAVE_FROM] else LEAVE_FROM
        findings.add("leave_incomplete", table.attribute_place(row, stated[0]), {"missing": missing})
    first, last = iso_date(attributes.get(LEAVE_FROM)), iso_date(attributes.get(LEAVE_TO))
    if first is not None and last is not None and last < first:
        dates = {"first": first.isoformat(), "last": last.isoformat()}
        findings.add("leave_backwards", table.attribute_place(row, LEAVE_TO), dates)
    share = attributes.get(LEAVE_SHARE)
    if share is not None and (isinstance(share, str | bool) or not 0 <= share <= 1):
        findings.add("leave_share_form", table.attribute_place(row, LEAVE_SHARE), {"value": str(share)[:60]})


def month_step(document: PhasingDocument, money: Money, annual: int, findings: FindingList) -> int:
    """The step of month numbers in minor units, `annual` being that of the year. Finds `amount_…`,
    `month_increment_not_divisor`."""
    if document.increment is None:
        return annual
    place = Location(pointer=f"{POINTER}/increment")
    try:
        step = money.to_minor(document.increment)
    except AmountError as error:
        findings.add(f"amount_{error.reason}", place, {"value": str(error.amount), "digits": money.written_digits})
        return annual
    if annual % step:
        facts = {"increment": str(document.increment), "annual": str(money.from_minor(annual))}
        findings.add("month_increment_not_divisor", place, facts)
    return step


def _rows(table: Table, selection: Selection, count: int, findings: FindingList) -> list[SeasonalityRow]:
    """The rows of the table, matched against the cells for what is wrong with their keys."""
    before = len(findings)
    names = [name for name in table.names if name not in MONTH_NAMES]
    _check_columns(table, names, selection, findings)
    if len(findings) > before:
        return []
    keys = {name: text_column(table, name, findings) for name in names}
    months = [_month_column(table, place, findings) for place in range(len(MONTH_NAMES))]
    if len(findings) > before:
        return []
    rows = []
    for row in range(table.count):
        stated = tuple(sorted((name, texts[row]) for name, texts in keys.items() if texts[row]))
        numbers = tuple(Decimal(column[row]) for column in months)
        if not any(numbers):
            findings.add("season_all_zero", table.place(row, None))
        rows.append(SeasonalityRow(stated, numbers))
    if len(findings) == before:
        match_rows(rows, selection, count, table.place, findings)
    return rows


def _check_columns(table: Table, names: list[str], selection: Selection, findings: FindingList) -> None:
    for name in names:
        try:
            selection.axis(name, "")
        except StatementError as error:
            findings.add(error.code, table.place(None if not table.count else 0, name), error.facts)
    for name in MONTH_NAMES:
        if name not in table.names:
            near = near_names(name, [other for other in table.names if other not in MONTH_NAMES])
            findings.add("column_missing", table.place(None, name), {"column": name, "near": near})


def _month_column(table: Table, place: int, findings: FindingList) -> list[str]:
    """The written numbers of one month; a month that is not stated is not zero."""
    column = MONTH_COLUMNS[place]
    before = len(findings)
    values = rate_column(table, column, findings)
    if len(findings) > before:
        return ["0"] * table.count
    for row in np.flatnonzero(np.isnan(values)).tolist():
        findings.add("field_missing", table.place(row, column.name), {"field": column.name})
    return [text or "0" for text in table.numbers(column.name, FindingList())]
