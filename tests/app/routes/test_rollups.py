"""POST /v1/rollups: sums of a plan, and every way to be refused."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from app.schemas.problem import InfeasibleProblem
from tests.app.routes.test_allocations import problem
from tests.app.scenarios import tiny

PATH = "/v1/rollups"
HEDGED = tiny(over_assignment={"dimension": "region", "levels": {"region": 0.1}})


def rolled(client: TestClient, query: str, scenario: Any = TINY_SCENARIO) -> RollupDocument:
    response = client.post(f"{PATH}?{query}", json=scenario)
    assert response.status_code == 200, response.text
    return RollupDocument.model_validate_json(response.content)


class TestAnswers:
    def test_sums_by_level(self, client: TestClient) -> None:
        found = rolled(client, "by=region")
        assert [node.key for node in found.nodes] == [["east"], ["west"]]
        assert sum(node.target or 0 for node in found.nodes) == found.total[0].target == 900
        assert [node.label for node in found.nodes] == [["East"], ["West"]]

    def test_crossings_are_those_of_the_plan(self, client: TestClient) -> None:
        plan = PlanDocument.model_validate_json(client.post("/v1/allocations", json=TINY_SCENARIO).content)
        (expected,) = (part for part in plan.rollups if part.dimensions == ["product", "region"])
        found = rolled(client, "by=product&by=region")
        assert {tuple(node.key): node.target for node in found.nodes} == {
            tuple(node.key): node.target for node in expected.nodes
        }
        assert found.plan_hash == plan.plan_hash

    def test_the_company(self, client: TestClient) -> None:
        (node,) = rolled(client, "").nodes
        assert (node.key, node.target, node.share) == ([], 900, 1.0)

    def test_what_is_handed_down_on_top(self, client: TestClient) -> None:
        people, products = rolled(client, "by=region", HEDGED), rolled(client, "by=product", HEDGED)
        assert (people.total[0].target, people.total[0].plan, people.total[0].hedge) == (990, 900, 0)
        assert (products.total[0].target, products.total[0].assigned, products.total[0].hedge) == (900, 990, 90)

    def test_yaml_and_csv(self, client: TestClient) -> None:
        headers = {"content-type": "application/yaml", "accept": "text/csv"}
        response = client.post(f"{PATH}?by=region", content=TINY_SCENARIO_YAML, headers=headers)
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["region"], row["region_label"]) for row in rows] == [("east", "East"), ("west", "West")]
        assert sum(Decimal(row["target"]) for row in rows) == 900

    def test_the_same_bytes_twice(self, client: TestClient) -> None:
        first, second = (client.post(f"{PATH}?by=region", json=TINY_SCENARIO).content for _ in range(2))
        assert first == second


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "code", "parameter"),
        [
            ("by=regions", "unknown_axis", "by"),
            ("by=region&by=region", "axis_twice", "by"),
            ("by=region&by=product&by=lifecycle", "too_many_axes", "by"),
            ("period=quarter", "period_without_months", "period"),
        ],
    )
    def test_axes_and_periods(self, client: TestClient, query: str, code: str, parameter: str) -> None:
        document = problem(client.post(f"{PATH}?{query}", json=TINY_SCENARIO), 422)
        assert [(entry["code"], entry["parameter"]) for entry in document["errors"]] == [(code, parameter)]

    def test_suggestions_in_chinese(self, client: TestClient) -> None:
        headers = {"accept-language": "zh-CN"}
        document = problem(client.post(f"{PATH}?by=regions", json=TINY_SCENARIO, headers=headers), 422)
        assert "是否想写 region" in document["errors"][0]["detail"]

    @pytest.mark.parametrize("query", ["period=week", "by=" + "x" * 200, "&".join(["by=region"] * 13)])
    def test_parameters(self, client: TestClient, query: str) -> None:
        assert problem(client.post(f"{PATH}?{query}", json=TINY_SCENARIO), 422)["code"] == "invalid_request"

    def test_no_plan(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?by=region", json=INFEASIBLE_SCENARIO)
        assert response.status_code == 409
        InfeasibleProblem.model_validate_json(response.content)

    def test_unknown_strategy(self, client: TestClient) -> None:
        problem(client.post(f"{PATH}?strategy=bold", json=TINY_SCENARIO), 404)

    def test_hedges_that_do_not_fit(self, client: TestClient) -> None:
        wrong = tiny(over_assignment={"dimension": "regions", "levels": {"region": 2}})
        document = problem(client.post(PATH, json=wrong), 422)
        assert [entry["pointer"] for entry in document["errors"]] == ["/over_assignment/levels/region"]
