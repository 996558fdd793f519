"""`POST /v1/break-evens`."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.documents.comparison.break_even_schema import BreakEvenDocument
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO

PATH = "/v1/break-evens?node=product=core&against=product=new&to=9"


def test_a_break_even(client: TestClient) -> None:
    answer = client.post(PATH, json=TINY_SCENARIO)
    assert answer.status_code == 200
    found = BreakEvenDocument.model_validate_json(answer.content)
    assert found.value is not None and found.low < found.value < found.high
    assert [node.label for node in found.nodes] == [["Core line"], ["New line"]]


@pytest.mark.slow
def test_in_chinese(client: TestClient) -> None:
    answer = client.post(PATH, json=TINY_SCENARIO, headers={"accept-language": "zh-CN"})
    assert answer.json()["sentence"].startswith("战略强度达到")


def test_no_plan(client: TestClient) -> None:
    answer = client.post("/v1/break-evens?node=region=east", json=INFEASIBLE_SCENARIO)
    assert answer.status_code == 409 and answer.json()["code"] == "infeasible"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?node=product", "node"),
        ("?node=product=gone", "node"),
        ("?node=product=core&against=product=gone", "against"),
        ("?node=product=core&against=product=core", "against"),
        ("?node=product=core&dial=planet", "dial"),
        ("?node=product=core&from=2&to=1", "to"),
        ("?node=product=core&gain=true", "against"),
    ],
)
def test_what_is_refused_stands_at_its_parameter(client: TestClient, query: str, parameter: str) -> None:
    answer = client.post(f"/v1/break-evens{query}", json=TINY_SCENARIO)
    assert answer.status_code == 422
    assert [entry["parameter"] for entry in answer.json()["errors"]] == [parameter]


def test_a_strategy_that_does_not_exist(client: TestClient) -> None:
    assert client.post("/v1/break-evens?node=product=core&strategy=planet", json=TINY_SCENARIO).status_code == 404
