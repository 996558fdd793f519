"""`POST /v1/frontiers` and `POST /v1/alternatives`."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.documents.alternatives_schema import AlternativesDocument
from app.documents.frontier_schema import FrontierDocument
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO

FRONTIER = "/v1/frontiers?between=fit&between=strategic&points=4"


def test_a_frontier(client: TestClient) -> None:
    answer = client.post(FRONTIER, json=TINY_SCENARIO)
    assert answer.status_code == 200
    document = FrontierDocument.model_validate_json(answer.content)
    assert document.complete and document.points


def test_a_metric(client: TestClient) -> None:
    path = "/v1/frontiers?between=target[region=East,product=core]&between=min:growth_rate[product=new]&points=3"
    document = FrontierDocument.model_validate_json(client.post(path, json=TINY_SCENARIO).content)
    assert document.aims[0].label == "East × Core line" and document.aims[1].better == "less"


def test_a_refused_aim_says_where_and_what_is_possible(client: TestClient) -> None:
    answer = client.post(
        "/v1/frontiers?between=fit&between=share", json=TINY_SCENARIO, headers={"accept-language": "zh"}
    )
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/between/1"
    assert "可选" in error["detail"] and "growth_range" in error["detail"]


def test_alternatives(client: TestClient) -> None:
    answer = client.post("/v1/alternatives?count=2&by=region", json=TINY_SCENARIO)
    assert answer.status_code == 200
    document = AlternativesDocument.model_validate_json(answer.content)
    assert document.by == ["region"] and len(document.alternatives) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("path", [FRONTIER, "/v1/alternatives"])
def test_tables_and_workbooks(client: TestClient, path: str) -> None:
    table = client.post(path, json=TINY_SCENARIO, headers={"accept": "text/csv"})
    assert table.status_code == 200 and table.content.startswith(b"\xef\xbb\xbf")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = client.post(path, json=TINY_SCENARIO, headers={"accept": media})
    assert book.status_code == 200 and book.content.startswith(b"PK")


@pytest.mark.parametrize("path", [FRONTIER, "/v1/alternatives"])
def test_no_plan(client: TestClient, path: str) -> None:
    answer = client.post(path, json=INFEASIBLE_SCENARIO)
    assert answer.status_code == 409 and answer.json()["code"] == "infeasible"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/frontiers", 422),
        ("/v1/frontiers?between=fit&between=fit", 422),
        ("/v1/frontiers?between=fit&between=planet", 422),
        ("/v1/frontiers?between=fit&between=profit&points=2", 422),
        ("/v1/frontiers?between=fit&between=strategic&points=0", 422),
        ("/v1/frontiers?between=fit&between=strategic&points=1000000", 422),
        ("/v1/frontiers?between=fit&between=difficulty_gini", 422),
        ("/v1/frontiers?between=fit&between=target[region=planet]", 422),
        ("/v1/frontiers?between=fit&between=strategic&by=planet", 422),
        ("/v1/frontiers?between=fit&between=strategic&strategy=planet", 404),
        ("/v1/alternatives?count=0", 422),
        ("/v1/alternatives?within=2", 422),
        ("/v1/alternatives?by=planet", 422),
    ],
)
def test_what_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.post(path, json=TINY_SCENARIO).status_code == status
