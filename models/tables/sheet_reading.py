"""A table in a sheet of an Excel file beside the scenario."""

from __future__ import annotations

from typing import NamedTuple

from models.findings import FindingList, Location, near_names
from models.tables.sheet_table import SheetTable, check_values, sheet_table
from models.tables.workbook_file import WorkbookCeilings, WorkbookFile, WorkbookRefused


class SheetReference(NamedTuple):
    """The file, the sheet (empty: the first), and the place of the reference in the document."""

    file: str
    sheet: str
    pointer: str


def read_sheet(
    data: bytes, reference: SheetReference, ceilings: WorkbookCeilings, findings: FindingList
) -> SheetTable | None:
    """The table of one sheet; None with the reasons in `findings`: those of WorkbookRefused and `sheet_table`, and
    `sheet_missing`. Raises TooLarge."""
    place = Location(reference.pointer, reference.file)
    try:
        book = WorkbookFile(data, ceilings)
        name = reference.sheet or next(iter(book.names), "")
        if name not in book.names:
            near = near_names(name, book.names) or book.names
            findings.add("sheet_missing", place, {"sheet": name, "near": near})
            return None
        table = sheet_table(book.sheet(name), reference.file, reference.pointer, (), findings)
    except WorkbookRefused as refused:
        findings.add(refused.code, place, refused.facts)
        return None
    if table is not None:
        check_values(table, findings)
    return table
