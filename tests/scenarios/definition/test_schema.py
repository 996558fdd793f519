"""The JSON schema agrees with the reader, and tells people what everything is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import scenarios
from scenarios.definition import Ceilings, load_scenario, scenario_schema
from scenarios.definition.yaml_source import read_yaml
from tests.support.documents import findings_of, json_bytes, sound, with_limits

VALIDATOR = jsonschema.Draft202012Validator(scenario_schema())

LIMITS: list[dict[str, Any]] = [
    {"kind": "growth_limit", "max_growth_rate": 3, "by": "rep", "where": {"product": ["a", "b"], "lifecycle": "new"}},
    {"kind": "amount_limit", "max_amount": {"attribute": "capacity"}, "by": ["rep"], "soft": {"penalty": 2}},
    {"kind": "share_limit", "min_share": 0.1, "of": {"team": "t1"}},
    {"kind": "hold", "amount": 5, "owner": "CFO", "reason": "contract"},
]


def valid(document: object) -> bool:
    return bool(VALIDATOR.is_valid(json.loads(json_bytes(document))))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(scenario_schema())


@pytest.mark.parametrize("document", [sound(), with_limits(*LIMITS), {**sound(), "cells": {"table": "cells.csv"}}])
def test_sound_documents_are_valid(document: dict[str, Any]) -> None:
    assert valid(document)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "allot.scenario/2"},
        {"extra": 1},
        {"dimensions": []},
        {"money": {"currency": "cny"}},
        {"cells": [{"product": "a", "rep": "r1", "margin_rate": 3}]},
        {"limits": [{"kind": "nonsense", "name": "x"}]},
        {"strategies": {"balanced": {"weights": {"fit": -1}}}},
    ],
)
def test_faulty_documents_are_not(change: dict[str, Any]) -> None:
    document = {**sound(), **change}
    assert not valid(document)
    assert findings_of(document)


EXAMPLES = sorted((Path(str(scenarios.__file__)).parent / "examples").glob("*.scenario.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_our_own_examples_are_valid(path: Path) -> None:
    source = read_yaml(path.read_bytes(), path.name, Ceilings())
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(json_bytes(source.value)))] == []
    assert len(load_scenario(path).scenario_hash) == 64


def test_every_field_is_described() -> None:
    undescribed = [path for path, field in fields(scenario_schema(), "") if "description" not in field]
    assert [path for path in undescribed if not path.endswith("/kind")] == []


def fields(node: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from ((f"{path}/{name}", field) for name, field in properties.items())
        for name, inner in node.items():
            yield from fields(inner, f"{path}/{name}")
    elif isinstance(node, list):
        for inner in node:
            yield from fields(inner, path)
