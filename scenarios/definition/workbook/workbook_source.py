"""Reads a scenario workbook: its sheets become one plain document, with the address of every value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from models.allocation.phasing.calendar import MONTH_NAMES
from models.errors import InvalidInput
from models.findings import Fact, Finding, FindingList, Location, as_pointer, near_names
from models.tables.base import Table
from models.tables.sheet_table import SheetTable, check_values, is_fault, sheet_table, value_words
from models.tables.sheet_values import is_blank
from models.tables.workbook_file import Sheet, WorkbookCeilings, WorkbookFile, WorkbookRefused
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.columns import CELL_COLUMN_NAMES
from scenarios.definition.document import SCHEMA
from scenarios.definition.source import Source
from scenarios.definition.workbook.row_reading import Filled, read_pairs, read_rows
from scenarios.definition.workbook.sheets import (
    CELLS,
    MEMBER_DIMENSION,
    MEMBER_HEADER,
    MEMBERS,
    ROW_SHEETS,
    SCENARIO,
    SCENARIO_FIELDS,
    SEASONALITY,
    TITLES,
    SheetName,
)

SLIP = 0.75
"""How much a tab's name must look like a sheet's name to be a slip of the pen."""


def read_workbook(data: bytes, file: str | None, ceilings: Ceilings) -> Source:
    """Read a workbook's bytes. Findings about its sheets are in the source's `faults`.

    Raises InvalidInput, malformed, for a file that is no workbook: `workbook_damaged`, `workbook_encrypted`,
    `workbook_macros`, `workbook_old`, `workbook_other`; TooLarge.
    """
    try:
        book = WorkbookFile(data, workbook_ceilings(ceilings))
        return _Reader(book, file).read()
    except WorkbookRefused as refused:
        raise InvalidInput([Finding(refused.code, Location(file=file), refused.facts)], malformed=True) from None


def workbook_ceilings(ceilings: Ceilings) -> WorkbookCeilings:
    """The part of the ceilings that concerns workbooks."""
    return WorkbookCeilings(ceilings.bytes, ceilings.rows, ceilings.values)


@dataclass
class _Reader:
    """One workbook on its way to a document."""

    book: WorkbookFile
    file: str | None
    filled: Filled = field(default_factory=lambda: Filled({"schema": SCHEMA}, {}))
    tables: dict[str, Table | None] = field(default_factory=dict)

    @property
    def findings(self) -> FindingList:
        return self.filled.findings

    def read(self) -> Source:
        """The document with everything that was found on the way."""
        self.filled.places[""] = Location(file=self.file)
        self._scenario()
        for rows in ROW_SHEETS:
            pointer = as_pointer(rows.path)
            table = self._table(rows.title, pointer, [one.name for one in rows.fields], required=rows.required)
            if table is not None:
                self.filled.places[pointer] = table.place(None, None)
                read_rows(rows, table, self.filled)
        self._cells()
        self._seasonality()
        self._members()
        return Source(
            self.filled.value,
            self.file,
            places=self.filled.places,
            tables=self.tables,
            faults=tuple(self.findings),
        )

    def _scenario(self) -> None:
        """Names in the first column, values in the second; a first row of other names is a heading."""
        sheet = self._sheet(SCENARIO, "", required=True)
        if sheet is None:
            return
        pairs = []
        known = {one.name for one in SCENARIO_FIELDS} | {one.dotted for one in SCENARIO_FIELDS}
        self.filled.places[""] = Location(file=self.file, sheet=sheet.name)
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            name = value_words(row[0]).strip()
            value = row[1] if len(row) > 1 else None
            if (number == 1 and name not in known) or (not name and is_blank(value)):
                continue
            at = [Location("", self.file, number, letters, sheet.name) for letters in "AB"]
            if name:
                pairs.append((at[0], name, at[1], value))
            else:
                self.findings.add("field_missing", at[0], {"field": "field"})
        read_pairs(pairs, SCENARIO_FIELDS, self.filled)

    def _cells(self) -> None:
        expected = {*CELL_COLUMN_NAMES, *self._dimension_names()}
        table = self._table(CELLS, "/cells", expected, required=True)
        self.tables["#cells"] = table
        if table is not None:
            check_values(table, self.findings)
        if table is not None or any(finding.location.pointer == "/cells" for finding in self.findings):
            self.filled.value["cells"] = {"table": "#cells"}

    def _seasonality(self) -> None:
        """Rows of the seasonality sheet are the table of `phasing`; a header alone says nothing."""
        pointer = "/phasing/seasonality"
        table = self._table(SEASONALITY, pointer, {*MONTH_NAMES, *self._dimension_names()}, required=False)
        if table is None or not table.count:
            return
        check_values(table, self.findings)
        self.tables["#seasonality"] = table
        self.filled.put(("phasing", "seasonality"), {"table": "#seasonality"})
        self.filled.places.setdefault(pointer, table.place(None, None))

    def _members(self) -> None:
        """The rows of each dimension become its table."""
        before = len(self.findings)
        table = self._table(MEMBERS, "/dimensions/members", MEMBER_HEADER, required=True)
        if table is not None:
            check_values(table, self.findings)
        dimensions = self.filled.value.get("dimensions", [])
        names = self._dimension_names()
        owners = [] if table is None else self._owners(table, names)
        if len(self.findings) > before:
            table = None  # of members that are half read, cells would only seem to be wrong
        for position, dimension in enumerate(dimensions):
            key = f"#members/{position}"
            rows = [row for row, owner in enumerate(owners) if owner == dimension.get("name")]
            pointer = f"/dimensions/{position}/members"
            part = None if table is None else table.part(rows, (MEMBER_DIMENSION.name,), pointer)
            self.tables[key] = part
            dimension["members"] = {"table": key}

    def _owners(self, table: SheetTable, names: list[str]) -> list[str]:
        """The dimension that each row names. Finds rows that name none, or one that does not exist."""
        column = MEMBER_DIMENSION.name
        if column not in table.names:
            near = near_names(column, table.names)
            self.findings.add("column_missing", table.place(None, column), {"column": column, "near": near})
            return []
        owners = list(table.texts(column, self.findings))
        for row, owner in enumerate(owners):
            if is_fault(table.columns[column][row]):
                continue
            if not owner:
                self.findings.add("field_missing", table.place(row, column), {"field": column})
            elif owner not in names:
                facts: dict[str, Fact] = {"value": owner[:60], "known": names, "near": near_names(owner, names)}
                self.findings.add("not_one_of", table.place(row, column), facts)
        return owners

    def _dimension_names(self) -> list[str]:
        found = self.filled.value.get("dimensions", [])
        return [str(dimension["name"]) for dimension in found if "name" in dimension]

    def _table(self, title: SheetName, pointer: str, expected: Collection[str], *, required: bool) -> SheetTable | None:
        sheet = self._sheet(title, pointer, required=required)
        if sheet is None or (not sheet.rows and not required):
            return None
        return sheet_table(sheet, self.file, pointer, expected, self.findings)

    def _sheet(self, title: SheetName, pointer: str, *, required: bool) -> Sheet | None:
        """The sheet of a title. Finds `sheet_missing`, `sheet_twice`."""
        found = [name for name in self.book.names if title.matches(name)]
        if len(found) > 1:
            place = Location(pointer, self.file, sheet=found[1])
            self.findings.add("sheet_twice", place, {"first": found[0], "second": found[1]})
            return None
        if found:
            return self.book.sheet(found[0])
        known = [name for name in self.book.names if not any(one.matches(name) for one in TITLES)]
        near = [name for name in known if _looks_like(name, title)]
        if required or near:  # rules in a sheet whose name has a slip must not be left out without a word
            facts: dict[str, Fact] = {"sheet": title.en, "near": near}
            self.findings.add("sheet_missing", Location(pointer, self.file), facts)
        return None


def _looks_like(name: str, title: SheetName) -> bool:
    return bool(get_close_matches(name.strip().casefold()[:60], (title.en, title.zh), n=1, cutoff=SLIP))
