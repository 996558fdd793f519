"""Written dates as days. What can be read in two ways is refused until somebody says which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.findings import Fact, FindingList
from models.tables.base import Table, add_for_rows
from scenarios.importing.mapping import DateFormat

EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)
"""Days outside are no sales: they are typing errors."""

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?" + _TIME, re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME, re.ASCII)
_SERIAL = re.compile(r"\d{4,6}(?:\.\d+)?", re.ASCII)
_EXCEL_ZERO = date(1899, 12, 30)


class AmbiguousDate(ValueError):
    """A text that is one day as day-month-year and another as month-day-year."""


@dataclass(frozen=True)
class WrittenDay:
    """A day, and whether only its month was written."""

    day: date
    is_month: bool


def day_of(text: str, written: DateFormat | None) -> WrittenDay | None:
    """The day of a text, None when it is none. Raises AmbiguousDate for 03/04/2019 without a format."""
    if written == "excel":
        if not _SERIAL.fullmatch(text):
            return None
        return WrittenDay(_EXCEL_ZERO + timedelta(days=int(float(text))), False)
    for form in (_YEAR_FIRST, _COMPACT, _CHINESE):
        found = form.fullmatch(text)
        if found:
            return _day(int(found[1]), int(found[2]), found[3])
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if written == "dmy":
        return _day(year, second, str(first))
    if written == "mdy":
        return _day(year, first, str(second))
    if first == second:
        return _day(year, first, str(second))
    # Even where one of the two is no month, other rows of the column may be either: the column needs one order.
    raise AmbiguousDate(text)


def _day(year: int, month: int, day: str | None) -> WrittenDay | None:
    try:
        return WrittenDay(date(year, month, 1 if day is None else int(day)), day is None)
    except ValueError:
        return None


def date_column(
    table: Table, column: str, written: DateFormat | None, findings: FindingList, *, optional: bool = False
) -> list[WrittenDay | None]:
    """The column's days. Finds `import_date_missing` (unless `optional`), `import_date_unreadable`,
    `import_date_ambiguous`, `import_date_outside`."""
    texts = table.texts(column, findings)
    known: dict[str, WrittenDay | None] = {}
    faults: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        known[text], fault = _read(text, written)
        if fault and not (optional and not text):
            faults[text] = fault
    if faults:
        _add_faults(table, column, texts, faults, findings)
    return [known[text] for text in texts]


def _read(text: str, written: DateFormat | None) -> tuple[WrittenDay | None, str | None]:
    """(the day, None) or (None, code of what is wrong)."""
    try:
        found = day_of(text, written)
    except AmbiguousDate:
        code = "import_date_ambiguous"
        return None, code
    if found is None:
        code = "import_date_unreadable" if text else "import_date_missing"
        return None, code
    if not EARLIEST <= found.day <= LATEST:
        code = "import_date_outside"
        return None, code
    return found, None


def _add_faults(table: Table, column: str, texts: Sequence[str], faults: dict[str, str], findings: FindingList) -> None:
    by_code: dict[str, list[tuple[int, dict[str, Fact]]]] = {}
    for row, text in enumerate(texts):
        if text in faults:
            by_code.setdefault(faults[text], []).append((row, {"value": text[:60]}))
    for code, rows in by_code.items():
        add_for_rows(findings, table, code, column, rows)
