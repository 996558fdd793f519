"""CSV files as tables: UTF-8, a header, one row per line; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.errors import TooLarge
from models.findings import FindingList, Location
from models.tables.attribute_values import AttributeValue, attribute_from_text


@dataclass(frozen=True, eq=False)
class CsvTable:
    """A CSV file in memory: trimmed fields by column. `rows[i]` is the row a spreadsheet shows (the header is 1)."""

    columns: Mapping[str, Sequence[str]]
    rows: Sequence[int]
    file: str
    pointer: str

    @property
    def count(self) -> int:
        """Number of rows below the header, blank ones left out."""
        return len(self.rows)

    @property
    def names(self) -> Sequence[str]:
        """The header."""
        return list(self.columns)

    def texts(self, column: str, findings: FindingList) -> Sequence[str]:  # noqa: ARG002
        """The column as written."""
        return self.columns[column] if column in self.columns else [""] * self.count

    def numbers(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as written: whether it holds numbers is for the reader of numbers to say."""
        return self.texts(column, findings)

    def attributes(
        self,
        row: int,
        known: frozenset[str],
        findings: FindingList,  # noqa: ARG002
    ) -> Mapping[str, AttributeValue]:
        """Every other column is an attribute; empty fields state nothing."""
        return {
            name: attribute_from_text(values[row])
            for name, values in self.columns.items()
            if name not in known and values[row]
        }

    def strangers(self, known: frozenset[str]) -> Sequence[tuple[str, Location]]:
        """The header's names that are not known."""
        return [
            (name, Location(pointer=self.pointer, file=self.file, row=1, column=name))
            for name in self.columns
            if name not in known
        ]

    def place(self, row: int | None, column: str | None) -> Location:
        """File, row and column."""
        line = None if row is None else self.rows[row]
        return Location(pointer=self.pointer, file=self.file, row=line, column=column)


def read_csv(data: bytes, file: str, pointer: str, max_rows: int, findings: FindingList) -> CsvTable | None:
    """Read a file's bytes; None when there is no table in them, with the reasons in `findings`.

    Raises TooLarge over `max_rows`. Finds: `table_encoding`, `table_empty`, `table_malformed`, `column_unnamed`,
    `column_twice`, `row_ragged`.
    """
    text = _decoded(data, Location(pointer=pointer, file=file), findings)
    if text is None:
        return None
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        findings.add("table_malformed", Location(pointer=pointer, file=file), {"reason": str(error)})
        return None
    if len(records) - 1 > max_rows:
        raise TooLarge("rows", len(records) - 1, max_rows)
    return _table(records, file, pointer, findings)


def _decoded(data: bytes, place: Location, findings: FindingList) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        seems = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding, such as GBK"
        where = Location(pointer=place.pointer, file=place.file, row=row)
        findings.add("table_encoding", where, {"expected": "UTF-8", "seems": seems})
        return None


def _delimiter(text: str) -> str:
    """Comma, unless the header has none and shows a tab or semicolon instead."""
    header = text.partition("\n")[0]
    return next((mark for mark in (",", "\t", ";") if mark in header), ",")


def _table(records: list[list[str]], file: str, pointer: str, findings: FindingList) -> CsvTable | None:
    if not records or not any(field.strip() for field in records[0]):
        findings.add("table_empty", Location(pointer=pointer, file=file))
        return None
    header = [field.strip() for field in records[0]]
    while header and not header[-1] and all(not any(record[len(header) - 1 :]) for record in records):
        header.pop()  # a trailing empty column, as spreadsheets like to write
    width = len(header)
    before = len(findings)
    _check_header(header, file, pointer, findings)
    rows, kept = [], []
    for line, record in enumerate(records[1:], start=2):
        if len(record) != width:
            if not any(record):
                continue
            if len(record) < width or any(record[width:]):
                facts = {"fields": len(record), "columns": width}
                findings.add("row_ragged", Location(pointer=pointer, file=file, row=line), facts)
                continue
            record = record[:width]
        elif not any(record):
            continue
        rows.append(line)
        kept.append(record)
    if len(findings) > before:
        return None
    fields = zip(*kept, strict=True) if kept else iter([()] * width)
    columns = {name: [field.strip() for field in column] for name, column in zip(header, fields, strict=True)}
    return CsvTable(columns, rows, file, pointer)


def _check_header(header: list[str], file: str, pointer: str, findings: FindingList) -> None:
    for position, name in enumerate(header):
        if not name:
            place = Location(pointer=pointer, file=file, row=1)
            findings.add("column_unnamed", place, {"position": position + 1})
        elif name in header[:position]:
            findings.add("column_twice", Location(pointer=pointer, file=file, row=1, column=name), {"name": name})
