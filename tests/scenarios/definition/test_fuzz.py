"""Whatever stands in a document: a scenario comes out, or findings with known codes. Never anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import InvalidInput
from scenarios.definition import Ceilings, read_scenario
from tests.support.documents import checked, json_bytes, sound, yaml_bytes

CEILINGS = Ceilings()

BASE: dict[str, Any] = {
    **sound(),
    "limits": [
        {"kind": "growth_limit", "name": "growth", "max_growth_rate": 9, "by": ["rep"], "where": {"product": ["a"]}},
        {"kind": "capacity", "name": "capacity", "amount": {"attribute": "capacity"}, "by": "rep"},
        {"kind": "share_limit", "name": "mix", "min_share": 0, "where": {"product": "a"}, "of": {"team": "t1"}},
        {"kind": "margin", "name": "margin", "min_amount": 1, "where": {"product": "a"}},
        {"kind": "hold", "name": "hold", "amount": 5, "owner": "CFO", "reason": "x", "where": {"rep": "r2"}},
        {"kind": "commitment", "name": "promise", "below_rate": 0.1},
    ],
    "strategies": {"balanced": {"reference": {"equal": 1}, "weights": {"fit": 1}}},
    "strategy": "balanced",
    "rounding": {"increment": 0.1},
    "options": {"solver": "cbc"},
}


def places(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


PLACES = list(places(BASE))

words = st.sampled_from(
    [
        "",
        "a",
        "r1",
        "t1",
        "rep",
        "product",
        "team",
        "history",
        "=1",
        "\n",
        "0",
        "CNY",
        "minor",
        "capacity",
        "\ud800",
        "x" * 500,
    ]
)
numbers = st.sampled_from([0, -1, 1, 0.1, 1e-9, 1e15, 10**20, 1e300, -1e300, 5e-324, 10**400])
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def replaced(node: Any, path: tuple[str | int, ...], value: object) -> Any:
    if not path:
        return value
    if isinstance(node, dict):
        return {key: replaced(inner, path[1:], value) if key == path[0] else inner for key, inner in node.items()}
    if isinstance(node, list):
        return [replaced(inner, path[1:], value) if key == path[0] else inner for key, inner in enumerate(node)]
    return node


def survives(data: bytes, media: Any) -> None:
    try:
        scenario = read_scenario(data, media, CEILINGS)
    except InvalidInput as error:
        assert checked(error)
    else:
        assert len(scenario.scenario_hash) == 64


def test_the_base_is_sound() -> None:
    assert len(read_scenario(json_bytes(BASE), "json").problem.limits) == 6


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(PLACES), values), min_size=1, max_size=3))
@settings(max_examples=400)
def test_json_with_anything_anywhere(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    document: Any = BASE
    for path, value in changes:
        document = replaced(document, path, value)
    survives(json.dumps(document).encode(), "json")


@pytest.mark.slow
@given(st.integers(0, 2000), st.text(max_size=5))
@settings(max_examples=200)
def test_yaml_with_characters_anywhere(position: int, noise: str) -> None:
    text = yaml_bytes(BASE).decode()
    place = position % len(text)
    survives((text[:place] + noise + text[place:]).encode(errors="replace"), "yaml")
