"""Scenario documents for tests: a small sound one, and ways to write and read variations of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.errors import InvalidInput
from models.finding_codes import CODES
from models.findings import Finding
from scenarios.definition import Scenario, load_scenario, read_scenario

SOUND: Mapping[str, Any] = {
    "schema": "allot.scenario/1",
    "name": "Plan 2025",
    "money": {"currency": "CNY", "unit": "ten_thousand"},
    "period": "2025",
    "dimensions": [
        {"name": "product", "members": [{"key": "a", "attributes": {"lifecycle": "new"}}, {"key": "b"}]},
        {
            "name": "rep",
            "levels": ["team", "rep"],
            "members": [
                {"key": "t1", "label": "华东一部", "priority": 0.3},
                {"key": "r1", "label": "王伟", "parent": "t1", "attributes": {"capacity": 5000}},
                {"key": "r2", "parent": "t1", "priority": -0.2},
            ],
        },
    ],
    "cells": [
        {"product": "a", "rep": "r1", "baseline": 120.5, "potential": 300, "margin_rate": 0.31, "effort": 0.002},
        {"product": "b", "rep": "r1", "hold": 10, "hold_reason": "合同"},
        {"product": "b", "rep": "r2", "baseline": 33, "previous": 31.5},
    ],
    "company_target": {"amount": 200},
}


def sound() -> dict[str, Any]:
    """A fresh copy of the sound document, to be changed at will."""
    return deepcopy(dict(SOUND))


def with_cells(*rows: Mapping[str, Any]) -> dict[str, Any]:
    """The sound document with other cells; rows state what they need, members a and r1 by default."""
    return {**sound(), "cells": [{"product": "a", "rep": "r1", **row} for row in rows]}


def with_members(levels: list[str] | None, *rows: Mapping[str, Any]) -> dict[str, Any]:
    """The sound document with other people; no limits speak of them."""
    document = sound()
    document["dimensions"][1] = {"name": "rep", "members": list(rows)} | ({"levels": levels} if levels else {})
    return document


def with_limits(*limits: Mapping[str, Any]) -> dict[str, Any]:
    """The sound document with limits; each needs only what it is about."""
    return {**sound(), "limits": [{"name": "the limit", **limit} for limit in limits]}


def json_bytes(document: object) -> bytes:
    """The document as JSON; Decimals are written digit by digit."""
    return json.dumps(document, ensure_ascii=False, default=_number).encode()


class _Quoting(yaml.SafeDumper):
    """Writes every text in quotation marks: readers differ in what else a plain `1e-6` or `no` could be."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def yaml_bytes(document: object) -> bytes:
    """The document as YAML."""
    text = yaml.dump(json.loads(json_bytes(document)), Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=500)
    return str(text).encode()


def read(document: object) -> Scenario:
    """The scenario of a document, as REST would read it."""
    return read_scenario(json_bytes(document), "json")


def findings_of(document: object) -> list[Finding]:
    """What is wrong with a document, each finding checked against the list of codes."""
    with pytest.raises(InvalidInput) as caught:
        read(document)
    return checked(caught.value)


def findings_in(path: Path) -> list[Finding]:
    """What is wrong with a scenario file."""
    with pytest.raises(InvalidInput) as caught:
        load_scenario(path)
    return checked(caught.value)


def only(findings: list[Finding]) -> Finding:
    """The one finding there is."""
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


def checked(error: InvalidInput) -> list[Finding]:
    """The error's findings; their codes and facts are the documented ones."""
    for finding in error.findings:
        facts = CODES[finding.code]
        assert set(facts.always) <= set(finding.facts) <= {*facts.always, *facts.sometimes}, finding
    return list(error.findings)


def _number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)
