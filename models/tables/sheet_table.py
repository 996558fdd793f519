"""A sheet of a workbook as a table: the header in its first row, one row per line below."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from openpyxl.utils.cell import get_column_letter, range_boundaries

from models.findings import FindingList, Location, as_pointer
from models.tables.attribute_values import AttributeValue, attribute_from_number
from models.tables.sheet_values import (
    CellError,
    CellValue,
    NotComputed,
    exact_cell_number,
    is_blank,
    lost_digits,
    moment_words,
    number_words,
)
from models.tables.workbook_file import Sheet

HEADER_WITHIN = 20
"""Rows in which a header is looked for that does not stand in the first one, to say where it is."""


@dataclass(frozen=True, eq=False)
class SheetTable:
    """Columns of cell values. `letters` gives each column's letters, `rows[i]` the row that a spreadsheet shows."""

    columns: Mapping[str, Sequence[CellValue]]
    letters: Mapping[str, str]
    rows: Sequence[int]
    sheet: str
    file: str | None
    pointer: str

    @property
    def count(self) -> int:
        """Number of rows below the header, blank ones left out."""
        return len(self.rows)

    @property
    def commas_group(self) -> bool:
        """Numbers are numbers in a workbook; a text with a comma was grouped by somebody."""
        return True

    @property
    def names(self) -> Sequence[str]:
        """The header."""
        return list(self.columns)

    def texts(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as text: numbers as keys (1 is "1"), dates as 2023-04-01. Finds `not_text`, `digits_lost`."""
        if column not in self.columns:
            return [""] * self.count
        return [
            value.strip() if isinstance(value, str) else self._text(value, row, column, findings)
            for row, value in enumerate(self.columns[column])
        ]

    def numbers(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as written numbers; texts as they are, percent cells as 12.5%. Finds `not_a_number`."""
        if column not in self.columns:
            return [""] * self.count
        texts = []
        for row, value in enumerate(self.columns[column]):
            if isinstance(value, int | float) and not isinstance(value, bool):
                texts.append(number_words(value))
            elif value is None or isinstance(value, str | CellError | NotComputed):
                texts.append(value.strip() if isinstance(value, str) else "")
            else:
                texts.append("")
                findings.add("not_a_number", self.place(row, column), {"value": value_words(value)})
        return texts

    def attributes(self, row: int, known: frozenset[str], findings: FindingList) -> Mapping[str, AttributeValue]:
        """Every other column is an attribute; text stays text, blank cells state nothing."""
        found: dict[str, AttributeValue] = {}
        for name, values in self.columns.items():
            value = values[row]
            if name in known or is_blank(value) or isinstance(value, CellError | NotComputed):
                continue
            if isinstance(value, bool):
                found[name] = value
            elif isinstance(value, int | float):
                found[name] = attribute_from_number(exact_cell_number(value))
            else:
                found[name] = value.strip() if isinstance(value, str) else self._text(value, row, name, findings)
        return found

    def attribute_place(self, row: int, name: str) -> Location:
        """The cell of the attribute's column."""
        return self.place(row, name)

    def strangers(self, known: frozenset[str]) -> Sequence[tuple[str, Location]]:
        """The header's names that are not known."""
        return [
            (name, Location(self.pointer, self.file, 1, letters, self.sheet))
            for name, letters in self.letters.items()
            if name not in known
        ]

    def place(self, row: int | None, column: str | None) -> Location:
        """The cell's address, and the pointer that an inline row would have."""
        parts = [part for part in (row, column) if part is not None]
        line = None if row is None else self.rows[row]
        letters = None if column is None else self.letters.get(column)
        return Location(self.pointer + as_pointer(parts), self.file, line, letters, self.sheet)

    def outline(self) -> SheetTable:
        """Sheet, row numbers and letters."""
        return replace(self, columns={})

    def part(self, rows: Sequence[int], without: Collection[str], pointer: str) -> SheetTable:
        """Some of the rows and columns as a table of their own."""
        columns = {name: [values[row] for row in rows] for name, values in self.columns.items() if name not in without}
        letters = {name: letters for name, letters in self.letters.items() if name not in without}
        return SheetTable(columns, letters, [self.rows[row] for row in rows], self.sheet, self.file, pointer)

    def _text(self, value: CellValue, row: int, column: str, findings: FindingList) -> str:
        if value is None or isinstance(value, CellError | NotComputed):
            return ""
        if isinstance(value, date | time | timedelta):
            return moment_words(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if lost_digits(value):
                findings.add("digits_lost", self.place(row, column), {"value": value_words(value)})
            return number_words(value)
        findings.add("not_text", self.place(row, column), {"value": value_words(value)})
        return ""


def sheet_table(
    sheet: Sheet, file: str | None, pointer: str, expected: Collection[str], findings: FindingList
) -> SheetTable | None:
    """The table of a sheet; None with the reasons in `findings`. `expected`: names that a header can have.

    Finds: `table_empty`, `header_not_first`, `column_unnamed`, `column_twice`, `cells_merged`.
    """
    found = _Reading(sheet, file, pointer, findings)
    before = len(findings)
    header = found.header(expected)
    if header is None:
        return None
    found.check(header)
    if len(findings) > before:
        return None
    return _table(sheet, header, file, pointer)


def _table(sheet: Sheet, header: Sequence[str], file: str | None, pointer: str) -> SheetTable:
    rows = [row for row, number in enumerate(sheet.numbers) if number > 1]
    width = len(header)
    padded = [(*sheet.rows[row], *([None] * (width - len(sheet.rows[row])))) for row in rows]
    columns = {name: [row[place] for row in padded] for place, name in enumerate(header)}
    letters = {name: get_column_letter(place + 1) for place, name in enumerate(header)}
    return SheetTable(columns, letters, [sheet.numbers[row] for row in rows], sheet.name, file, pointer)


def check_values(table: SheetTable, findings: FindingList) -> None:
    """Find the cells that cannot be read, `cell_error` and `formula_not_computed`: the table takes them for blank."""
    for name, values in table.columns.items():
        if not all(type(value) in _SOUND for value in values):
            for row, value in enumerate(values):
                add_cell_fault(value, table.place(row, name), findings)


def value_words(value: CellValue) -> str:
    """A value as a spreadsheet shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_words(value)
    if isinstance(value, CellError):
        return value.name
    if isinstance(value, NotComputed):
        return value.formula
    return "" if value is None else (value[:60] if isinstance(value, str) else moment_words(value))


@dataclass(frozen=True, eq=False)
class _Reading:
    sheet: Sheet
    file: str | None
    pointer: str
    findings: FindingList

    def header(self, expected: Collection[str]) -> list[str] | None:
        """The names in the first row; None when they are not there."""
        names = self._names(0) if self.sheet.numbers[:1] == [1] else []
        if set(names) & set(expected):
            return names
        for place, number in enumerate(self.sheet.numbers[:HEADER_WITHIN]):
            if number > 1 and set(self._names(place)) & set(expected):
                self.findings.add("header_not_first", self._place(number, None), {"found_row": number})
                return None
        if not names:
            self.findings.add("table_empty", self._place(None, None))
            return None
        return names

    def check(self, header: Sequence[str]) -> None:
        """Every column has a name of its own, and no cells of the table are merged."""
        for place, name in enumerate(header):
            if not name:
                self.findings.add("column_unnamed", self._place(1, place), {"position": place + 1})
            elif name in header[:place]:
                self.findings.add("column_twice", self._place(1, place), {"name": name})
        widest = max(map(len, self.sheet.rows), default=0)
        for place in range(len(header), widest):
            self.findings.add("column_unnamed", self._place(1, place), {"position": place + 1})
        for merged in self.sheet.merged:
            left, top, _, _ = range_boundaries(merged)
            if left is not None and left <= len(header):
                self.findings.add("cells_merged", self._place(top, left - 1), {"cells": merged})

    def _names(self, place: int) -> list[str]:
        return ["" if value is None else value_words(value).strip() for value in self.sheet.rows[place]]

    def _place(self, row: int | None, column: int | None) -> Location:
        letters = None if column is None else get_column_letter(column + 1)
        return Location(self.pointer, self.file, row, letters, self.sheet.name)


_SOUND = (str, int, float, type(None))


def is_fault(value: CellValue) -> bool:
    """Whether a cell holds a formula that failed or was never computed."""
    return isinstance(value, CellError | NotComputed)


def add_cell_fault(value: CellValue, place: Location, findings: FindingList) -> bool:
    """Whether a value cannot be read: a formula that failed (`cell_error`) or was never computed
    (`formula_not_computed`)."""
    if not is_fault(value):
        return False
    words = {"value": value_words(value)}
    findings.add("cell_error" if isinstance(value, CellError) else "formula_not_computed", place, words)
    return True
