"""Who can sell how much in which month."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.allocation.dimensions import Member
from models.allocation.phasing.availability import (
    Employment,
    availability,
    cell_availability,
    group_availability,
    member_availability,
)
from models.allocation.phasing.calendar import PlanCalendar
from tests.support.problems import flat, tree

YEAR = PlanCalendar(2025, 1)
RAMP = (0.2, 0.5, 0.8)


def months(employment: Employment) -> list[float]:
    return availability(YEAR, employment, RAMP).round(9).tolist()


class TestOneMember:
    def test_nothing_stated_is_everything(self) -> None:
        assert months(Employment()) == [1.0] * 12

    def test_ramp_from_the_month_of_hire(self) -> None:
        assert months(Employment(date(2025, 3, 1))) == [0, 0, 0.2, 0.5, 0.8, 1, 1, 1, 1, 1, 1, 1]

    def test_a_ramp_that_began_last_year_goes_on(self) -> None:
        assert months(Employment(date(2024, 12, 1)))[:3] == [0.5, 0.8, 1]

    def test_the_month_of_hire_counts_its_days(self) -> None:
        # 16 of June's 30 days, at a fifth of the speed.
        assert months(Employment(date(2025, 6, 15)))[4:7] == [0, round(0.2 * 16 / 30, 9), 0.5]

    def test_hired_after_the_year(self) -> None:
        assert months(Employment(date(2026, 1, 1))) == [0.0] * 12

    def test_leave_counts_both_its_days(self) -> None:
        # 1 to 15 June: half of the month. Half of the work at half of the days: a quarter.
        whole = Employment(None, date(2025, 6, 1), date(2025, 6, 15))
        half = Employment(None, date(2025, 6, 1), date(2025, 6, 15), 0.5)
        assert (months(whole)[5], months(half)[5]) == (0.5, 0.75)
        assert months(whole)[4] == months(whole)[6] == 1

    def test_leave_over_the_turn_of_months(self) -> None:
        found = months(Employment(None, date(2025, 1, 31), date(2025, 3, 1)))
        assert found[:4] == [round(30 / 31, 9), 0, round(30 / 31, 9), 1]

    def test_leave_before_the_hire_date_takes_nothing(self) -> None:
        # Hired on 16 June, leave until 20 June: 10 of 30 days are left.
        assert months(Employment(date(2025, 6, 16), date(2025, 6, 1), date(2025, 6, 20)))[5] == round(0.2 / 3, 9)


class TestMembers:
    def test_without_dates_there_is_no_availability(self) -> None:
        assert member_availability(flat("rep", ["a"]), YEAR, RAMP, "hire_date") is None

    def test_dates_are_inherited(self) -> None:
        people = tree(
            "rep",
            ["team", "rep"],
            Member("t", "", "team", attributes={"hire_date": "2025-12-01"}),
            Member("ann", "", "rep", "t"),
        )
        found = member_availability(people, YEAR, (), "hire_date")
        assert found is not None
        assert found.tolist() == [[0.0] * 11 + [1.0]]

    def test_the_attribute_may_have_another_name(self) -> None:
        people = flat("rep", ["a", "b"], a={"entry": "2025-12-01"})
        found = member_availability(people, YEAR, (), "entry")
        assert found is not None
        assert found.sum(axis=1).tolist() == [1, 12]

    def test_a_cell_is_the_product_of_its_members(self) -> None:
        half, third = np.full((1, 12), 0.5), np.full((2, 12), 1 / 3)
        found = cell_availability(np.array([[0, 0], [0, 1]]), [half, third])
        assert found == pytest.approx(np.full((2, 12), 1 / 6))

    def test_a_group_is_the_mean_of_its_people_each_counted_once(self) -> None:
        # Ann (away) has three cells, Bo one: the two of them carry a half.
        leaves = np.array([np.zeros(12), np.ones(12)])
        found = group_availability(np.zeros(4, dtype=np.int64), 1, np.array([[0, 0, 0, 1]]), [leaves])
        assert found == pytest.approx(np.full((1, 12), 0.5))
