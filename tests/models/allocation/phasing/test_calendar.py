"""Twelve months from anywhere."""

from __future__ import annotations

from datetime import date

import pytest

from models.allocation.phasing.calendar import PlanCalendar, iso_date, plan_calendar


def test_a_fiscal_year_runs_into_the_next_one() -> None:
    calendar = PlanCalendar(2025, 4)
    assert calendar.months[0] == "2025-04"
    assert calendar.months[-1] == "2026-03"
    assert calendar.names == ("apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar")
    assert calendar.firsts[8:10] == (date(2025, 12, 1), date(2026, 1, 1))


def test_days_know_leap_years() -> None:
    assert PlanCalendar(2024, 1).days[1] == 29
    assert PlanCalendar(2023, 4).days[10] == 29
    assert PlanCalendar(2025, 1).days == (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-1", "25-01", "2025-01-01", "", "1899-01", "２０２５-01"])
def test_what_is_no_month(text: str) -> None:
    assert plan_calendar(text) is None


@pytest.mark.parametrize("text", ["2025-02-29", "2025-3-1", "01.03.2025", "20250301", "", None, 45000, True])
def test_what_is_no_day(text: object) -> None:
    assert iso_date(text) is None


def test_a_day() -> None:
    assert iso_date("2024-02-29") == date(2024, 2, 29)
