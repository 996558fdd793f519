"""The tables that an import is given."""

from __future__ import annotations

from dataclasses import dataclass

from models.tables.csv_table import CsvTable
from scenarios.importing.table_files import TableFile


@dataclass(frozen=True)
class ImportTables:
    """The tables of an import: files, or rows that came inline. A table that the mapping describes has to be there."""

    transactions: TableFile | CsvTable
    people: TableFile | CsvTable | None = None
    assignments: TableFile | CsvTable | None = None
    previous: TableFile | CsvTable | None = None
