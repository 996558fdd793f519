"""`POST /v1/consistent-rules`."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.incentives.consistent_rules_schema import ConsistentRulesDocument
from app.routes.incentive_documentation import TINY_PLAN

PATH = "/v1/consistent-rules"


def test_without_a_plan(client: TestClient) -> None:
    answer = client.post(f"{PATH}?share_at_quota=50%25&budget_share=free&plan_probability=free")
    assert answer.status_code == 200, answer.text
    found = ConsistentRulesDocument.model_validate_json(answer.content)
    assert found.consistent and found.name is None
    mean = next(rule for rule in found.rules if rule.rule == "mean_attainment")
    # Half of them at quota: ln μ = s²/2.
    assert mean.value == pytest.approx(1.0317434)


def test_with_a_plan(client: TestClient) -> None:
    found = ConsistentRulesDocument.model_validate_json(client.post(PATH, json=TINY_PLAN).content)
    wanted = {rule.rule: rule.wanted for rule in found.rules}
    assert found.people == 1 and wanted["mean_attainment"] is not None
    assert wanted["mean_attainment"].low == pytest.approx(1.05)
    assert wanted["budget_share"] is not None and wanted["budget_share"].low == pytest.approx(60000 / 24000)


def test_in_chinese(client: TestClient) -> None:
    answer = client.post(PATH, headers={"accept-language": "zh"})
    assert answer.headers["content-language"] == "zh"
    assert answer.json()["sentences"][0].startswith("这些规则互相矛盾")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("spread=x", "rule_span_form"),
        ("spread=1:2:3", "rule_span_form"),
        ("spread=1e999999", "rule_span_form"),
        ("spread=nan", "rule_span_form"),
        ("spread=", "rule_span_form"),
        ("share_at_quota=0", "rule_span_range"),
        ("share_at_quota=80%25:70%25", "rule_span_order"),
        ("planet=1", "parameter_unknown"),
        ("threshold=2", "threshold_over_target"),
    ],
)
def test_what_is_refused(client: TestClient, query: str, code: str) -> None:
    answer = client.post(f"{PATH}?{query}")
    assert answer.status_code == 422 and answer.json()["errors"][0]["code"] == code


def test_a_curve_beside_a_plan_is_refused(client: TestClient) -> None:
    answer = client.post(f"{PATH}?cap=2", json=TINY_PLAN)
    assert answer.json()["errors"][0]["code"] == "rules_curve_with_plan"


def falling() -> dict[str, Any]:
    points = [{"attainment": 0.0, "pay": 0.0}, {"attainment": 1.0, "pay": 1.0}, {"attainment": 1.5, "pay": 0.5}]
    bonus = {"kind": "quota_bonus", "name": "b", "measure": "revenue", "weight": 1, "curve": {"points": points}}
    return {**TINY_PLAN, "groups": [{"key": "rep", "pay_mix": 0.4, "components": [bonus]}]}


def test_a_curve_that_falls_has_no_budget_of_its_own(client: TestClient) -> None:
    assert client.post(PATH, json=falling()).json()["errors"][0]["code"] == "rules_curve_falls"


def test_nobody_with_a_target_incentive(client: TestClient) -> None:
    plan = falling()
    plan["groups"][0]["pay_mix"] = 0
    assert client.post(PATH, json=plan).json()["errors"][0]["code"] == "rules_no_incentive"
