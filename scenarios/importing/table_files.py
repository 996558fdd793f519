"""Tables of an import: CSV, XLSX and Parquet files, all as the same columns of text with their row numbers."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from models.errors import TooLarge
from models.findings import FindingList, Location
from models.tables.csv_table import CsvTable, read_csv
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.cell_texts import text_of
from scenarios.importing.mapping import FormatMapping

CSV_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET_SUFFIXES = (".parquet", ".pq")
SUFFIXES = (*CSV_SUFFIXES, *WORKBOOK_SUFFIXES, *PARQUET_SUFFIXES)

_STARTS = {
    b"PK\x03\x04": ("an Excel workbook", ".xlsx"),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", ".xls"),
    b"PAR1": ("Parquet", ".parquet"),
}
"""First bytes of files that are no text, what they hold, and the ending that they should have."""

LARGEST_UNPACKING = 100
"""Largest ratio of a workbook's unpacked bytes to the ceiling of its packed ones: a zip may unpack to anything."""


@dataclass(frozen=True)
class TableFile:
    """A table as it came: its name, whose ending says of what kind it is, and its bytes."""

    name: str
    data: bytes


def read_table(
    file: TableFile, written: FormatMapping, ceilings: Ceilings, findings: FindingList, notices: FindingList
) -> CsvTable | None:
    """The file's columns as trimmed text; None with the reasons in `findings`. What was concluded about a text file,
    such as its encoding, is in `notices`. Raises TooLarge.

    Dates of workbooks and Parquet become 2019-07-01; numbers keep the 15 digits that a spreadsheet keeps, Parquet
    decimals all of theirs.
    """
    if len(file.data) > ceilings.bytes:
        raise TooLarge("bytes", len(file.data), ceilings.bytes)
    suffix = f".{file.name.rpartition('.')[2].lower()}" if "." in file.name else ""
    if suffix in WORKBOOK_SUFFIXES:
        table = _read_workbook(file, written, ceilings, findings)
    elif suffix in PARQUET_SUFFIXES:
        table = _read_parquet(file, ceilings, findings)
    elif suffix in CSV_SUFFIXES:
        table = _read_text(file, written, ceilings, findings, notices)
    else:
        findings.add("file_kind_unknown", Location(file=file.name), {"file": file.name, "known": list(SUFFIXES)})
        return None
    if table is not None and not table.count:
        findings.add("import_no_rows", Location(file=file.name), {})
        return None
    return table


def _read_text(
    file: TableFile, written: FormatMapping, ceilings: Ceilings, findings: FindingList, notices: FindingList
) -> CsvTable | None:
    data = file.data
    for start, (seems, ending) in _STARTS.items():
        if data.startswith(start):
            facts = {"file": file.name, "seems": seems, "ending": ending}
            findings.add("import_not_a_text", Location(file=file.name), facts)
            return None
    if written.encoding != "utf-8":
        try:
            data = data.decode(written.encoding).encode()
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            facts = {"expected": written.encoding, "seems": "another encoding"}
            findings.add("table_encoding", Location(file=file.name, row=row), facts)
            return None
    return read_csv(data, file.name, "", ceilings.rows, findings, notices)


def _read_workbook(
    file: TableFile, written: FormatMapping, ceilings: Ceilings, findings: FindingList
) -> CsvTable | None:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_unpacked(file, ceilings)
    place = Location(file=file.name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(file.data))
        names = book.sheet_names
        if written.sheet is not None and written.sheet not in names:
            facts = {"sheet": written.sheet, "known": names}
            findings.add("import_sheet_missing", place, facts)
            return None
        sheet = book.get_sheet_by_name(written.sheet or names[0])
        if sheet.total_height > ceilings.rows:  # the last row's number from zero: rows below the first
            raise TooLarge("rows", sheet.total_height, ceilings.rows)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        findings.add("import_workbook_unreadable", place, {"reason": str(error)[:200]})
        return None
    return _table_of(file.name, [[text_of(value) for value in row] for row in rows], findings)


def _check_unpacked(file: TableFile, ceilings: Ceilings) -> None:
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return  # .xls is no zip; what is broken is said by the reader
    ceiling = min(ceilings.bytes * LARGEST_UNPACKING, max(ceilings.bytes, 2_000_000_000))
    if unpacked > ceiling:
        raise TooLarge("bytes", unpacked, ceiling)


def _table_of(name: str, rows: Sequence[Sequence[str]], findings: FindingList) -> CsvTable | None:
    """A sheet's rows as a table: the first row that holds anything is the header, blank rows are left out."""
    first = next((place for place, row in enumerate(rows) if any(row)), None)
    if first is None:
        findings.add("table_empty", Location(file=name))
        return None
    header = list(rows[first])
    while not header[-1]:
        header.pop()
    before = len(findings)
    for position, column in enumerate(header):
        place = Location(file=name, row=first + 1)
        if not column:
            findings.add("column_unnamed", place, {"position": position + 1})
        elif column in header[:position]:
            findings.add("column_twice", place, {"name": column})
    if len(findings) > before:
        return None
    kept = [place for place in range(first + 1, len(rows)) if any(rows[place])]
    columns = {column: [rows[place][position] for place in kept] for position, column in enumerate(header)}
    return CsvTable(columns, [place + 1 for place in kept], name, "")


def _read_parquet(file: TableFile, ceilings: Ceilings, findings: FindingList) -> CsvTable | None:
    import pyarrow as arrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(arrow.BufferReader(file.data)) as opened:
            if opened.metadata.num_rows > ceilings.rows:
                raise TooLarge("rows", opened.metadata.num_rows, ceilings.rows)
            read = opened.read()
        names = read.schema.names
        twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
        if twice is not None:
            findings.add("column_twice", Location(file=file.name), {"name": twice})
            return None
        columns = {name: _arrow_texts(read.column(name)) for name in names}
    except (arrow.ArrowException, OSError, ValueError):
        findings.add("import_parquet_unreadable", Location(file=file.name), {})
        return None
    # Rows are counted as in a spreadsheet of the same table, whose header is row 1.
    return CsvTable(columns, range(2, read.num_rows + 2), file.name, "")


def _arrow_texts(column: object) -> list[str]:
    """A Parquet column as text; decimals with all their digits."""
    import pyarrow as arrow

    kind = column.type  # type: ignore[attr-defined]
    if arrow.types.is_floating(kind) or arrow.types.is_temporal(kind):
        return [text_of(value) for value in column.to_pylist()]  # type: ignore[attr-defined]
    return [text.strip() for text in column.cast(arrow.string()).fill_null("").to_pylist()]  # type: ignore[attr-defined]
