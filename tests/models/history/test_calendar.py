"""Months and fiscal years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.history.calendar import FiscalCalendar, days_in, month_of, month_text, months_active

JULY = FiscalCalendar(7)


class TestFiscalCalendar:
    @pytest.mark.parametrize(
        ("calendar", "day", "year"),
        [
            (FiscalCalendar(), date(2024, 12, 31), 2024),
            (JULY, date(2018, 6, 30), 2018),
            (JULY, date(2018, 7, 1), 2019),
            (FiscalCalendar(4, named_after_start=True), date(2025, 3, 31), 2024),
            (FiscalCalendar(4, named_after_start=True), date(2025, 4, 1), 2025),
        ],
    )
    def test_year_of_a_day(self, calendar: FiscalCalendar, day: date, year: int) -> None:
        assert calendar.year_of(month_of(day)) == year

    def test_months_of_a_year(self) -> None:
        months = JULY.months(2019)
        assert (month_text(months[0]), month_text(months[-1]), len(months)) == ("2018-07", "2019-06", 12)

    def test_labels(self) -> None:
        assert (JULY.label(2020), FiscalCalendar().label(2025)) == ("FY2020", "2025")

    @given(st.integers(1, 12), st.booleans(), st.integers(1950 * 12, 2150 * 12))
    def test_a_month_lies_in_its_own_year(self, starts: int, after_start: bool, month: int) -> None:
        calendar = FiscalCalendar(starts, after_start)
        months = calendar.months(calendar.year_of(month))
        assert months[calendar.place_of(month)] == month

    def test_arrays(self) -> None:
        months = np.array([month_of(date(2018, 6, 1)), month_of(date(2018, 7, 1))])
        assert JULY.year_of(months).tolist() == [2018, 2019]


class TestMonthsActive:
    def test_a_start_on_the_first(self) -> None:
        active = months_active(date(2018, 11, 1), JULY.months(2019))
        assert active == (0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1)

    def test_the_first_month_counts_by_its_days(self) -> None:
        active = months_active(date(2024, 11, 16), FiscalCalendar().months(2024))
        assert active[10] == Fraction(1, 2)
        assert active[11] == 1

    def test_leap_years(self) -> None:
        assert days_in(month_of(date(2024, 2, 1))) == 29
