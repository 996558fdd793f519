"""Rows of a document, wherever they stand: inline, in the workbook, or in a CSV or Excel file beside the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.errors import TooLarge
from models.findings import FindingList, Location
from models.tables.base import Table
from models.tables.csv_table import read_csv
from models.tables.inline_table import inline_table
from models.tables.sheet_reading import SheetReference, read_sheet
from models.tables.workbook_file import WorkbookCeilings
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.rows import TableReference
from scenarios.definition.table_folder import TableFolder, TableRefused, uploaded_name


@dataclass(frozen=True)
class TableReader:
    """Reads the rows of one scenario. `folder` holds the files that it names; None where there is none (REST).

    `tables` are those that came with the document itself, by name. `notices` is worth knowing and no fault.
    `fetched` are the names of the files that were asked for.
    """

    folder: TableFolder | None
    ceilings: Ceilings
    findings: FindingList
    tables: Mapping[str, Table | None] = field(default_factory=dict)
    notices: FindingList = field(default_factory=FindingList)
    fetched: set[str] = field(default_factory=set)

    def read(self, rows: TableReference | Sequence[object], pointer: str) -> Table | None:
        """The table that stands at `pointer`; None with the reasons in `findings`. Raises TooLarge."""
        if isinstance(rows, TableReference):
            if rows.table in self.tables:
                return self.tables[rows.table]
            return self._file(rows.table, pointer)
        if len(rows) > self.ceilings.rows:
            raise TooLarge("rows", len(rows), self.ceilings.rows)
        return inline_table(rows, pointer, self.findings)

    def fetched_file(self, name: str, pointer: str) -> bytes | None:
        """A file that the document names at `pointer`; None with the reasons in `findings`. Raises TooLarge."""
        place = Location(pointer=pointer)
        if self.folder is None:
            self.findings.add("table_without_folder", place, {"file": name})
            return None
        self.fetched.add(uploaded_name(name))
        try:
            return self.folder.fetch(name, self.ceilings.bytes)
        except TableRefused as refused:
            self.findings.add(refused.code, place, refused.facts)
            return None

    def _file(self, name: str, pointer: str) -> Table | None:
        file, _, sheet = name.partition("#") if ".xlsx" in name.lower() else (name, "", "")
        data = self.fetched_file(file, f"{pointer}/table")
        if data is None:
            return None
        if file.lower().endswith(".xlsx"):
            ceilings = WorkbookCeilings(self.ceilings.bytes, self.ceilings.rows, self.ceilings.values)
            return read_sheet(data, SheetReference(file, sheet, pointer), ceilings, self.findings)
        return read_csv(data, name, pointer, self.ceilings.rows, self.findings, self.notices)
