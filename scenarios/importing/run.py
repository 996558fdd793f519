"""The use case: tables and a mapping in, scenarios and a report out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location
from models.tables.csv_table import CsvTable
from models.units import AmountError, Money
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.history import History, history_of
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping import FormatMapping, ImportMapping
from scenarios.importing.people import Assignment, Person, Staff, read_assignments, read_people, read_previous
from scenarios.importing.quality import Quality, quality_of
from scenarios.importing.scenario_writing import WrittenScenario, write_scenario
from scenarios.importing.table_files import TableFile, read_table
from scenarios.importing.targets import Target, targets_of
from scenarios.importing.transactions import read_transactions

CEILINGS = Ceilings(bytes=2_000_000_000, rows=10_000_000)
"""Ceilings of a command that runs on its user's own machine."""


@dataclass(frozen=True)
class InputTable:
    """A table that was read: its name, its rows, and the SHA-256 of its file ("" where rows came without one)."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, eq=False)
class Import:
    """The result: one scenario per company target, and what its report is made of."""

    history: History
    targets: tuple[Target, ...]
    scenarios: tuple[WrittenScenario, ...]
    quality: Quality
    inputs: tuple[InputTable, ...]

    def tables(self) -> dict[str, bytes]:
        """Every table by file name; scenarios share most of them."""
        return {name: data for scenario in self.scenarios for name, data in scenario.tables.items()}


def import_scenarios(tables: ImportTables, mapping: ImportMapping, stem: str, ceilings: Ceilings) -> Import:
    """Read the tables, work out the history, write the scenarios. Raises InvalidInput with everything that is wrong
    at the first stage that finds something, TooLarge."""
    reader = _Reader(tables, mapping, ceilings, FindingList())
    money, findings = reader.money, reader.findings
    table = reader.table(tables.transactions, mapping.format)
    transactions = None if table is None else read_transactions(table, mapping, money, findings)
    staff, previous = reader.staff(), reader.previous()
    if transactions is None or len(findings):
        raise InvalidInput(tuple(findings))
    history = history_of(transactions, mapping, money, staff, previous, findings)
    targets = targets_of(mapping, history.cells.comparable, _increment(mapping, money, findings), money, findings)
    if len(findings):
        raise InvalidInput(tuple(findings))
    scenarios = tuple(write_scenario(history, history.cells, target, stem) for target in targets)
    quality = quality_of(history, targets, tuple(reader.notices))
    return Import(history, targets, scenarios, quality, tuple(reader.inputs))


class _Reader:
    """Reads the tables, and remembers which."""

    def __init__(self, tables: ImportTables, mapping: ImportMapping, ceilings: Ceilings, findings: FindingList) -> None:
        self._tables, self._mapping, self._ceilings, self.findings = tables, mapping, ceilings, findings
        self.money = Money(mapping.money.currency, mapping.money.unit)
        self.inputs: list[InputTable] = []
        self.notices = FindingList()

    def table(self, file: TableFile | CsvTable, written: FormatMapping) -> CsvTable | None:
        """The table's columns."""
        if isinstance(file, CsvTable):
            self.inputs.append(InputTable(file.file, file.count, ""))
            return file
        table = read_table(file, written, self._ceilings, self.findings, self.notices)
        if table is not None:
            self.inputs.append(InputTable(file.name, table.count, sha256(file.data).hexdigest()))
        return table

    def staff(self) -> Staff:
        """People and assignments."""
        people: dict[str, Person] = {}
        assignments: tuple[Assignment, ...] = ()
        mapping = self._mapping
        if mapping.people is not None and self._stated(self._tables.people, "people"):
            table = self.table(self._stated_table(self._tables.people), mapping.people.format)
            people = {} if table is None else read_people(table, mapping.people, self.findings)
        if mapping.assignments is not None and self._stated(self._tables.assignments, "assignments"):
            table = self.table(self._stated_table(self._tables.assignments), mapping.assignments.format)
            assignments = () if table is None else read_assignments(table, mapping.assignments, self.findings)
        return Staff(people, assignments)

    def previous(self) -> dict[str, int]:
        """Last targets by person."""
        mapping = self._mapping.previous
        if mapping is None or not self._stated(self._tables.previous, "previous"):
            return {}
        table = self.table(self._stated_table(self._tables.previous), mapping.format)
        if table is None:
            return {}
        return read_previous(table, mapping, self._mapping.years.base, self.money, self.findings)

    def _stated(self, file: TableFile | CsvTable | None, section: str) -> bool:
        if file is None:
            self.findings.add("import_table_missing", Location(pointer=f"/{section}"), {"section": section})
        return file is not None

    def _stated_table(self, file: TableFile | CsvTable | None) -> TableFile | CsvTable:
        assert file is not None
        return file


def _increment(mapping: ImportMapping, money: Money, findings: FindingList) -> int:
    if mapping.increment is None:
        return money.minor_per_major
    try:
        return money.to_minor(mapping.increment)
    except AmountError as error:
        facts: dict[str, Fact] = {"value": str(error.amount), "digits": money.written_digits}
        findings.add(f"amount_{error.reason}", Location(pointer="/increment"), facts)
        return money.minor_per_major
