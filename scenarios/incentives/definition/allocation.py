"""Targets of an incentive plan from an allocation: what a plan of targets gives each person, measure by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from models.arrays import FloatArray, IntArray
from models.fields import STRICT, Listed, Name, Number
from models.findings import Fact, FindingList, Location, as_pointer
from models.history.calendar import MONTHS
from models.incentives.incentive_plan import Outlook
from models.incentives.measure import Counts, Measure
from models.incentives.roster import Roster
from models.units import AmountError, Money, MoneyUnit
from scenarios.incentives.definition.allocation_checks import PLACE, check_cells, check_selection
from scenarios.incentives.definition.target_rows import TargetRows, spread_over


class AllocationDocument(BaseModel):
    """Where targets come from: a plan document, as `allot solve --out plan.json` writes it. Measures say by `cells`
    which of its cells they count; what it gives a person replaces that person's target rows of the measure."""

    model_config = STRICT

    file: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="Path of the plan, relative to the incentive plan and within its folder."
    )
    plan: dict[str, Any] | None = Field(default=None, description="In the place of `file`: the plan itself.")
    person: Name = Field(default="rep", description="Dimension of the plan whose members are the people, by key.")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.file is None) == (self.plan is None):
            raise PydanticCustomError("allocation_source", "", {"fields": ["file", "plan"]})
        return self


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Money(_Part):
    currency: str
    unit: MoneyUnit


class _Cell(_Part):
    members: dict[str, str]
    target: Number
    plan: Number
    forecast: Number | None = None
    """What the scenario expects of the cell, where the plan is at hand with its scenario; documents carry none."""
    months: Annotated[tuple[Number, ...], Listed] | None = Field(default=None, min_length=MONTHS, max_length=MONTHS)


class _Phasing(_Part):
    months: Annotated[tuple[str, ...], Listed] = ()


class AllocatedPlan(_Part):
    """What is read of a plan document."""

    schema_version: Literal["allot.plan/1"] = Field(alias="schema")
    period: str | int | None = None
    phasing: _Phasing = _Phasing()
    money: _Money
    metric: Literal["amount", "volume"]
    cells: Annotated[tuple[_Cell, ...], Listed] = Field(min_length=1)


def read_allocation(value: object, findings: FindingList) -> AllocatedPlan | None:
    """A plan document; None with `allocation_not_a_plan` in the findings where it is none."""
    try:
        return AllocatedPlan.model_validate(value)
    except ValidationError as error:
        where = as_pointer(error.errors(include_url=False)[0]["loc"])
        findings.add("allocation_not_a_plan", PLACE, {"where": where or "/"})
        return None


def with_allocation(
    rows: TargetRows,
    plan: AllocatedPlan,
    document: AllocationDocument,
    roster: Roster,
    measures: tuple[Measure, ...],
    money: Money,
    first_month: int,
    seasonality: FloatArray,
    findings: FindingList,
    notices: FindingList,
) -> TargetRows:
    """The rows with targets of the allocation in the place of those of the same person and measure. A forecast that is
    not stated is that of the cells, and where a cell has none, what it carries of the company target, without
    over-assignment. Whoever is in the allocation and has no cell that a measure counts has zero of it.

    Finds `allocation_currency`, `allocation_dimension_unknown`, `allocation_member_unknown`, `allocation_counts`,
    `allocation_nobody`, what is wrong with cells, amounts that do not fit; notes `allocation_measure_taken`,
    `allocation_people_unknown`, `allocation_people_keep`, `allocation_forecast_taken`, `allocation_forecast_assumed`,
    `allocation_gives_nothing`.
    """
    if not check_cells(plan.cells, findings):
        return rows
    if plan.money.currency != money.currency and plan.metric == "amount":
        facts: dict[str, Fact] = {"currency": plan.money.currency, "expected": money.currency}
        findings.add("allocation_currency", PLACE, facts)
        return rows
    people = _people(plan, document, roster, findings, notices)
    before = len(findings)
    chosen = _measures(plan, measures, findings, notices)
    if people is None or len(findings) > before:
        return rows
    targets, mean = rows.targets.copy(), rows.outlook.mean.copy()
    carried = np.full(mean.shape, np.nan)
    named = np.unique(people[people >= 0])
    _note_own_targets(roster, named, rows, chosen, notices)
    active = roster.active_months(first_month)
    written = Money(plan.money.currency, plan.money.unit)
    for index in chosen:
        inside = (people >= 0) & _matches(plan.cells, measures[index].cells or {})
        sums = _sums(plan, inside, people, roster.count, written, findings)
        annual, months = sums.target, sums.months
        given = np.unique(people[inside])
        if months is not None:
            targets[:, given, index] = months[:, given]
        else:
            # Whoever joins within the year has the whole target in the months of being there.
            shares = (seasonality[:, None] * active[:, given]).T
            shares = np.where(shares.sum(axis=1, keepdims=True) > 0, shares, 1.0)
            targets[:, given, index] = spread_over(annual[given], shares, measures[index]).T
        carried[given, index] = sums.plan[given]
        unknown = given[np.isnan(mean[given, index])]
        mean[unknown, index] = sums.forecast[unknown] + sums.unforeseen_plan[unknown]
        _note_forecast(measures[index], index, sums, unknown, notices)
        without = np.setdiff1d(named, given)
        nothing = without[np.isnan(targets[:, without, index]).all(axis=0) & np.isnan(mean[without, index])]
        targets[:, nothing, index], mean[nothing, index] = 0.0, 0.0
        if nothing.size:
            facts = {"count": int(nothing.size), "measure": measures[index].shown}
            notices.add("allocation_gives_nothing", _cells_of(index), facts)
    return TargetRows(targets, Outlook(mean, rows.outlook.log_sd), carried)


