"""Facts of people by any name, in a document and in a table, and names that are slips of the pen."""

from __future__ import annotations

from typing import Any

import pytest

from app.messages import describe
from models.errors import InvalidInput
from scenarios.incentives.definition import incentive_plan_schema
from tests.support.plan_documents import loaded, plan_document, with_tables

ANN = {"key": "ann", "group": "rep", "ote": 150000}
VARIANTS = {"variants": [{"name": "v", "where": {"region": "East"}, "multiplier": 1.5}]}


class TestDocuments:
    @pytest.mark.parametrize(
        "row",
        [{"region": "East"}, {"attributes": {"region": "East"}}, {"region": "East", "attributes": {"size": 7}}],
    )
    def test_a_fact_stands_in_the_row_or_in_attributes(self, row: dict[str, Any]) -> None:
        plan = loaded(plan_document({"people": [{**ANN, **row}]}, VARIANTS)).plan
        assert plan.roster.attributes["region"] == ("East",)
        assert plan.classes[int(plan.roster.pay_class[0])].name == "rep / v"

    def test_one_way_of_writing_is_as_good_as_the_other(self) -> None:
        one, other = (
            loaded(plan_document({"people": [{**ANN, **row}]}))
            for row in ({"level": 3, "new": True}, {"attributes": {"new": True, "level": 3}})
        )
        assert one.plan_hash == other.plan_hash

    @pytest.mark.parametrize(
        ("row", "code", "pointer", "words"),
        [
            ({"moths": 6}, "person_field_alike", "/people/0/moths", "Did you mean months?"),
            ({"hire_date": "2026-05"}, "person_field_alike", "/people/0/hire_date", "Did you mean hired?"),
            ({"region": "E", "attributes": {"region": "W"}}, "attribute_twice", "/people/0/region", "Keep one"),
            ({"region": ["E"]}, "attribute_not_a_value", "/people/0/region", "a text, a number"),
        ],
    )
    def test_slips_are_refused(self, row: dict[str, Any], code: str, pointer: str, words: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            loaded(plan_document({"people": [{**ANN, **row}]}))
        (fault,) = refused.value.findings
        assert (fault.code, fault.location.pointer) == (code, pointer)
        assert words in describe(fault, "en")

    @pytest.mark.parametrize("name", ["level", "note", "区域"])
    def test_a_name_is_no_slip_where_the_known_one_stands_too(self, name: str) -> None:
        assert loaded(plan_document({"people": [{**ANN, name: "x"}]})).plan.roster.attributes == {name: ("x",)}

    def test_the_schema_takes_them(self) -> None:
        (rows,) = [one for one in incentive_plan_schema()["properties"]["people"]["oneOf"] if "items" in one]
        assert rows["items"]["additionalProperties"]["type"] == ["string", "boolean", "number", "null"]
        assert "left" in rows["items"]["properties"]


def test_a_column_that_looks_like_a_known_one_is_told() -> None:
    table = b"key,group,ote,hire_date,market\nann,rep,150000,2026-06,new\n"
    found = with_tables(plan_document({}), {"people.csv": table})
    (notice,) = found.notices
    assert (notice.code, notice.location.column) == ("person_column_alike", "hire_date")
    assert notice.facts == {"name": "hire_date", "near": ["hired"]}
    assert found.plan.roster.months.tolist() == [12] and "hired" in describe(notice, "zh")
