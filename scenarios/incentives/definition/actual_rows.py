"""Actual rows of an incentive plan: one row per person and period, one column per measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import IntArray
from models.findings import Fact, FindingList, Suggestions
from models.history.calendar import MONTHS
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.tables.base import Table
from scenarios.definition.columns import Column
from scenarios.definition.number_columns import mixed_column
from scenarios.definition.text_columns import text_column
from scenarios.incentives.definition.columns import PERIOD, PERSON
from scenarios.incentives.definition.periods import read_periods, stretch_texts
from scenarios.incentives.definition.plan_places import ActualPlaces
from scenarios.incentives.definition.target_rows import people_column


@dataclass(frozen=True, eq=False)
class ActualRows:
    """The actuals, and where their rows stand."""

    actuals: Actuals
    places: ActualPlaces


def read_actuals(table: Table, plan: IncentivePlan, findings: FindingList) -> ActualRows | None:
    """The actuals of a table; None with the reasons in `findings`.

    Finds `no_actuals`, `column_unknown`, `person_unknown`, `actual_twice`, `periods_mixed`, `period_gap`, and what is
    wrong with texts, numbers and periods. Numbers that are missing are found where they are needed.
    """
    before = len(findings)
    if not table.count:
        findings.add("no_actuals", table.place(None, None))
        return None
    names = [measure.name for measure in plan.measures]
    _check_columns(table, names, findings)
    if len(findings) > before:
        return None
    people = people_column(table, plan.roster, findings)
    periods = read_periods(table, text_column(table, PERIOD.name, findings), plan.first_month, findings)
    columns = [_numbers(table, plan, index, findings) for index in range(len(names))]
    if len(findings) > before:
        return None
    ends = _ends(table, periods, plan, findings)
    if len(findings) > before:
        return None
    stretch = np.searchsorted(np.array(ends), periods[:, 0] + periods[:, 1])
    _check_twice(table, plan, people, stretch, findings)
    values = np.full((len(ends), plan.roster.count, len(names)), np.nan)
    for index, column in enumerate(columns):
        values[stretch, people, index] = column
    rows = np.full((len(ends), plan.roster.count), -1, dtype=np.int64)
    rows[stretch, people] = np.arange(table.count)
    places = ActualPlaces(table.outline(), rows)
    return ActualRows(Actuals(values, ends), places) if len(findings) == before else None


def _check_columns(table: Table, names: list[str], findings: FindingList) -> None:
    known = [PERSON.name, PERIOD.name, *names]
    if PERSON.name not in table.names:
        near = Suggestions(table.names).near(PERSON.name)
        findings.add("column_missing", table.place(None, PERSON.name), {"column": PERSON.name, "near": near})
    suggestions = Suggestions(known)
    for name, place in table.strangers(frozenset(known)):
        facts: dict[str, Fact] = {"column": name[:60], "known": known, "near": suggestions.near(name)}
        findings.add("column_unknown", place, facts)


def _numbers(table: Table, plan: IncentivePlan, index: int, findings: FindingList) -> np.ndarray:
    measure = plan.measures[index]
    is_money = np.full(table.count, measure.counts is Counts.MONEY)
    return mixed_column(table, Column(measure.name, "money", measure.shown), is_money, plan.money, findings)


def _ends(table: Table, periods: IntArray, plan: IncentivePlan, findings: FindingList) -> tuple[int, ...]:
    """Plan months over at the end of each stretch; all stretches have one length, and none is left out in which
    somebody is there. Those in which nobody is there need no rows, at the end of what is stated either."""
    lengths = np.unique(periods[:, 1])
    if lengths.size > 1:
        row = int(np.flatnonzero(periods[:, 1] != periods[0, 1])[0])
        findings.add("periods_mixed", table.place(row, PERIOD.name), {})
        return ()
    length = int(lengths[0])
    stated = np.unique(periods.sum(axis=1))
    ends = np.arange(length, MONTHS + 1, length)
    is_empty = plan.roster.absent(plan.first_month, ends.tolist()).all(axis=1)
    lacks = ~np.isin(ends, stated) & ~is_empty
    missing = np.flatnonzero(lacks & (ends < stated[-1])).tolist()
    if missing:
        facts = {"periods": stretch_texts(plan.first_month, ends.tolist(), missing)}
        findings.add("period_gap", table.place(None, None), facts)
    open_ends = np.flatnonzero(lacks & (ends > stated[-1]))
    return tuple(ends[: open_ends[0] if open_ends.size else None].tolist())


def _check_twice(table: Table, plan: IncentivePlan, people: IntArray, stretch: IntArray, findings: FindingList) -> None:
    code = people * (int(stretch.max()) + 1) + stretch
    order = np.argsort(code, kind="stable")
    again = np.flatnonzero(np.diff(code[order]) == 0) + 1
    for place in again.tolist():
        row, first = int(order[place]), int(order[place - 1])
        facts = {"person": plan.roster.keys[int(people[row])], "first": table.place(first, None).address}
        findings.add("actual_twice", table.place(row, None), facts)
