"""Months and fiscal years as whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import overload

from models.arrays import IntArray

MONTHS = 12


def month_of(day: date) -> int:
    """The month as one number: 12 · year + month − 1."""
    return MONTHS * day.year + day.month - 1


def month_text(month: int) -> str:
    """The month as people write it: 2019-07."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}"


def days_in(month: int) -> int:
    """Days of a month."""
    return (first_day(month + 1) - first_day(month)).days


def first_day(month: int) -> date:
    """The month's first day."""
    return date(month // MONTHS, month % MONTHS + 1, 1)


@dataclass(frozen=True)
class FiscalCalendar:
    """Fiscal years that begin with month `starts` (1 to 12).

    A fiscal year is named after the calendar year in which it ends; with `named_after_start`, in which it begins.
    """

    starts: int = 1
    named_after_start: bool = False

    def first_month(self, year: int) -> int:
        """First month of a fiscal year."""
        back = 0 if self.starts == 1 or self.named_after_start else 1
        return MONTHS * (year - back) + self.starts - 1

    def months(self, year: int) -> range:
        """The twelve months of a fiscal year."""
        first = self.first_month(year)
        return range(first, first + MONTHS)

    @overload
    def year_of(self, month: int) -> int: ...
    @overload
    def year_of(self, month: IntArray) -> IntArray: ...
    def year_of(self, month: int | IntArray) -> int | IntArray:
        """The fiscal year of a month."""
        return (month - self.first_month(0)) // MONTHS

    @overload
    def place_of(self, month: int) -> int: ...
    @overload
    def place_of(self, month: IntArray) -> IntArray: ...
    def place_of(self, month: int | IntArray) -> int | IntArray:
        """The month's place in its fiscal year, 0 to 11."""
        return (month - self.first_month(0)) % MONTHS

    def label(self, year: int) -> str:
        """What people call the year: 2025, or FY2020 where it is not the calendar's."""
        return str(year) if self.starts == 1 else f"FY{year}"


def months_active(start: date, months: range) -> tuple[Fraction, ...]:
    """Per month of a year the part that lies on or after the start: 1, or the days left of the days there are."""
    first = month_of(start)
    return tuple(
        Fraction(days_in(month) - start.day + 1, days_in(month)) if month == first else Fraction(int(month > first))
        for month in months
    )
