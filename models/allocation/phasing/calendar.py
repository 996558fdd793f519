"""The plan year as twelve calendar months and four quarters, wherever it begins."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

MONTHS, QUARTERS, MONTHS_PER_QUARTER = 12, 4, 3

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Columns of a seasonality table: calendar months, so that they mean the same in every fiscal year."""

FIRST_YEAR, LAST_YEAR = 1900, 2999

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class PlanCalendar:
    """Twelve months from `month` (1 … 12) of `year`. Quarters are three plan months each, whatever they are called."""

    year: int
    month: int

    @cached_property
    def firsts(self) -> tuple[date, ...]:
        """First day of each plan month."""
        count = self.year * MONTHS + self.month - 1
        return tuple(date((count + m) // MONTHS, (count + m) % MONTHS + 1, 1) for m in range(MONTHS))

    @cached_property
    def days(self) -> tuple[int, ...]:
        """Days of each plan month."""
        return tuple(calendar.monthrange(first.year, first.month)[1] for first in self.firsts)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The seasonality column of each plan month."""
        return tuple(MONTH_NAMES[first.month - 1] for first in self.firsts)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Labels of the plan months: 2025-04 …"""
        return tuple(f"{first.year:04d}-{first.month:02d}" for first in self.firsts)

    @property
    def quarters(self) -> tuple[str, ...]:
        """Labels of the plan's quarters: Q1 is its first three months."""
        return tuple(f"Q{quarter + 1}" for quarter in range(QUARTERS))

    @property
    def start(self) -> str:
        """Label of the first month."""
        return self.months[0]


def plan_calendar(start: str) -> PlanCalendar | None:
    """The calendar of a first month written as 2025-01; None where that is no month."""
    found = _MONTH.fullmatch(start)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return PlanCalendar(int(found[1]), int(found[2]))


def iso_date(text: object) -> date | None:
    """The day written as 2025-03-15; None where it is no day."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
