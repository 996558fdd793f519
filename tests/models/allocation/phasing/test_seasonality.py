"""Which row a cell follows."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.dimensions import Member
from models.allocation.phasing.calendar import PlanCalendar
from models.allocation.phasing.seasonality import SeasonalityRow, match_rows
from models.allocation.selection import Selection
from models.findings import FindingList, Location
from tests.support.phasing import DOUBLE_DECEMBER, EQUAL, season
from tests.support.problems import flat, tree

PRODUCTS = flat("product", ["a", "b"], a={"lifecycle": "new"})
PEOPLE = tree(
    "rep",
    ["team", "rep"],
    Member("t1", "", "team"),
    Member("t2", "", "team"),
    Member("ann", "", "rep", "t1"),
    Member("bo", "", "rep", "t2"),
)
# a ann, a bo, b ann, b bo
MEMBERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])


def nowhere(row: int, key: str | None) -> Location:  # noqa: ARG001
    return Location()


def matched(*rows: SeasonalityRow) -> tuple[list[int], list[tuple[str, str]]]:
    findings = FindingList()

    def place(row: int, key: str | None) -> Location:
        return Location(pointer=f"/{row}" + ("" if key is None else f"/{key}"))

    found = match_rows(rows, Selection((PRODUCTS, PEOPLE), MEMBERS), 4, place, findings)
    return found.tolist(), [(finding.code, finding.location.pointer) for finding in findings]


def test_more_keys_are_more_specific() -> None:
    rows = season(EQUAL), season(EQUAL, product="a"), season(EQUAL, product="a", rep="bo")
    assert matched(*rows) == ([1, 2, 0, 0], [])


def test_a_person_is_more_specific_than_a_team() -> None:
    assert matched(season(EQUAL, rep="ann"), season(EQUAL, team="t1"), season(EQUAL, rep="t2")) == ([0, 2, 0, 2], [])


def test_an_upper_member_may_stand_under_the_dimension() -> None:
    assert matched(season(EQUAL, rep="t1")) == ([0, -1, 0, -1], [])


def test_an_attribute_is_less_specific_than_its_members() -> None:
    assert matched(season(EQUAL, lifecycle="new")) == ([0, 0, -1, -1], [])


def test_two_that_cross_are_tied_where_they_meet() -> None:
    assert matched(season(EQUAL, product="a"), season(EQUAL, team="t1"))[1] == [("season_tie", "/1")]


def test_a_row_with_the_keys_of_both_settles_it() -> None:
    rows = season(EQUAL, product="a"), season(EQUAL, team="t1"), season(EQUAL, product="a", team="t1")
    assert matched(*rows) == ([2, 0, 1, -1], [])


def test_crossing_rows_that_never_meet_are_no_tie() -> None:
    members = np.array([[0, 1], [0, 1]])
    rows = [season(EQUAL, product="a"), season(EQUAL, team="t2")]
    findings = FindingList()
    found = match_rows(rows, Selection((PRODUCTS, PEOPLE), members), 2, nowhere, findings)
    assert (found.tolist(), len(findings)) == ([0, 1], 0)


@pytest.mark.parametrize(
    ("keys", "code", "key"),
    [
        ({"produkt": "a"}, "unknown_axis", "produkt"),
        ({"product": "c"}, "unknown_member", "product"),
        ({"lifecycle": "old"}, "unknown_member", "lifecycle"),
    ],
)
def test_keys_that_do_not_exist(keys: dict[str, str], code: str, key: str) -> None:
    assert matched(season(EQUAL, **keys))[1] == [(code, f"/0/{key}")]


def test_the_same_keys_twice() -> None:
    assert matched(season(EQUAL, product="a"), season(DOUBLE_DECEMBER, product="a"))[1] == [("season_keys_twice", "/1")]


def test_two_defaults() -> None:
    assert matched(season(EQUAL), season(EQUAL))[1] == [("season_keys_twice", "/1")]


def test_shares_follow_the_plan_year() -> None:
    row = season((12, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0))
    assert row.shares(PlanCalendar(2025, 4)).tolist() == [0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0.75, 0, 0][:12]


@given(st.lists(st.integers(0, 10**12), min_size=12, max_size=12).filter(any))
def test_shares_are_the_nearest_floats(months: list[int]) -> None:
    shares = season(months).shares(PlanCalendar(2025, 1))
    assert shares.tolist() == [float(Fraction(month, sum(months))) for month in months]
    assert abs(float(shares.sum()) - 1.0) <= 1e-15
