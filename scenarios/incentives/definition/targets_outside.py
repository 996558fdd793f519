"""Targets and forecasts of people who were not there the whole year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.arrays import FloatArray
from models.findings import Fact, FindingList
from models.history.calendar import MONTHS, month_text
from models.incentives.incentive_plan import Outlook
from models.incentives.measure import Aggregate, Counts, Measure
from models.incentives.roster import Roster
from models.incentives.rounded import whole_minor
from scenarios.incentives.definition.periods import stretch_texts
from scenarios.incentives.definition.target_places import TargetPlaces
from scenarios.incentives.definition.target_rows import TargetRows

ENDS = range(1, MONTHS + 1)


def within_stay(
    rows: TargetRows,
    roster: Roster,
    measures: Sequence[Measure],
    first_month: int,
    seasonality: FloatArray,
    places: TargetPlaces,
    notices: FindingList,
) -> TargetRows:
    """The rows without targets before the hire and after leaving: nothing of a sum, unknown of a mean or last. Of a
    month in which somebody leaves, sums keep the part that was served. Forecasts of sums of those who leave shrink as
    their targets do, else by `seasonality`.

    Notes `target_before_hire` per person and measure of a sum; after leaving every target of a year ends.
    """
    early, late = roster.outside_employment(first_month, ENDS)
    served = roster.until_leaving(first_month)
    if not early.any() and (served == 1).all():
        return rows
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in measures], dtype=np.bool_)
    targets = rows.targets.copy()
    _note_early(targets, roster, measures, first_month, places, notices)
    nothing = np.where(adds & ~np.isnan(targets).all(axis=0), 0.0, np.nan)
    leavers = np.flatnonzero((served < 1).any(axis=0))
    whole = np.nansum(targets[:, leavers], axis=0)
    for outside in (early, late):
        months, people = np.nonzero(outside)
        targets[months, people] = nothing[people]
    _keep_part(targets, served, measures)
    mean = rows.outlook.mean.copy()
    shares = seasonality[:, None] * roster.active_months(first_month)[:, leavers]
    all_of_it = shares.sum(axis=0)
    kept = np.divide(
        (shares * served[:, leavers]).sum(axis=0), all_of_it, out=np.ones(leavers.size), where=all_of_it > 0
    )
    part = np.divide(
        np.nansum(targets[:, leavers], axis=0), whole, out=np.repeat(kept[:, None], adds.size, 1), where=whole > 0
    )
    mean[leavers] = np.where(adds, mean[leavers] * part, mean[leavers])
    carried = None if rows.carried is None else _shrunk(rows.carried, rows.targets, targets)
    return replace(rows, targets=targets, outlook=Outlook(mean, rows.outlook.log_sd), carried=carried)


def _keep_part(targets: FloatArray, served: FloatArray, measures: Sequence[Measure]) -> None:
    """Shrinks sums of months that were served in part; money stays whole minor units."""
    months, people = np.nonzero((served > 0) & (served < 1))
    for index, measure in enumerate(measures):
        if measure.adds_by is Aggregate.SUM:
            kept = targets[months, people, index] * served[months, people]
            targets[months, people, index] = whole_minor(kept) if measure.counts is Counts.MONEY else kept


def _shrunk(carried: FloatArray, before: FloatArray, after: FloatArray) -> FloatArray:
    """What targets carry of the company target (n, m), by what is left of the targets (12, n, m)."""
    whole = np.nansum(before, axis=0)
    return np.asarray(carried * np.divide(np.nansum(after, axis=0), whole, out=np.ones_like(whole), where=whole > 0))


def _note_early(
    targets: FloatArray,
    roster: Roster,
    measures: Sequence[Measure],
    first_month: int,
    places: TargetPlaces,
    notices: FindingList,
) -> None:
    early = roster.outside_employment(first_month, ENDS)[0]
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in measures], dtype=np.bool_)
    joiners = np.flatnonzero(early.any(axis=0))
    own = targets[:, joiners]
    stated = early[:, joiners, None] & adds & ~np.isnan(own) & (own != 0)
    for place, index in np.argwhere(stated.any(axis=0)).tolist():
        who = int(joiners[place])
        facts: dict[str, Fact] = {
            "person": roster.labels[who],
            "measure": measures[index].shown,
            "hired": month_text(int(roster.hired[who])),
            "periods": stretch_texts(first_month, ENDS, np.flatnonzero(stated[:, place, index]).tolist()),
        }
        notices.add("target_before_hire", places.target(who, [index], is_stated=True), facts)
