"""The interface's description: committed, complete, and its examples run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from app.openapi import openapi_text

COMMITTED = Path(__file__).parents[2] / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(openapi_text())
OPERATIONS = {
    f"{method} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
BODIES = [
    (kind, name, example["value"])
    for kind, content in DOCUMENT["paths"]["/v1/allocations"]["post"]["requestBody"]["content"].items()
    for name, example in content.get("examples", {}).items()
]


class TestDocument:
    def test_the_committed_one_is_the_generated_one(self) -> None:
        assert COMMITTED.read_text(encoding="utf-8") == openapi_text(), (
            "openapi.json is out of date: run `python -m app.openapi > openapi.json`, and read the difference"
        )

    def test_every_reference_exists(self) -> None:
        names = {part.split('"')[0] for part in openapi_text().split("#/components/schemas/")[1:]}
        assert names <= DOCUMENT["components"]["schemas"].keys()

    def test_every_schema_is_used(self) -> None:
        text = openapi_text()
        unused = [n for n in DOCUMENT["components"]["schemas"] if f'"#/components/schemas/{n}"' not in text]
        assert unused == []


@pytest.mark.parametrize("name", OPERATIONS)
class TestOperations:
    def test_has_words(self, name: str) -> None:
        operation = OPERATIONS[name]
        assert operation["summary"] and operation["description"] and operation["tags"]

    def test_problems_are_documented(self, name: str) -> None:
        responses = OPERATIONS[name]["responses"]
        errors = {status: answer for status, answer in responses.items() if status >= "400"}
        assert "500" in errors
        assert all("application/problem+json" in answer["content"] for answer in errors.values())


class TestExamples:
    @pytest.mark.parametrize(("kind", "name", "value"), BODIES, ids=[f"{kind}-{name}" for kind, name, _ in BODIES])
    def test_every_body_gets_the_answer_it_is_an_example_of(
        self, client: TestClient, kind: str, name: str, value: Any
    ) -> None:
        body = value if isinstance(value, str) else json.dumps(value)
        response = client.post("/v1/allocations", content=body, headers={"content-type": kind})
        assert response.status_code == (409 if name == "infeasible" else 200)
        _follows(response.json(), str(response.status_code), response.headers["content-type"])

    def test_every_example_follows_the_schema(self) -> None:
        for kind, _, value in BODIES:
            if kind == "application/json":
                _validate(value, {"$ref": "#/components/schemas/ScenarioDocument"})


def _follows(answer: Any, status: str, media: str) -> None:
    responses = DOCUMENT["paths"]["/v1/allocations"]["post"]["responses"]
    _validate(answer, responses[status]["content"][media]["schema"])


def _validate(value: Any, schema: dict[str, Any]) -> None:
    jsonschema.validate(value, {**schema, "components": DOCUMENT["components"]}, jsonschema.Draft202012Validator)
