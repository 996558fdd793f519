"""`POST /v1/plan-lints`."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.documents.incentives.plan_lint_schema import PlanLintDocument
from app.routes.incentive_documentation import TINY_PLAN

PATH = "/v1/plan-lints"


def test_findings(client: TestClient) -> None:
    answer = client.post(f"{PATH}?ratchet=0.5", json=TINY_PLAN)
    assert answer.status_code == 200
    found = PlanLintDocument.model_validate_json(answer.content)
    assert found.not_looked == []
    cliff = next(finding for finding in found.findings if finding.code == "cliff_jump")
    assert (cliff.low, cliff.amount, cliff.share) == (0.8, 12000, 0.5)
    assert cliff.people is not None and 0 < cliff.people < 1


def test_in_chinese(client: TestClient) -> None:
    answer = client.post(PATH, json=TINY_PLAN, headers={"accept-language": "zh-CN"})
    assert answer.headers["content-language"] == "zh"
    assert "奖金跳升" in answer.json()["findings"][0]["sentence"]


@pytest.mark.parametrize("query", ["ratchet=0", "ratchet=1.5", "shift=0", "margin=2", "next_year=0", "planet=1"])
def test_what_is_refused(client: TestClient, query: str) -> None:
    assert client.post(f"{PATH}?{query}", json=TINY_PLAN).status_code == 422


def test_a_wrong_plan(client: TestClient) -> None:
    answer = client.post(PATH, json={**TINY_PLAN, "people": []})
    assert answer.status_code == 422
    assert client.post(PATH, json={**TINY_PLAN, "planet": 1}).json()["errors"][0]["pointer"] == "/planet"
