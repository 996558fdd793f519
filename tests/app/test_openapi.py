"""The interface's description: committed, complete, and its examples run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from app.body import FORM
from app.main import create_app
from app.negotiation import CSV
from app.openapi import openapi_text
from app.routes.answer_examples import ANSWER_EXAMPLES, AnswerExample
from app.settings import Settings

COMMITTED = Path(__file__).parents[2] / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(openapi_text())
OPERATIONS = {
    f"{method} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
BODIES = [
    (path, kind, name, example)
    for path, methods in DOCUMENT["paths"].items()
    for operation in methods.values()
    for kind, content in operation.get("requestBody", {"content": {}})["content"].items()
    for name, example in content.get("examples", {}).items()
]
LARGE = "company"
"""Name of examples that take a service of the usual size, and longer."""


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
    @pytest.mark.parametrize("name", OPERATIONS)
    def test_every_kind_of_body_has_one(self, name: str) -> None:
        content = OPERATIONS[name].get("requestBody", {"content": {}})["content"]
        assert all(media.get("examples") for media in content.values())

    @pytest.mark.parametrize("name", OPERATIONS)
    def test_every_part_of_a_path_has_one(self, name: str) -> None:
        parts = [one for one in OPERATIONS[name].get("parameters", []) if one["in"] == "path"]
        assert all(part["examples"] for part in parts)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("path", "kind", "name", "example"),
        [body for body in BODIES if body[2] != LARGE],
        ids=[f"{path}-{kind}-{name}" for path, kind, name, _ in BODIES if name != LARGE],
    )
    def test_every_body_gets_the_answer_it_is_an_example_of(
        self, client: TestClient, path: str, kind: str, name: str, example: dict[str, Any]
    ) -> None:
        response = _posted(client, path, kind, example)
        is_refused = name == "infeasible" and path != "/v1/feasibility"  # which answers why
        assert response.status_code == (409 if is_refused else 200), response.text
        answers = DOCUMENT["paths"][path]["post"]["responses"][str(response.status_code)]["content"]
        _validate(response.json(), answers[response.headers["content-type"]]["schema"])

    @pytest.mark.slow
    def test_the_large_ones_too(self) -> None:
        with TestClient(create_app(Settings())) as roomy:
            for path, kind, name, example in BODIES:
                if name == LARGE:
                    assert _posted(roomy, path, kind, example).status_code == 200

    def test_every_example_follows_the_schema(self) -> None:
        for path, kind, _, example in BODIES:
            if kind in ("application/json", FORM):
                schema = DOCUMENT["paths"][path]["post"]["requestBody"]["content"][kind]["schema"]
                _validate(example["value"], schema)

    @pytest.mark.slow
    @pytest.mark.parametrize("example", ANSWER_EXAMPLES, ids=lambda example: f"{example.request}-{example.media}")
    def test_every_answer_is_the_one_that_is_given(self, client: TestClient, example: AnswerExample) -> None:
        body = None
        if example.method == "post":
            posted = DOCUMENT["paths"][example.path]["post"]["requestBody"]["content"]["application/json"]
            body = posted["examples"]["tiny"]["value"]
        response = client.request(example.method, example.request, json=body, headers={"accept": example.media})
        if example.media == CSV:
            assert response.content.decode("utf-8-sig").replace("\r\n", "\n") == example.value
        else:
            assert _cut(_without_hashes(response.json())) == _cut(_without_hashes(example.value))
        documented = DOCUMENT["paths"][example.path][example.method]["responses"]["200"]["content"][example.media]
        assert documented["examples"]["tiny"]["value"] == example.value
        _validate(example.value, documented["schema"])


def _posted(client: TestClient, path: str, kind: str, example: dict[str, Any]) -> Any:
    """The answer to the example of a body, wherever the example's bytes are, with the examples of what must be said in
    the address."""
    needed = [one for one in OPERATIONS[f"post {path}"].get("parameters", []) if one.get("required")]
    query = {one["name"]: next(iter(one["examples"].values()))["value"] for one in needed}
    if kind == FORM:
        return client.post(path, params=query, files={name: (None, text) for name, text in example["value"].items()})
    body = client.get(example["externalValue"]).content if "externalValue" in example else example["value"]
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(path, params=query, content=content, headers={"content-type": kind})


def _without_hashes(document: Any) -> Any:
    """Hashes change with the form of the hashed text, which has its own tests."""
    if isinstance(document, list):
        return [_without_hashes(one) for one in document]
    if isinstance(document, dict):
        return {name: _without_hashes(value) for name, value in document.items() if not name.endswith("_hash")}
    return document


def _cut(value: Any) -> Any:
    """Numbers at the digits in which two machines agree."""
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cut(one) for one in value]
    return float(f"{value:.8g}") if isinstance(value, float) else value


def _validate(value: Any, schema: dict[str, Any]) -> None:
    jsonschema.validate(value, {**schema, "components": DOCUMENT["components"]}, jsonschema.Draft202012Validator)
