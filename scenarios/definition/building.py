"""From a document to a scenario: dimensions, cells, limits and strategies, with everything that is wrong listed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.allocation.certificate.certificate import check_rules
from models.allocation.difficulty import difficulty
from models.allocation.difficulty_basis import DifficultyBasis
from models.allocation.dimensions import Dimension
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.phasing.shapes import PhasingRules
from models.allocation.problem import AllocationProblem
from models.allocation.reference import reference_targets
from models.allocation.selection import Selection
from models.allocation.statement_error import DataError, StatementError
from models.allocation.strategy import Strategy
from models.allocation.uncertainty import forecast_distribution
from models.allocation.unit_prices import member_prices
from models.errors import InvalidInput
from models.findings import Fact, Finding, FindingList, Location, as_pointer
from models.units import AmountError, Money, Pieces
from scenarios.definition.canonical import NOTHING_KNOWN, canonical_bytes, scenario_hash
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.cells import CellRows, read_cells
from scenarios.definition.columns import CELL_COLUMN_NAMES
from scenarios.definition.document import ScenarioDocument
from scenarios.definition.draft import Draft, read_draft
from scenarios.definition.expectation import Expectation, read_expectations
from scenarios.definition.members import read_dimension
from scenarios.definition.over_assignment import read_over_assignment
from scenarios.definition.phasing import check_phasing, read_phasing
from scenarios.definition.rounding_levels import read_levels
from scenarios.definition.scenario import Scenario
from scenarios.definition.source import Source
from scenarios.definition.strategies import default_strategy, read_strategies
from scenarios.definition.table_folder import TableFolder, UploadedTables
from scenarios.definition.table_reading import TableReader

_SECTIONS = [info.alias or name for name, info in ScenarioDocument.model_fields.items()]


def build_scenario(source: Source, folder: TableFolder | None, ceilings: Ceilings) -> Scenario:
    """The scenario of a document. Raises InvalidInput with every finding, in document order, and TooLarge."""
    findings = FindingList()
    draft = read_draft(source.value, findings)
    builder = None if draft is None else ScenarioBuilder(draft, folder, ceilings, findings, source)
    built = None if builder is None else builder.build()
    if built is None or len(findings) or source.faults:
        located = [source.locate(finding) for finding in source.unexplained(findings)]
        raise InvalidInput(sorted([*source.faults, *located], key=_section_rank))
    assert builder is not None
    return built.scenario([source.locate(notice) for notice in [*built.notices, *builder.unused_tables()]])


class Built:
    """What a sound draft becomes."""

    def __init__(
        self,
        draft: Draft,
        problem: AllocationProblem,
        cells: CellRows,
        strategies: dict[str, Strategy],
        strategy: str,
        expectations: tuple[Expectation, ...],
        notices: list[Finding],
    ) -> None:
        self._draft, self._problem, self._cells = draft, problem, cells
        self._strategies, self._strategy, self.notices = strategies, strategy, notices
        self._expectations = expectations

    def scenario(self, notices: list[Finding], known: Mapping[str, str] = NOTHING_KNOWN) -> Scenario:
        """The scenario, with its canonical form and hash. `known`: as in `canonical_bytes`."""
        document = self._draft.document
        canonical = canonical_bytes(
            document, self._problem, self._strategies, self._strategy, self._cells.hold_reasons, known
        )
        return Scenario(
            document=document,
            problem=self._problem,
            strategies=self._strategies,
            default_strategy=self._strategy,
            options=document.options,
            notices=tuple(notices),
            hold_reasons=self._cells.hold_reasons,
            canonical=canonical,
            scenario_hash=scenario_hash(canonical),
            expectations=self._expectations,
        )


class ScenarioBuilder:
    """Goes through the sections; what a broken section would only make look wrong is left unchecked."""

    def __init__(
        self,
        draft: Draft,
        folder: TableFolder | None,
        ceilings: Ceilings,
        findings: FindingList,
        source: Source,
    ) -> None:
        self._draft, self._document, self._findings = draft, draft.document, findings
        self._reader = TableReader(folder, ceilings, findings, source.tables)
        self._has_faults = bool(source.faults)
        written = draft.document
        self._volume = Pieces(written.volume.unit, written.volume.decimals)
        pieces = self._volume if written.metric == "volume" else None
        self._money = Money(written.money.currency, written.money.unit, pieces)
        self._unit_is_broken = bool(draft.broken & {"money", "metric", "volume"})
        self._phasing_is_broken = False

    def build(self) -> Built | None:
        """Everything, or None with the reasons in the findings."""
        strategy = default_strategy(self._document, self._findings)
        increment = self._increment()
        dimensions = self._dimensions()
        cells = None if dimensions is None else self._cells(dimensions)
        if dimensions is None or cells is None:
            return None
        over_assignment = read_over_assignment(self._document, dimensions, self._money, self._findings)
        problem = AllocationProblem(
            money=self._money,
            dimensions=dimensions,
            cells=cells.cells,
            company_total=self._document.company_target,
            limits=self._document.limits,
            increment_minor=increment,
            difficulty_basis=self._difficulty_basis(),
            over_assignment=over_assignment,
            uncertainty=self._document.uncertainty.parameters(),
            volume=self._volume,
            level_increments=self._level_increments(dimensions, increment),
            phasing=self._phasing(dimensions, cells, increment),
        )
        self._check_members(problem)
        notices = [*self._reader.notices, *([] if self._phasing_is_broken else self._apply_limits(problem))]
        notices += check_phasing(problem, self._findings)
        self._check_fairness(problem)
        strategies = read_strategies(self._document, cells.cells)
        if len(self._findings) or self._has_faults:
            return None
        self._check_references(problem, strategies)
        written = self._document.expectations
        expectations = read_expectations(written, problem, strategies, strategy, self._findings)
        if len(self._findings):
            return None
        return Built(self._draft, problem, cells, strategies, strategy, expectations, notices)

    def unused_tables(self) -> list[Finding]:
        """A notice for every table that was sent along and that the scenario names nowhere."""
        folder = self._reader.folder
        sent = folder.names if isinstance(folder, UploadedTables) else ()
        unused = [name for name in sent if name not in self._reader.fetched]
        return [Finding("table_unused", Location(file=name), {"file": name}) for name in unused]

    def _difficulty_basis(self) -> DifficultyBasis:
        written = self._document.fairness
        return DifficultyBasis(written.by, written.peers, written.against)

    def _check_fairness(self, problem: AllocationProblem) -> None:
        try:
            difficulty(problem, problem.difficulty_basis)
        except StatementError as error:
            self._add_statement("/fairness", error)
            return
        try:
            check_rules(problem, self._document.fairness_certificate.rules())
        except StatementError as error:
            self._add_statement("/fairness_certificate", error)

    def _increment(self) -> int:
        """The rounding step in minor units; by default one major unit of the currency."""
        written = self._document.rounding.increment
        if written is None or self._unit_is_broken:
            return self._money.minor_per_major
        pointer = "/rounding/increment"
        try:
            minor = self._money.to_minor(written)
        except AmountError as error:
            self._add_amount(pointer, error)
            return self._money.minor_per_major
        target = self._document.company_target.upper
        if "company_target" not in self._draft.broken and written > target:
            facts: dict[str, Fact] = {"increment": str(written), "target": str(target)}
            self._findings.add("increment_over_target", Location(pointer=pointer), facts)
        return minor

    def _level_increments(self, dimensions: tuple[Dimension, ...], increment: int) -> dict[tuple[str, str], int]:
        if self._draft.broken & {"rounding", "money"}:
            return {}
        return read_levels(self._document.rounding.levels, dimensions, self._money, increment, self._findings)

    def _phasing(self, dimensions: tuple[Dimension, ...], cells: CellRows, increment: int) -> PhasingRules | None:
        document = self._document.phasing
        if document is None:
            self._phasing_is_broken = "phasing" in self._draft.broken
            return None
        rules = read_phasing(document, dimensions, cells.cells.members, self._money, increment, self._reader)
        self._phasing_is_broken = rules is None
        return rules

    def _dimensions(self) -> tuple[Dimension, ...] | None:
        phasing = self._document.phasing
        hire_attribute = None if phasing is None else phasing.hire_date_attribute
        found = [
            read_dimension(dimension, position, self._reader, hire_attribute)
            for dimension, position in zip(self._document.dimensions, self._draft.dimensions, strict=True)
        ]
        sound = self._check_dimension_names() and "dimensions" not in self._draft.broken
        whole = tuple(dimension for dimension in found if dimension is not None)
        return whole if sound and len(whole) == len(found) else None

    def _check_dimension_names(self) -> bool:
        names = [dimension.name for dimension in self._document.dimensions]
        before = len(self._findings)
        for index, name in enumerate(names):
            place = Location(pointer=as_pointer(["dimensions", self._draft.dimensions[index], "name"]))
            if name in names[:index]:
                self._findings.add("dimension_twice", place, {"name": name})
            elif name in CELL_COLUMN_NAMES:
                self._findings.add("dimension_name_reserved", place, {"name": name})
        return len(self._findings) == before

    def _cells(self, dimensions: tuple[Dimension, ...]) -> CellRows | None:
        if self._unit_is_broken or "cells" in self._draft.broken:
            return None
        table = self._reader.read(self._document.cells, "/cells")
        return None if table is None else read_cells(table, dimensions, self._money, self._findings)

    def _apply_limits(self, problem: AllocationProblem) -> list[Finding]:
        """Apply every limit for its findings; the notices of those that fit."""
        context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
        statements: list[tuple[str, Limit]] = []
        if "company_target" not in self._draft.broken:
            statements.append(("/company_target", problem.company_total))
        for position, limit in zip(self._draft.limits, problem.limits, strict=True):
            statements.append((as_pointer(["limits", position]), limit))
        for pointer, statement in statements:
            try:
                money = problem.money.of(statement.counts)
                for name in statement.money_fields():
                    amount = getattr(statement, name)
                    if isinstance(amount, Decimal) and money is not None:
                        context.amount(amount, as_pointer([name]), money)
                statement.apply(context.at(pointer))
            except StatementError as error:
                self._add_statement(pointer, error)
        return context.notices

    def _check_members(self, problem: AllocationProblem) -> None:
        """What members state about their forecasts and prices, also where no limit asks for it yet."""
        for check in (forecast_distribution, member_prices):
            try:
                check(problem)
            except DataError as error:
                self._add_statement("", error)

    def _check_references(self, problem: AllocationProblem, strategies: dict[str, Strategy]) -> None:
        for strategy in strategies.values():
            try:
                reference_targets(problem, strategy, problem.reference_total)
            except StatementError as error:
                self._add_statement("", error)

    def _add_statement(self, pointer: str, error: StatementError) -> None:
        finding = Finding(error.code, Location(pointer=error.pointer(pointer)), error.facts)
        if not isinstance(error, DataError) or finding not in list(self._findings):
            self._findings.add(finding.code, finding.location, finding.facts)

    def _add_amount(self, pointer: str, error: AmountError) -> None:
        facts: dict[str, Fact] = {"value": str(error.amount), "digits": self._money.written_digits}
        self._findings.add(f"amount_{error.reason}", Location(pointer=pointer), facts)


def _section_rank(finding: Finding) -> int:
    section = finding.location.pointer.removeprefix("/").split("/")[0]
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)
