"""The use case: tables and a mapping in, scenarios and a report out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.errors import InvalidInput
from models.findings import FindingList
from models.tables.csv_table import CsvTable
from models.units import Money
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.history import History, history_of
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
class ImportTables:
    """The tables of an import. A table that the mapping describes has to be there."""

    transactions: TableFile | CsvTable
    people: TableFile | CsvTable | None = None
    assignments: TableFile | CsvTable | None = None
    previous: TableFile | CsvTable | None = None


@dataclass(frozen=True, eq=False)
class Import:
    """The result: one scenario per company target, and what its report is made of."""

    history: History
    targets: tuple[Target, ...]
    scenarios: tuple[WrittenScenario, ...]
    quality: Quality
    rows: Mapping[str, int] = field(default_factory=dict)

    def tables(self) -> dict[str, bytes]:
        """Every table by file name; scenarios share most of them."""
        return {name: data for scenario in self.scenarios for name, data in scenario.tables.items()}


def import_scenarios(tables: ImportTables, mapping: ImportMapping, stem: str, ceilings: Ceilings) -> Import:
    """Read the tables, work out the history, write the scenarios. Raises InvalidInput with everything that is wrong
    at the first stage that finds something, TooLarge."""
    findings = FindingList()
    money = Money(mapping.money.currency, mapping.money.unit)
    table = _read(tables.transactions, mapping.format, ceilings, findings)
    transactions = None if table is None else read_transactions(table, mapping, money, findings)
    staff, previous = _staff(tables, mapping, money, ceilings, findings)
    if transactions is None or len(findings):
        raise InvalidInput(tuple(findings))
    rows = {transactions.file: transactions.count}
    history = history_of(transactions, mapping, money, staff, previous, findings)
    increment = _increment(mapping, money)
    targets = targets_of(mapping, history.cells.comparable, increment, money, findings)
    if len(findings):
        raise InvalidInput(tuple(findings))
    scenarios = tuple(write_scenario(history, history.cells, target, stem) for target in targets)
    return Import(history, targets, scenarios, quality_of(history, targets), rows)


def _read(
    file: TableFile | CsvTable, written: FormatMapping, ceilings: Ceilings, findings: FindingList
) -> CsvTable | None:
    return file if isinstance(file, CsvTable) else read_table(file, written, ceilings, findings)


def _staff(
    tables: ImportTables, mapping: ImportMapping, money: Money, ceilings: Ceilings, findings: FindingList
) -> tuple[Staff, dict[str, int]]:
    people: dict[str, Person] = {}
    assignments: tuple[Assignment, ...] = ()
    previous: dict[str, int] = {}
    if mapping.people is not None and tables.people is not None:
        table = _read(tables.people, mapping.people.format, ceilings, findings)
        people = {} if table is None else read_people(table, mapping.people, findings)
    if mapping.assignments is not None and tables.assignments is not None:
        table = _read(tables.assignments, mapping.assignments.format, ceilings, findings)
        assignments = () if table is None else read_assignments(table, mapping.assignments, findings)
    if mapping.previous is not None and tables.previous is not None:
        table = _read(tables.previous, mapping.previous.format, ceilings, findings)
        if table is not None:
            previous = read_previous(table, mapping.previous, mapping.years.base, money, findings)
    return Staff(people, assignments), previous


def _increment(mapping: ImportMapping, money: Money) -> int:
    return money.minor_per_major if mapping.increment is None else money.to_minor(mapping.increment)
