"""People, assignments and last targets: what is wrong with them is named."""

from __future__ import annotations

from datetime import date

import pytest

from scenarios.importing.people import Assignment, Staff
from tests.scenarios.importing.support import PEOPLE_MAPPING, fault, faults

ASSIGNMENTS = {"columns": {"person": "person", "place": "place", "start": "start", "end": "end"}}


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("name,hired\nAnn,2020-01-01\n", "import_column_missing"),
            ("name,team,hired\nAnn,A,2020-01-01\nAnn,A,2020-01-01\nBen,B,2020-01-01\n", "key_twice"),
            ("name,team,hired\n,A,2020-01-01\nAnn,A,\nBen,B,\n", "field_missing"),
            ("name,team,hired\nAnn,A,soon\nBen,B,\n", "import_date_unreadable"),
        ],
    )
    def test_faults(self, text: str, code: str) -> None:
        assert code in {one.code for one in faults(None, text)}

    def test_a_described_table_has_to_be_there(self) -> None:
        found = fault(people=PEOPLE_MAPPING)
        assert (found.code, found.facts) == ("import_table_missing", {"section": "people"})


class TestAssignments:
    def test_an_end_before_the_start(self) -> None:
        text = "person,place,start,end\nAnn,East,2024-05,2024-05\n"
        assert fault(None, None, text, assignments=ASSIGNMENTS).code == "import_assignment_backwards"

    def test_an_inclusive_month_lasts_to_its_end(self) -> None:
        text = "person,place,start,end\nAnn,East,2024-05,2024-05\n"
        from tests.scenarios.importing.support import imported

        found = imported(None, None, text, assignments=ASSIGNMENTS | {"end_is": "inclusive"})
        assert found.history.staff.assignments[0].end == date(2024, 6, 1)

    def test_who_holds_what_on_a_day(self) -> None:
        staff = Staff({}, (Assignment("Ann", "East", date(2024, 1, 1), date(2024, 6, 1), 2),))
        assert staff.places_on("Ann", date(2024, 5, 31)) == ["East"]
        assert staff.places_on("Ann", date(2024, 6, 1)) == []


def test_last_targets_of_another_year() -> None:
    mapping = {"columns": {"person": "who", "amount": "quota", "year": "fy"}}
    found = fault(None, None, None, "who,quota,fy\nAnn,5,2020\n", previous=mapping)
    assert (found.code, found.facts["known"]) == ("import_previous_without_year", ["2020"])
