"""From a document to an incentive plan, with everything that is wrong listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from pydantic import ValidationError

from models.allocation.phasing.calendar import FIRST_YEAR, LAST_YEAR, plan_calendar
from models.arrays import FloatArray
from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location, as_pointer
from models.history.calendar import MONTHS, month_of
from models.incentives.components.base import ComponentError
from models.incentives.incentive_plan import IncentivePlan, Outlook
from models.incentives.long_term.base import LongTermAssumptions
from models.incentives.pay_class import PayClass, pay_class
from models.incentives.roster import Roster
from models.tables.base import Table
from models.units import AmountError, Money
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.definition.source import Source
from scenarios.definition.table_folder import TableFolder
from scenarios.definition.table_reading import TableReader
from scenarios.incentives.definition.actual_rows import read_actuals
from scenarios.incentives.definition.allocation import (
    AllocatedPlan,
    AllocationDocument,
    read_allocation,
    with_allocation,
)
from scenarios.incentives.definition.allocation_checks import check_year
from scenarios.incentives.definition.cap_checks import check_caps
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.needed import check_targets
from scenarios.incentives.definition.people import read_people
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.definition.plan_places import PlanPlaces
from scenarios.incentives.definition.target_rows import TargetRows, read_targets
from scenarios.incentives.definition.targets_outside import within_stay
from scenarios.incentives.definition.variant_checks import check_variants

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def build_plan(
    source: Source,
    folder: TableFolder | None,
    ceilings: Ceilings,
    actuals: Table | None = None,
    allocation: AllocationDocument | None = None,
    *,
    needs_actuals: bool = True,
) -> LoadedPlan:
    """The plan of a document, with its actuals where it has some. `actuals`, `allocation`: given beside it, in the
    place of its own. Without `needs_actuals` their table is not opened. Raises InvalidInput with every finding, and
    TooLarge."""
    findings = FindingList()
    reader = TableReader(folder, ceilings, findings, source.tables)
    document = _document(source, findings)
    loaded = (
        None
        if document is None
        else _Builder(source, document, reader, allocation).build(actuals, needs_actuals=needs_actuals)
    )
    if loaded is None or len(findings) or source.faults:
        located = [source.locate(finding) for finding in source.unexplained(findings)]
        raise InvalidInput([*source.faults, *located])
    return replace(loaded, notices=tuple(source.locate(notice) for notice in loaded.notices))


def _document(source: Source, findings: FindingList) -> IncentivePlanDocument | None:
    if not isinstance(source.value, Mapping):
        findings.extend([no_document(source.value)])
        return None
    try:
        return IncentivePlanDocument.model_validate(source.value)
    except ValidationError as error:
        found = schema_findings(error, source.value, IncentivePlanDocument)
        findings.extend([finding for _, finding in found])
        return None


class _Builder:
    """Goes through the sections; what a broken section would only make look wrong is left unchecked."""

    def __init__(
        self,
        source: Source,
        document: IncentivePlanDocument,
        reader: TableReader,
        allocation: AllocationDocument | None,
    ) -> None:
        self._source, self._document, self._reader, self._findings = source, document, reader, reader.findings
        self._allocation = allocation
        self._money = Money(document.money.currency, document.money.unit)

    def build(self, actuals: Table | None, *, needs_actuals: bool) -> LoadedPlan | None:
        """Everything, or None with the reasons in the findings."""
        first_month = self._first_month()
        classes = self._classes()
        self._check_amounts()
        self._check_clawbacks()
        budget = self._budget()
        if first_month is None or len(self._findings):
            return None
        roster = self._people(classes, first_month)
        if roster is None:
            return None
        self._check_attributes(classes, roster)
        check_caps(self._document.groups, classes, roster, self._money, self._findings)
        rows = self._targets(roster, first_month)
        if rows is None or rows.places is None or len(self._findings):
            return None
        allocated = self._allocated(rows, roster, first_month)
        if len(self._findings):
            return None
        measures, shares, notices = self._document.measures, self._shares(), self._reader.notices
        counted = within_stay(allocated, roster, measures, first_month, shares, rows.places, notices)
        plan = self._plan(first_month, classes, roster, counted, budget)
        allocation = self._allocation or self._document.allocation
        check_targets(plan, rows.places, self._findings, is_allocated=allocation is not None)
        table = actuals if actuals is not None or not needs_actuals else self._own_actuals()
        achieved = None if table is None else read_actuals(table, plan, self._findings)
        if len(self._findings):
            return None
        places = PlanPlaces(self._source.outline(), rows.places, None if achieved is None else achieved.places)
        stated = None if achieved is None else achieved.actuals
        return LoadedPlan(self._document, plan, stated, tuple(self._reader.notices), places)

    def _first_month(self) -> int | None:
        document = self._document
        if document.start is not None:
            calendar = plan_calendar(document.start)
            return None if calendar is None else month_of(calendar.firsts[0])
        if _YEAR.fullmatch(document.period) and FIRST_YEAR <= int(document.period) <= LAST_YEAR:
            return MONTHS * int(document.period)
        self._findings.add("plan_start_missing", Location(pointer="/start"), {"period": document.period})
        return None

    def _classes(self) -> tuple[PayClass, ...]:
        """Of every group the class without a variant, then one per variant."""
        found: list[PayClass] = []
        for index, group in enumerate(self._document.groups):
            for variant in (None, *group.variants):
                try:
                    found.append(pay_class(group, variant, self._money, self._document.measures))
                except ComponentError as error:
                    place = Location(pointer=as_pointer(["groups", index, *error.path]))
                    if all(known.location != place for known in self._findings):
                        self._findings.add(error.code, place, error.facts)
                except AmountError:
                    continue  # found with the group's other amounts
        return tuple(found)

    def _check_amounts(self) -> None:
        for index, group in enumerate(self._document.groups):
            for path, amount in group.amounts():
                try:
                    self._money.to_minor(amount)
                except AmountError as error:
                    self._add_amount(Location(pointer=as_pointer(["groups", index, *path])), error)

    def _check_clawbacks(self) -> None:
        names = [measure.name for measure in self._document.measures]
        counts = {measure.name: measure.counts for measure in self._document.measures}
        for index, group in enumerate(self._document.groups):
            if group.clawback is None:
                continue
            both = [group.clawback.measure, group.clawback.of]
            if all(name in counts for name in both) and counts[both[0]] is not counts[both[1]]:
                place = Location(pointer=as_pointer(["groups", index, "clawback", "measure"]))
                self._findings.add("measures_differ", place, {"names": both})
            for field in ("measure", "of"):
                name = getattr(group.clawback, field)
                if name not in names:
                    place = Location(pointer=as_pointer(["groups", index, "clawback", field]))
                    self._findings.add("measure_unknown", place, {"name": name, "known": names})

    def _budget(self) -> int | None:
        if self._document.budget is None:
            return None
        try:
            return self._money.to_minor(self._document.budget)
        except AmountError as error:
            self._add_amount(Location(pointer="/budget"), error)
            return None

    def _people(self, classes: tuple[PayClass, ...], first_month: int) -> Roster | None:
        table = self._reader.read(self._document.people, "/people")
        if table is None:
            return None
        return read_people(table, classes, self._money, first_month, self._findings, self._reader.notices)

    def _check_attributes(self, classes: tuple[PayClass, ...], roster: Roster) -> None:
        """Attributes that variants ask for are held by somebody, and hire dates are there where service counts."""
        check_variants(self._document.groups, roster, self._findings, self._reader.notices)
        for index, one in enumerate(classes):
            if not any(element.needs_service for element in one.group.long_term):
                continue
            for who in roster.members(index)[roster.hired[roster.members(index)] < 0].tolist():
                facts: dict[str, Fact] = {"person": roster.labels[who], "group": one.group.shown}
                self._findings.add("hired_missing", Location(pointer="/people"), facts)

    def _targets(self, roster: Roster, first_month: int) -> TargetRows | None:
        table = self._reader.read(self._document.targets, "/targets")
        if table is None:
            return None
        measures = self._document.measures
        return read_targets(table, roster, measures, self._money, first_month, self._shares(), self._findings)

    def _shares(self) -> FloatArray:
        """Twelve parts of the year, as the document states them, else even."""
        written = self._document.seasonality
        shares = np.full(MONTHS, 1.0) if written is None else np.array(written, dtype=np.float64)
        return np.asarray(shares / shares.sum())

    def _allocated(self, rows: TargetRows, roster: Roster, first_month: int) -> TargetRows:
        """The rows with what an allocation gives people."""
        document = self._allocation or self._document.allocation
        plan = None if document is None else self._allocated_plan(document)
        if document is None or plan is None:
            return rows
        findings, notices = self._findings, self._reader.notices
        period = None if plan.period is None else str(plan.period)
        check_year(period, plan.phasing.months, self._document.period, first_month, findings, notices)
        measures, money, shares = self._document.measures, self._money, self._shares()
        return with_allocation(rows, plan, document, roster, measures, money, first_month, shares, findings, notices)

    def _allocated_plan(self, document: AllocationDocument) -> AllocatedPlan | None:
        if document.file is None:
            return read_allocation(document.plan, self._findings)
        data = self._reader.fetched_file(document.file, "/allocation/file")
        if data is None:
            return None
        return read_allocation(read_json(data, document.file, self._reader.ceilings).value, self._findings)

    def _plan(
        self, first_month: int, classes: tuple[PayClass, ...], roster: Roster, rows: TargetRows, budget: int | None
    ) -> IncentivePlan:
        document, outlook = self._document, rows.outlook
        log_sd = np.where(np.isnan(outlook.log_sd), document.log_sd, outlook.log_sd)
        later = document.long_term
        return IncentivePlan(
            name=document.name,
            language=document.language,
            money=self._money,
            first_month=first_month,
            measures=document.measures,
            classes=classes,
            roster=roster,
            targets=rows.targets,
            outlook=Outlook(outlook.mean, np.where(np.isnan(outlook.mean), np.nan, log_sd)),
            assumptions=LongTermAssumptions(later.discount_rate, later.leaver_rate, later.horizon_years),
            margin_rate=document.margin_rate,
            budget_minor=budget,
            carried=rows.carried,
        )

    def _own_actuals(self) -> Table | None:
        written = self._document.actuals
        return None if written is None else self._reader.read(written, "/actuals")

    def _add_amount(self, place: Location, error: AmountError) -> None:
        facts: dict[str, Fact] = {"value": str(error.amount), "digits": self._money.written_digits}
        self._findings.add(f"amount_{error.reason}", place, facts)
