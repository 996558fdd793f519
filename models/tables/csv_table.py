"""CSV files as tables: a header, one row per line; comma, semicolon or tab; Unicode or an old encoding of Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from models.errors import TooLarge
from models.findings import FindingList, Location
from models.tables.attribute_values import AttributeValue, attribute_from_text
from models.tables.encodings import Undecodable, decode_table

CHUNK_ROWS = 10_000


@dataclass(frozen=True, eq=False)
class CsvTable:
    """A CSV file in memory: trimmed fields by column. `rows[i]` is the row a spreadsheet shows (the header is 1)."""

    columns: Mapping[str, Sequence[str]]
    rows: Sequence[int]
    file: str
    pointer: str
    delimiter: str = ","

    @property
    def commas_group(self) -> bool:
        """Where semicolons part the fields, a comma in a number is probably a decimal mark."""
        return self.delimiter != ";"

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

    def attribute_place(self, row: int, name: str) -> Location:
        """The field of the attribute's column."""
        return self.place(row, name)

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

    def outline(self) -> CsvTable:
        """File and row numbers."""
        return replace(self, columns={})


def read_csv(
    data: bytes, file: str, pointer: str, max_rows: int, findings: FindingList, notices: FindingList
) -> CsvTable | None:
    """Read a file's bytes; None when there is no table in them, with the reasons in `findings`.

    Raises TooLarge over `max_rows`. Finds: `table_encoding`, `table_empty`, `table_malformed`, `column_unnamed`,
    `column_twice`, `row_ragged`. Notes `table_encoding_read` in `notices` when the encoding was concluded.
    """
    text = _decoded(data, Location(pointer=pointer, file=file), findings, notices)
    if text is None:
        return None
    delimiter = _delimiter(text)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    body = _Body(file, pointer, max_rows, findings)
    try:
        return body.read(records, delimiter)
    except csv.Error as error:
        place = Location(pointer=pointer, file=file, row=_readable_records(text, delimiter) + 1)
        findings.add("table_malformed", place, {"reason": str(error)})
        return None


def _readable_records(text: str, delimiter: str) -> int:
    """How many records stand before the one that cannot be read."""
    count = 0
    with suppress(csv.Error):
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            count += 1
    return count


def _decoded(data: bytes, place: Location, findings: FindingList, notices: FindingList) -> str | None:
    try:
        decoded = decode_table(data)
    except Undecodable as error:
        row = data.count(b"\n", 0, error.offset) + 1
        where = Location(pointer=place.pointer, file=place.file, row=row)
        findings.add("table_encoding", where, {"expected": "UTF-8", "seems": error.seems})
        return None
    if not decoded.is_certain:
        notices.add("table_encoding_read", place, {"encoding": decoded.encoding})
    return decoded.text


def _delimiter(text: str) -> str:
    """Comma, unless the header has none and shows a tab or semicolon instead."""
    header = text.partition("\n")[0]
    return next((mark for mark in (",", "\t", ";") if mark in header), ",")


class _Body:
    """Reads the records of one file in chunks, so that a large file never stands in memory as row lists."""

    def __init__(self, file: str, pointer: str, max_rows: int, findings: FindingList) -> None:
        self._file, self._pointer, self._max_rows, self._findings = file, pointer, max_rows, findings
        self.last_row = 0
        self._unnamed: set[int] = set()

    def read(self, records: Iterator[list[str]], delimiter: str) -> CsvTable | None:
        """The table, or None with the reasons in the findings."""
        header = [field.strip() for field in next(records, [])]
        written_width = len(header)
        self.last_row = 1
        while header and not header[-1]:
            header.pop()  # trailing empty columns, as spreadsheets like to write
        if not header:
            self._findings.add("table_empty", Location(pointer=self._pointer, file=self._file))
            return None
        before = len(self._findings)
        _check_header(header, self._file, self._pointer, self._findings)
        columns: list[list[str]] = [[] for _ in header]
        rows: list[int] = []
        while chunk := list(islice(records, CHUNK_ROWS)):
            kept = self._kept(chunk, len(header), written_width, rows)
            if len(rows) > self._max_rows:
                raise TooLarge("rows", len(rows), self._max_rows)
            for column, fields in zip(columns, zip(*kept, strict=True), strict=False):
                column += map(str.strip, fields)
        if len(self._findings) > before:
            return None
        return CsvTable(dict(zip(header, columns, strict=True)), rows, self._file, self._pointer, delimiter)

    def _kept(self, chunk: list[list[str]], width: int, written_width: int, rows: list[int]) -> list[list[str]]:
        """The chunk's records of the right width; their row numbers are added to `rows`."""
        first = self.last_row + 1
        self.last_row += len(chunk)
        if set(map(len, chunk)) == {width} and all(map(any, chunk)):
            rows += range(first, first + len(chunk))
            return chunk
        kept = []
        for row, record in enumerate(chunk, start=first):
            if not any(record):
                continue
            if width < len(record) <= written_width and any(record[width:]):
                self._add_unnamed(record, width)
                continue
            if not width <= len(record) <= written_width:
                facts = {"fields": len(record), "columns": width}
                self._findings.add("row_ragged", Location(pointer=self._pointer, file=self._file, row=row), facts)
                continue
            rows.append(row)
            kept.append(record[:width])
        return kept

    def _add_unnamed(self, record: list[str], width: int) -> None:
        """Values below column names that are empty: each such column once."""
        for position in range(width, len(record)):
            if record[position] and position not in self._unnamed:
                self._unnamed.add(position)
                place = Location(pointer=self._pointer, file=self._file, row=1)
                self._findings.add("column_unnamed", place, {"position": position + 1})


def _check_header(header: list[str], file: str, pointer: str, findings: FindingList) -> None:
    for position, name in enumerate(header):
        if not name:
            place = Location(pointer=pointer, file=file, row=1)
            findings.add("column_unnamed", place, {"position": position + 1})
        elif name in header[:position]:
            findings.add("column_twice", Location(pointer=pointer, file=file, row=1, column=name), {"name": name})
