"""Rows of a document, wherever they stand: inline, in the workbook, or in a CSV or Excel file beside the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import TooLarge
from models.findings import FindingList, Location, near_names
from models.tables.base import Table
from models.tables.csv_table import read_csv
from models.tables.inline_table import inline_table
from models.tables.sheet_reading import SheetReference, read_sheet
from models.tables.workbook_file import WorkbookCeilings
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.rows import TableReference


@dataclass(frozen=True)
class TableReader:
    """Reads the rows of one scenario. `folder` is the scenario file's; None where there is none (REST).

    `tables` are those that came with the document itself, by name. `notices` is worth knowing and no fault.
    """

    folder: Path | None
    ceilings: Ceilings
    findings: FindingList
    tables: Mapping[str, Table | None] = field(default_factory=dict)
    notices: FindingList = field(default_factory=FindingList)

    def read(self, rows: TableReference | Sequence[object], pointer: str) -> Table | None:
        """The table that stands at `pointer`; None with the reasons in `findings`. Raises TooLarge."""
        if isinstance(rows, TableReference):
            if rows.table in self.tables:
                return self.tables[rows.table]
            return self._file(rows.table, pointer)
        if len(rows) > self.ceilings.rows:
            raise TooLarge("rows", len(rows), self.ceilings.rows)
        return inline_table(rows, pointer, self.findings)

    def _file(self, name: str, pointer: str) -> Table | None:
        place = Location(pointer=f"{pointer}/table")
        if self.folder is None:
            self.findings.add("table_without_folder", place, {"file": name})
            return None
        file, _, sheet = name.partition("#") if ".xlsx" in name.lower() else (name, "", "")
        path = _inside(self.folder, file)
        if path is None:
            self.findings.add("table_outside", place, {"file": name})
            return None
        data = self._bytes(path, file, place)
        if data is None:
            return None
        if path.suffix.lower() == ".xlsx":
            ceilings = WorkbookCeilings(self.ceilings.bytes, self.ceilings.rows, self.ceilings.values)
            return read_sheet(data, SheetReference(file, sheet, pointer), ceilings, self.findings)
        return read_csv(data, name, pointer, self.ceilings.rows, self.findings, self.notices)

    def _bytes(self, path: Path, name: str, place: Location) -> bytes | None:
        if not path.is_file():
            beside = path.parent.iterdir() if path.parent.is_dir() else ()
            names = sorted(item.name for item in beside if item.is_file())[:200]
            self.findings.add("table_missing", place, {"file": name, "near": near_names(path.name, names)})
            return None
        try:
            size = path.stat().st_size
            if size > self.ceilings.bytes:
                raise TooLarge("bytes", size, self.ceilings.bytes)
            return path.read_bytes()
        except OSError as error:
            self.findings.add("table_unreadable", place, {"file": name, "reason": error.strerror or str(error)})
            return None


def _inside(folder: Path, name: str) -> Path | None:
    """The file of a relative path below the folder, symbolic links resolved; None when it lies elsewhere."""
    if "\\" in name or "\0" in name or Path(name).is_absolute() or ".." in Path(name).parts:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) else None
