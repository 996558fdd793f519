"""Target rows of an incentive plan: targets by month, and what is expected of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.findings import Fact, FindingList, Suggestions
from models.history.calendar import MONTHS
from models.incentives.incentive_plan import Outlook
from models.incentives.measure import Aggregate, Counts, Measure
from models.incentives.roster import Roster
from models.incentives.rounded import whole_minor
from models.tables.base import Table
from models.units import Money
from scenarios.definition.number_columns import mixed_column, rate_column
from scenarios.definition.text_columns import text_column
from scenarios.incentives.definition.columns import FORECAST, LOG_SD, TARGET, TARGET_COLUMNS
from scenarios.incentives.definition.periods import read_periods


@dataclass(frozen=True, eq=False)
class TargetRows:
    """Targets per month (12, n, m) and the outlook of the year (n, m)."""

    targets: FloatArray
    outlook: Outlook


def read_targets(
    table: Table,
    roster: Roster,
    measures: tuple[Measure, ...],
    money: Money,
    first_month: int,
    seasonality: FloatArray,
    findings: FindingList,
) -> TargetRows | None:
    """The targets of a table; None with the reasons in `findings`. `seasonality`: twelve shares that add up to one.

    Finds `person_unknown`, `measure_unknown`, `target_twice`, and what is wrong with texts, numbers and periods.
    """
    before = len(findings)
    check_columns(table, [column.name for column in TARGET_COLUMNS], findings)
    if len(findings) > before:
        return None
    people = people_column(table, roster, findings)
    chosen = _measures(table, measures, findings)
    periods = read_periods(table, text_column(table, "period", findings), first_month, findings)
    is_money = np.array([measure.counts is Counts.MONEY for measure in measures], dtype=np.bool_)[np.maximum(chosen, 0)]
    target = mixed_column(table, TARGET, is_money, money, findings)
    forecast = mixed_column(table, FORECAST, is_money, money, findings)
    log_sd = rate_column(table, LOG_SD, findings)
    if len(findings) > before:
        return None
    targets = np.full((MONTHS, roster.count, len(measures)), np.nan)
    mean, spread = np.full((2, roster.count, len(measures)), np.nan)
    for row in range(table.count):
        place = (people[row], chosen[row])
        if np.isfinite(target[row]):
            first, count = periods[row].tolist()
            stretch = targets[first : first + count, place[0], place[1]]
            if np.isfinite(stretch).any():
                facts = {"person": roster.keys[people[row]], "measure": measures[chosen[row]].name}
                findings.add("target_twice", table.place(row, "target"), facts)
            # Whoever joins within the year has the whole target in the months after.
            joined = int(roster.hired[people[row]]) - first_month
            shares = np.where(np.arange(MONTHS) < joined, 0.0, seasonality)[first : first + count]
            stretch[:] = spread_over(float(target[row]), shares, measures[chosen[row]])
        mean[place] = forecast[row] if np.isfinite(forecast[row]) else mean[place]
        spread[place] = log_sd[row] if np.isfinite(log_sd[row]) else spread[place]
    return TargetRows(targets, Outlook(mean, spread)) if len(findings) == before else None


def spread_over(total: float, shares: FloatArray, measure: Measure) -> FloatArray:
    """A stretch's target by month: a level is the same in every month; a sum follows the shares, and months of money
    are whole minor units that add up to it exactly."""
    if measure.adds_by is not Aggregate.SUM:
        return np.full(shares.size, total)
    whole = shares.sum()
    parts = np.cumsum(shares) / whole if whole > 0 else np.arange(1, shares.size + 1) / shares.size
    reached = total * parts
    if measure.counts is Counts.MONEY:
        reached = whole_minor(reached)
    reached[-1] = total
    return np.diff(reached, prepend=0.0)


def check_columns(table: Table, known: Sequence[str], findings: FindingList) -> None:
    """Columns that are needed and missing, or there and not known."""
    if table.count == 0:
        return
    missing = [name for name in known[:2] if name not in table.names]
    suggestions = Suggestions(table.names)
    for name in missing:
        findings.add("column_missing", table.place(None, name), {"column": name, "near": suggestions.near(name)})
    near_known = Suggestions(known)
    for name, place in table.strangers(frozenset(known)):
        facts: dict[str, Fact] = {"column": name[:60], "known": list(known), "near": near_known.near(name)}
        findings.add("column_unknown", place, facts)


def people_column(table: Table, roster: Roster, findings: FindingList) -> IntArray:
    """Everybody's position in the roster, −1 with a finding where nobody is called so."""
    positions = {key: index for index, key in enumerate(roster.keys)}
    suggestions = Suggestions(roster.keys)
    found = np.full(table.count, -1, dtype=np.int64)
    for row, key in enumerate(text_column(table, "person", findings)):
        if not key:
            findings.add("field_missing", table.place(row, "person"), {"field": "person"})
        elif key not in positions:
            findings.add(
                "person_unknown", table.place(row, "person"), {"name": key[:60], "near": suggestions.near(key)}
            )
        else:
            found[row] = positions[key]
    return found


def _measures(table: Table, measures: Sequence[Measure], findings: FindingList) -> IntArray:
    positions = {measure.name: index for index, measure in enumerate(measures)}
    found = np.full(table.count, -1, dtype=np.int64)
    for row, name in enumerate(text_column(table, "measure", findings)):
        if name in positions:
            found[row] = positions[name]
        else:
            findings.add("measure_unknown", table.place(row, "measure"), {"name": name[:60], "known": list(positions)})
    return found
