"""The mapping document: every fault with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from models.errors import InvalidInput
from models.findings import Finding
from scenarios.importing.mapping_loading import import_schema, load_mapping, read_mapping
from tests.scenarios.importing.support import CEILINGS, MAPPING, mapping_with


def faults_of(**changes: Any) -> list[Finding]:
    """Findings of a mapping that is refused."""
    with pytest.raises(InvalidInput) as refused:
        read_mapping(yaml.safe_dump(mapping_with(**changes)).encode(), "m.yaml", CEILINGS)
    return list(refused.value.findings)


def test_the_schema_is_one_and_the_example_follows_it() -> None:
    schema = import_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(MAPPING, schema, jsonschema.Draft202012Validator)


def test_every_field_is_described() -> None:
    def undescribed(node: Any, path: str) -> list[str]:
        found = []
        for name, inner in (node.get("properties") or {}).items():
            if "description" not in inner:
                found.append(f"{path}/{name}")
        return found

    schema = import_schema()
    parts = [("", schema), *schema["$defs"].items()]
    assert [one for name, part in parts for one in undescribed(part, name)] == []


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"years": None}, "field_missing", "/years"),
        ({"yeers": 1}, "field_unknown", "/yeers"),
        ({"years": {"base": 2024, "starts": 13}}, "number_above_maximum", "/years/starts"),
        ({"money": {"currency": "RMB"}}, "currency_unknown", "/money/currency"),
        ({"dimensions": []}, "list_too_short", "/dimensions"),
        ({"dimensions": [{"name": "a", "column": "x"}] * 2}, "dimension_twice", ""),
        ({"dimensions": [{"name": n, "column": "x", "role": "person"} for n in "ab"]}, "import_people_twice", ""),
        ({"company_target": {}}, "import_target_form", "/company_target"),
        ({"company_target": {"amount": 1, "growth_rate": 0.1}}, "import_target_form", "/company_target"),
        ({"limits": {"person": {"floor_rate": 2, "cap_rate": 1}}}, "floor_over_cap", "/limits/person"),
        ({"format": {"date_format": "dym"}}, "not_one_of", "/format/date_format"),
        ({"columns": {"date": "month"}}, "field_missing", "/columns/amount"),
        ({"increment": "10"}, "number_as_text", "/increment"),
    ],
)
def test_faults(changes: dict[str, Any], code: str, pointer: str) -> None:
    found = faults_of(**changes)
    assert [(one.code, one.location.pointer) for one in found] == [(code, pointer)]
    assert found[0].location.row is not None or not pointer


def test_json_is_read_too(tmp_path: Path) -> None:
    import json

    (tmp_path / "m.json").write_text(json.dumps(MAPPING))
    assert load_mapping(tmp_path / "m.json", CEILINGS).mapping.years.base == 2024


@pytest.mark.parametrize("name", ["m.txt", "none.yaml"])
def test_files_that_are_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        load_mapping(tmp_path / name, CEILINGS)
