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
    ("query", "code"),
    [
        ("?node=product", 422),
        ("?node=product=gone", 422),
        ("?node=product=core&dial=planet", 422),
        ("?node=product=core&from=2&to=1", 422),
        ("?node=product=core&gain=true", 422),
        ("?node=product=core&strategy=planet", 404),
    ],
)
def test_what_is_refused(client: TestClient, query: str, code: int) -> None:
    assert client.post(f"/v1/break-evens{query}", json=TINY_SCENARIO).status_code == code
