"""Selectors and lists in one cell: what is written reads back as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.definition.workbook.selector_text import (
    SelectorMalformed,
    attribute_named,
    names_from_text,
    names_text,
    selector_from_text,
    selector_text,
)

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
VALUES = TEXTS | st.booleans() | st.integers(-(10**9), 10**9)
SELECTORS = st.dictionaries(TEXTS, VALUES | st.lists(VALUES, min_size=1, max_size=3), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("region=East,South; lifecycle=new", {"region": ["East", "South"], "lifecycle": "new"}),
        ("region=[East]", {"region": ["East"]}),
        ("区域＝华东、华南；等级=1", {"区域": ["华东", "华南"], "等级": 1}),
        ('name="a;b"; code="1"; flag=true;', {"name": "a;b", "code": "1", "flag": True}),
        ('x="say ""no"""', {"x": 'say "no"'}),
        ("rep.team=12:30", {"rep.team": "12:30"}),
        ("code=000001", {"code": "000001"}),
    ],
)
def test_reads(text: str, selector: dict[str, object]) -> None:
    assert selector_from_text(text) == selector


@pytest.mark.parametrize(
    "text", ["", ";", "a", "a=", "=b", "a=b c=d", "a=[b", 'a="b', "a=b]", "a=1;a=2", "a=,b", '""=1']
)
def test_refuses(text: str) -> None:
    with pytest.raises(SelectorMalformed):
        selector_from_text(text)


@given(SELECTORS)
def test_selectors_read_back(selector: dict[str, object]) -> None:
    read = selector_from_text(selector_text(selector))
    assert read == selector
    assert [type(value) for value in read.values()] == [type(value) for value in selector.values()]


@given(st.lists(TEXTS, max_size=4))
def test_names_read_back(names: list[str]) -> None:
    assert names_from_text(names_text(names)) == names


def test_attributes() -> None:
    assert attribute_named(" { quota_cap } ") == "quota_cap"
    assert attribute_named("quota_cap") is None