def _note_own_targets(
    roster: Roster, named: IntArray, rows: TargetRows, chosen: Sequence[int], notices: FindingList
) -> None:
    """Who has a target of what the allocation gives, and is not in it."""
    with_own = np.flatnonzero(np.isfinite(rows.targets[:, :, chosen]).any(axis=(0, 2)))
    names = [roster.labels[who] for who in np.setdiff1d(with_own, named).tolist()]
    if names:
        notices.add("allocation_people_keep", PLACE, {"count": len(names), "names": names})


def _note_forecast(measure: Measure, index: int, sums: _Sums, people: IntArray, notices: FindingList) -> None:
    """What is expected of people whose forecast the incentive plan does not state."""
    stated = int((sums.forecast[people] + (sums.target - sums.unforeseen_target)[people] > 0).sum())
    if stated:
        notices.add("allocation_forecast_taken", _cells_of(index), {"measure": measure.shown, "count": stated})
    planned, target = float(sums.unforeseen_plan[people].sum()), float(sums.unforeseen_target[people].sum())
    if target > 0:
        facts: dict[str, Fact] = {"measure": measure.shown, "percent": round(100 * planned / target, 1)}
        notices.add("allocation_forecast_assumed", _cells_of(index), facts)


def _cells_of(index: int) -> Location:
    return Location(pointer=as_pointer(["measures", index, "cells"]))


def _people(
    plan: AllocatedPlan, document: AllocationDocument, roster: Roster, findings: FindingList, notices: FindingList
) -> IntArray | None:
    """Whose each cell is, −1 for people who are not in the incentive plan."""
    dimensions = list(plan.cells[0].members)
    if document.person not in dimensions:
        place = Location(pointer="/allocation/person")
        findings.add("allocation_dimension_unknown", place, {"name": document.person, "known": dimensions})
        return None
    positions = {key: index for index, key in enumerate(roster.keys)}
    keys = [cell.members[document.person] for cell in plan.cells]
    strangers = sorted({key for key in keys if key not in positions})
    if len(strangers) == len(set(keys)):
        nobody: dict[str, Fact] = {"dimension": document.person, "names": strangers, "people": list(roster.labels)}
        findings.add("allocation_nobody", PLACE, nobody)
        return None
    if strangers:
        notices.add("allocation_people_unknown", PLACE, {"count": len(strangers), "names": strangers})
    return np.array([positions.get(key, -1) for key in keys], dtype=np.int64)


def _measures(
    plan: AllocatedPlan, measures: Sequence[Measure], findings: FindingList, notices: FindingList
) -> list[int]:
    """Measures that count cells; where none says so, the first one that counts what the plan counts."""
    counts = Counts.MONEY if plan.metric == "amount" else Counts.UNITS
    stated = [index for index, measure in enumerate(measures) if measure.cells is not None]
    fitting = [index for index, measure in enumerate(measures) if measure.counts is counts]
    if not stated and fitting:
        notices.add("allocation_measure_taken", PLACE, {"measure": measures[fitting[0]].name})
        return fitting[:1]
    for index in stated or range(1):
        measure = measures[index]
        if measure.counts is not counts:
            findings.add("allocation_counts", _cells_of(index), {"measure": measure.name, "counts": str(counts)})
        check_selection(plan.cells, index, measure, findings)
    return stated


def _matches(cells: Sequence[_Cell], where: Mapping[str, object]) -> np.ndarray:
    wanted = {
        name: {str(value) for value in (values if isinstance(values, tuple) else (values,))}
        for name, values in where.items()
    }
    return np.array([all(cell.members.get(name) in names for name, names in wanted.items()) for cell in cells])


@dataclass(frozen=True, eq=False)
class _Sums:
    """Of everybody, (n,), in minor units or pieces: target and plan of the counted cells, the forecasts of those that
    have one, and of the others target and plan. `months`: (12, n), where all cells have them."""

    target: FloatArray
    plan: FloatArray
    forecast: FloatArray
    unforeseen_target: FloatArray
    unforeseen_plan: FloatArray
    months: FloatArray | None


def _sums(
    plan: AllocatedPlan, inside: np.ndarray, people: IntArray, count: int, written: Money, findings: FindingList
) -> _Sums:
    annual, planned, forecast, bare_target, bare_plan = np.zeros((5, count))
    months = np.zeros((MONTHS, count))
    is_phased = all(cell.months is not None for cell in plan.cells)
    for cell, who, counts in zip(plan.cells, people.tolist(), inside.tolist(), strict=True):
        if not counts:
            continue
        try:
            convert = written.to_minor if plan.metric == "amount" else float
            target, carries = convert(cell.target), convert(cell.plan)
            annual[who] += target
            planned[who] += carries
            if cell.forecast is None:
                bare_target[who] += target
                bare_plan[who] += carries
            else:
                forecast[who] += convert(cell.forecast)
            if is_phased and cell.months is not None:
                months[:, who] += [convert(month) for month in cell.months]
        except AmountError as error:
            findings.add(
                f"amount_{error.reason}", PLACE, {"value": str(error.amount), "digits": written.written_digits}
            )
    return _Sums(annual, planned, forecast, bare_target, bare_plan, months if is_phased else None)
