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
from scenarios.incentives.definition.target_places import Rows, TargetPlaces

CHUNK = 100_000
"""Rows that are spread at once."""


@dataclass(frozen=True, eq=False)
class TargetRows:
    """Targets per month (12, n, m) and the outlook of the year (n, m). `carried`: what targets of an allocation carry
    of the company target, (n, m), NaN where they are of none; None: no allocation. `places`: where rows state them."""

    targets: FloatArray
    outlook: Outlook
    carried: FloatArray | None = None
    places: TargetPlaces | None = None


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

    Finds `person_unknown`, `measure_unknown`, `target_twice`, `forecast_twice`, and what is wrong with texts,
    numbers and periods.
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
    every = Rows(people, chosen, periods)
    _check_once(table, roster, measures, every, target, forecast, findings)
    if len(findings) > before:
        return None
    stated = np.flatnonzero(np.isfinite(target))
    rows = Rows(people[stated], chosen[stated], periods[stated])
    active = roster.active_months(first_month)
    places = TargetPlaces(table.outline(), every, np.isfinite(target))
    targets = _spread(rows, target[stated], active, seasonality, measures)
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in measures], dtype=np.bool_)
    away = (active == 0)[:, :, None] & adds & np.isfinite(targets).any(axis=0)
    mean, spread = np.full((2, roster.count, len(measures)), np.nan)
    for numbers, column in ((mean, forecast), (spread, log_sd)):
        there = np.isfinite(column)
        numbers[people[there], chosen[there]] = column[there]
    return TargetRows(np.where(away & np.isnan(targets), 0.0, targets), Outlook(mean, spread), places=places)


def _spread(
    rows: Rows, totals: FloatArray, active: FloatArray, seasonality: FloatArray, measures: Sequence[Measure]
) -> FloatArray:
    """Targets per month (12, n, m); NaN where no row speaks of a month. Whoever joins within the year has the whole
    target in the months of being there."""
    targets = np.full((MONTHS, active.shape[1], len(measures)), np.nan)
    month = np.arange(MONTHS)
    for start in range(0, totals.size, CHUNK):
        some = slice(start, start + CHUNK)
        people, chosen = rows.people[some], rows.measures[some]
        first, count = rows.periods[some].T
        inside = (month >= first[:, None]) & (month < (first + count)[:, None])
        shares = np.where(inside, (seasonality[:, None] * active[:, people]).T, 0.0)
        shares = np.where(shares.sum(axis=1, keepdims=True) > 0, shares, inside)
        for index in np.unique(chosen).tolist():
            ours = chosen == index
            parts = spread_over(totals[some][ours], shares[ours], measures[index])
            row, at = np.nonzero(inside[ours])
            targets[at, people[ours][row], index] = parts[row, at]
    return targets


def spread_over(totals: FloatArray, shares: FloatArray, measure: Measure) -> FloatArray:
    """Targets of r rows by month, (r, 12), by shares of the same shape: a level is the same in every month; a sum
    follows the shares, and months of money are whole minor units that add up to it exactly."""
    if measure.adds_by is not Aggregate.SUM:
        return np.repeat(totals[:, None], shares.shape[1], axis=1)
    whole = shares.sum(axis=1, keepdims=True)
    if measure.counts is not Counts.MONEY:
        return np.asarray(totals[:, None] * shares / whole)
    reached = whole_minor(totals[:, None] * np.cumsum(shares, axis=1) / whole)
    last = shares.shape[1] - 1 - np.argmax(shares[:, ::-1] > 0, axis=1)
    reached = np.where(np.arange(shares.shape[1]) >= last[:, None], totals[:, None], reached)
    return np.diff(reached, axis=1, prepend=0.0)


def _check_once(
    table: Table,
    roster: Roster,
    measures: Sequence[Measure],
    rows: Rows,
    target: FloatArray,
    forecast: FloatArray,
    findings: FindingList,
) -> None:
    """Periods of one person's targets of one measure do not overlap, and its year is forecast once."""

    def add(code: str, row: int, column: str) -> None:
        facts = {"person": roster.keys[rows.people[row]], "measure": measures[rows.measures[row]].name}
        findings.add(code, table.place(row, column), facts)

    first, count = rows.periods.T
    begins = rows.code * (MONTHS + 1) + first
    for row in _overlapping(np.flatnonzero(np.isfinite(target)), begins, begins + count):
        add("target_twice", row, "target")
    year = rows.code * (MONTHS + 1)
    for row in _overlapping(np.flatnonzero(np.isfinite(forecast)), year, year + MONTHS):
        add("forecast_twice", row, "forecast")


def _overlapping(rows: IntArray, begins: IntArray, ends: IntArray) -> list[int]:
    """Of these rows the ones whose stretch overlaps that of another, the later of two."""
    order = rows[np.argsort(begins[rows], kind="stable")]
    if order.size < 2:
        return []
    reached = np.maximum.accumulate(ends[order])[:-1]
    again = begins[order][1:] < reached
    return sorted(set(np.maximum(order[1:], order[:-1])[again].tolist()))


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
