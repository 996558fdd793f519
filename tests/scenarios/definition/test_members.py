"""Member rows as they stand in documents: texts, attributes, priorities."""

from __future__ import annotations

import pytest

from tests.support.documents import findings_of, only, read, sound, with_members


def members_of(*rows: dict[str, object]) -> dict[str, object]:
    document = sound()
    document["dimensions"][0]["members"] = [*document["dimensions"][0]["members"], *rows]
    return document


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"label": "x"}, "field_missing", "/key"),
        ({"key": " "}, "field_missing", "/key"),
        ({"key": True}, "not_text", "/key"),
        ({"key": "x", "label": "two\nlines"}, "control_character", "/label"),
        ({"key": "x\t"[:1] + "\u0085y"}, "control_character", "/key"),
        ({"key": "x", "priority": 1.1}, "number_above_maximum", "/priority"),
        ({"key": "x", "priority": "high"}, "number_as_text", "/priority"),
        ({"key": "x", "lable": "y"}, "field_unknown", "/lable"),
        ({"key": "x", "attributes": []}, "not_an_object", "/attributes"),
        ({"key": "x", "attributes": {"a": [1]}}, "attribute_not_a_value", "/attributes/a"),
        ({"key": "x", "attributes": {"a": "b\nc"}}, "control_character", "/attributes/a"),
        ({"key": "x", "attributes": {"a\n": 1}}, "control_character", "/attributes/a\n"),
        ({"key": "x", "attributes": {"": 1}}, "text_empty", "/attributes/"),
        ({"key": "x", "attributes": {"a" * 130: 1}}, "text_too_long", "/attributes/" + "a" * 130),
        ({"key": "x", "attributes": {"product": 1}}, "attribute_name_taken", "/attributes/product"),
        ({"key": "a"}, "key_twice", "/key"),
        ({"key": "x", "level": "line"}, "unknown_level", "/level"),
        ({"key": "x", "parent": "c"}, "unknown_parent", "/parent"),
        ({"key": "x", "parent": "x"}, "tree_loop", "/parent"),
    ],
)
def test_faults(row: dict[str, object], code: str, field: str) -> None:
    found = findings_of(members_of(row))[0]
    assert (found.code, found.location.pointer) == (code, f"/dimensions/0/members/2{field}")


def test_no_members() -> None:
    assert only(findings_of(with_members(None))).code == "no_members"


def test_a_tree_needs_levels() -> None:
    document = with_members(None, {"key": "t1"}, {"key": "r1", "parent": "t1"})
    assert only(findings_of(document)).code == "too_few_levels"


def test_attributes_keep_their_kinds_and_nulls_state_nothing() -> None:
    attributes = {"text": "007", "flag": True, "whole": 3.0, "part": 1.50, "none": None, "id": 310101199001011234}
    dimension = read(members_of({"key": "x", "attributes": attributes})).problem.dimensions[0]
    assert dimension.by_key["x"].attributes == {
        "text": "007",
        "flag": True,
        "whole": 3,
        "part": 1.5,
        "id": "310101199001011234",
    }


def test_members_inherit_attributes_and_priority() -> None:
    document = with_members(
        ["team", "rep"],
        {"key": "t1", "priority": 0.4, "attributes": {"maturity": "new"}},
        {"key": "r1", "parent": "t1"},
        {"key": "r2", "parent": "t1", "priority": 0},
    )
    dimension = read(document).problem.dimensions[1]
    assert dimension.attribute("r1", "maturity") == "new"
    assert (dimension.by_key["r1"].priority, dimension.by_key["r2"].priority) == (0.4, 0.0)
