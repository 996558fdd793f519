"""Late starts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.history.annualisation import active_share
from models.history.calendar import FiscalCalendar, months_active

YEAR = FiscalCalendar().months(2024)
WEIGHTS = st.lists(st.integers(1, 10**6), min_size=12, max_size=12)


def test_a_start_in_the_fifth_month_of_a_fiscal_year() -> None:
    months = FiscalCalendar(7).months(2019)
    assert active_share(months_active(date(2018, 11, 1), months)) == Fraction(8, 12)


def test_by_seasonality() -> None:
    active = months_active(date(2024, 12, 1), YEAR)
    assert active_share(active, [1] * 11 + [9]) == Fraction(9, 20)


@given(WEIGHTS)
def test_a_full_year_is_the_identity(weights: list[int]) -> None:
    assert active_share(months_active(date(2024, 1, 1), YEAR), weights) == 1
    assert active_share(months_active(date(2020, 5, 17), YEAR), weights) == 1


@given(st.dates(date(2024, 1, 1), date(2024, 12, 30)), WEIGHTS)
def test_a_later_start_is_a_smaller_share(day: date, weights: list[int]) -> None:
    earlier, later = (active_share(months_active(one, YEAR), weights) for one in (day, date(2024, 12, 31)))
    assert 0 < later < earlier <= 1
