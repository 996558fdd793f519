"""Who can sell how much in which month: not yet hired, still new, on leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.allocation.dimensions import Dimension
from models.allocation.phasing.calendar import MONTHS, PlanCalendar, iso_date
from models.arrays import FloatArray, IntArray

LEAVE_FROM, LEAVE_TO, LEAVE_SHARE = "leave_from", "leave_to", "leave_share"
HIRE_DATE = "hire_date"


@dataclass(frozen=True)
class Employment:
    """A member's working life: from when, and one leave; `leave_share` of the work stops from `leave_from` to
    `leave_to`, both days included."""

    hired: date | None = None
    leave_from: date | None = None
    leave_to: date | None = None
    leave_share: float = 1.0


def availability(calendar: PlanCalendar, employment: Employment, ramp: Sequence[float]) -> FloatArray:
    """What a member carries of a full month, per plan month (12), each in [0, 1]:

        ramp_i · (days employed − leave_share · days of these on leave) / days of the month

    i counts calendar months from the one of the hire date (0); after the ramp it is 1, before the hire date nothing.
    """
    values = np.zeros(MONTHS)
    for place, (first, days) in enumerate(zip(calendar.firsts, calendar.days, strict=True)):
        last = first + timedelta(days=days - 1)
        begin = first if employment.hired is None else max(first, employment.hired)
        employed = _days(begin, last)
        away = 0
        if employment.leave_from is not None and employment.leave_to is not None:
            away = _days(max(begin, employment.leave_from), min(last, employment.leave_to))
        values[place] = _ramp(employment.hired, first, ramp) * (employed - employment.leave_share * away) / days
    return values


def member_availability(
    dimension: Dimension, calendar: PlanCalendar, ramp: Sequence[float], hire_attribute: str
) -> FloatArray | None:
    """Availability of each leaf (leaves × 12); None where no member of the dimension states a date."""
    if not dimension.attribute_names & {hire_attribute, LEAVE_FROM, LEAVE_TO}:
        return None
    known: dict[Employment, FloatArray] = {}
    rows = []
    for leaf in dimension.leaves:
        employment = _employment(dimension, leaf.key, hire_attribute)
        if employment not in known:
            known[employment] = availability(calendar, employment, ramp)
        rows.append(known[employment])
    return np.array(rows, dtype=np.float64).reshape(len(rows), MONTHS)


def cell_availability(members: IntArray, leaves: Sequence[FloatArray | None]) -> FloatArray:
    """Availability of each cell (cells × 12): the product over its members."""
    values = np.ones((members.shape[1], MONTHS))
    for row, of_leaf in zip(members, leaves, strict=True):
        if of_leaf is not None:
            values = values * of_leaf[row]
    return values


def group_availability(
    code: IntArray, count: int, members: IntArray, leaves: Sequence[FloatArray | None]
) -> FloatArray:
    """Availability of each group of cells (groups × 12): per dimension the mean over the leaves that its cells have,
    each counted once; the product over the dimensions. A team of five with one on leave carries four fifths."""
    inside = code >= 0
    values = np.ones((count, MONTHS))
    for row, of_leaf in zip(members, leaves, strict=True):
        if of_leaf is None:
            continue
        pairs = np.unique(code[inside] * of_leaf.shape[0] + row[inside])
        group, leaf = np.divmod(pairs, of_leaf.shape[0])
        total = np.zeros((count, MONTHS))
        np.add.at(total, group, of_leaf[leaf])
        values = values * total / np.maximum(np.bincount(group, minlength=count), 1)[:, None]
    return values


def _employment(dimension: Dimension, key: str, hire_attribute: str) -> Employment:
    share = dimension.attribute(key, LEAVE_SHARE)
    return Employment(
        hired=iso_date(dimension.attribute(key, hire_attribute)),
        leave_from=iso_date(dimension.attribute(key, LEAVE_FROM)),
        leave_to=iso_date(dimension.attribute(key, LEAVE_TO)),
        leave_share=1.0 if share is None or isinstance(share, str | bool) else float(share),
    )


def _days(first: date, last: date) -> int:
    """Days from `first` to `last`, both included; 0 when they are the wrong way round."""
    return max((last - first).days + 1, 0)


def _ramp(hired: date | None, month: date, ramp: Sequence[float]) -> float:
    if hired is None:
        return 1.0
    since = (month.year - hired.year) * MONTHS + month.month - hired.month
    return ramp[since] if 0 <= since < len(ramp) else 1.0
