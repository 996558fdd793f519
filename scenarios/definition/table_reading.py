"""Rows of a document, wherever they stand: inline, or in a CSV file beside the scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.errors import TooLarge
from models.findings import FindingList, Location, near_names
from models.tables.base import Table
from models.tables.csv_table import read_csv
from models.tables.inline_table import inline_table
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.rows import TableReference


@dataclass(frozen=True)
class TableReader:
    """Reads the rows of one scenario. `folder` is the scenario file's; None where there is none (REST)."""

    folder: Path | None
    ceilings: Ceilings
    findings: FindingList

    def read(self, rows: TableReference | Sequence[object], pointer: str) -> Table | None:
        """The table that stands at `pointer`; None with the reasons in `findings`. Raises TooLarge."""
        if isinstance(rows, TableReference):
            return self._file(rows.table, pointer)
        if len(rows) > self.ceilings.rows:
            raise TooLarge("rows", len(rows), self.ceilings.rows)
        return inline_table(rows, pointer, self.findings)

    def _file(self, name: str, pointer: str) -> Table | None:
        place = Location(pointer=f"{pointer}/table")
        if self.folder is None:
            self.findings.add("table_without_folder", place, {"file": name})
            return None
        path = _inside(self.folder, name)
        if path is None:
            self.findings.add("table_outside", place, {"file": name})
            return None
        data = self._bytes(path, name, place)
        return None if data is None else read_csv(data, name, pointer, self.ceilings.rows, self.findings)

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
