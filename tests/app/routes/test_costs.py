"""`POST /v1/costs`."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.documents.incentives.plan_cost_schema import PlanCostDocument
from app.negotiation import XLSX
from app.routes.incentive_documentation import TINY_PLAN

PATH = "/v1/costs?draws=500"


def test_costs(client: TestClient) -> None:
    answer = client.post(f"{PATH}&budget=30000", json=TINY_PLAN)
    assert answer.status_code == 200
    found = PlanCostDocument.model_validate_json(answer.content)
    assert found.why_simulated == ["gate"] and found.budget == 30000
    assert found.over_budget is not None and found.over_budget.closed is not None
    assert abs(found.over_budget.closed - found.over_budget.simulated) < 0.1
    assert found.groups[0].people == 1 and found.target_incentive == 24000
    assert [notice.code for notice in found.notices] == ["cost_without_regions"]


def test_in_chinese(client: TestClient) -> None:
    answer = client.post(PATH, json=TINY_PLAN, headers={"accept-language": "zh-CN"})
    assert answer.headers["content-language"] == "zh"
    assert "全员恰好达标（无目标的指标按预测计）的成本为 24,000 元，" in answer.json()["summary"][0]


def test_other_forms(client: TestClient) -> None:
    table = client.post(PATH, json=TINY_PLAN, headers={"accept": "text/csv"})
    assert table.content.startswith(b"\xef\xbb\xbfpart,group,variant") and "csv" in table.headers["content-type"]
    book = client.post(PATH, json=TINY_PLAN, headers={"accept": XLSX})
    assert book.content.startswith(b"PK")


@pytest.mark.parametrize(
    "query",
    [
        "region=%00",
        "budget=-1",
        "draws=1",
        "seed=-1",
        "company_loading=2",
        "own_correlation=1",
        "planet=1",
        "budget=nan",
    ],
)
def test_what_is_refused(client: TestClient, query: str) -> None:
    assert client.post(f"/v1/costs?{query}", json=TINY_PLAN).status_code == 422


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("budget=1e30", "budget", "amount_too_large"),
        ("sales=nope", "sales", "measure_unknown"),
        ("company_loading=0.9&region_loading=0.9", "company_loading", "loadings_leave_nothing"),
    ],
)
def test_a_parameter_is_named_as_one(client: TestClient, query: str, parameter: str, code: str) -> None:
    (error,) = client.post(f"/v1/costs?{query}", json=TINY_PLAN).json()["errors"]
    assert (error.pop("parameter"), error.pop("code")) == (parameter, code) and [*error] == ["detail"]


def test_a_missing_forecast(client: TestClient) -> None:
    rows = [{name: value for name, value in row.items() if name != "forecast"} for row in TINY_PLAN["targets"]]
    answer = client.post(PATH, json={**TINY_PLAN, "targets": [*rows[:1], TINY_PLAN["targets"][1]]})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == ("forecast_missing", "/targets/0/forecast") and "Ann" in error["detail"]
