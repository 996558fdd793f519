"""POST /v1/feasibility: what limits allow, why there is no plan, and every way to be refused."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.routes.examples import FORM_EXAMPLE, INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from app.schemas.feasibility import FeasibilityDocument, TotalRange
from app.schemas.problem import InfeasibleProblem
from tests.app.routes.test_allocations import problem
from tests.app.scenarios import cap, limited, tiny

PATH = "/v1/feasibility"


def ends(found: TotalRange | None) -> list[float | None]:
    """Both ends of a range."""
    assert found is not None
    return [None if end is None else float(end) for end in (found.low, found.high)]


def asked(client: TestClient, query: str = "", scenario: Any = TINY_SCENARIO, **headers: str) -> FeasibilityDocument:
    response = client.post(f"{PATH}?{query}", json=scenario, headers=headers)
    assert response.status_code == 200, response.text
    return FeasibilityDocument.model_validate_json(response.content)


class TestFeasible:
    def test_range_of_the_company(self, client: TestClient) -> None:
        found = asked(client)  # regions grow by 0 to 30 % from 460 and 340
        assert (found.feasible, found.diagnosis, found.node_range) == (True, None, None)
        assert ends(found.range) == [800, 1040]

    def test_range_of_a_node_by_key_or_label(self, client: TestClient) -> None:
        by_key, by_label = (asked(client, f"node=region={name}").node_range for name in ("east", "East"))
        assert by_key == by_label
        assert by_key is not None
        assert ends(by_key) == [460, 560]  # at most what the west's 340 leave of 900
        assert by_key.node.label == "East"

    def test_a_crossing(self, client: TestClient) -> None:
        found = asked(client, "node=region=east&node=product=new").node_range
        assert found is not None
        assert ends(found) == [0, 560]
        assert found.node.keys == ["east", "new"]

    def test_in_chinese(self, client: TestClient) -> None:
        found = asked(client, "node=region=east", **{"accept-language": "zh-CN"})
        assert found.message == "存在满足所有限制的方案。"
        assert found.node_range is not None
        assert found.node_range.message == "East可以得到 460 千元 至 560 千元。"

    def test_hedged_nodes_speak_their_own_numbers(self, client: TestClient) -> None:
        hedged = tiny(over_assignment={"dimension": "region", "levels": {"region": 0.1}}, limits=[cap(500)])
        found = asked(client, "node=region=east", hedged)
        assert found.node_range is not None
        assert ends(found.node_range) == [490, 500]
        assert float(found.range.high or 0) == pytest.approx(1000 / 1.1, abs=1e-4)

    def test_rules_of_yes_or_no(self, client: TestClient) -> None:
        rule = {"kind": "cardinality", "name": "one line", "by": ["region"], "count": ["product"], "max_count": 1}
        found = asked(client, "node=product=new", limited(rule, cap(450)))
        assert found.feasible
        assert found.node_range is not None
        assert ends(found.node_range) == [0, 900]


class TestInfeasible:
    def test_the_same_diagnosis_as_in_the_refusal_of_a_plan(self, client: TestClient) -> None:
        found = asked(client, "", INFEASIBLE_SCENARIO)
        refused = client.post("/v1/allocations", json=INFEASIBLE_SCENARIO)
        assert refused.status_code == 409
        assert found.diagnosis == InfeasibleProblem.model_validate_json(refused.content).diagnosis
        assert not found.feasible

    def test_repairs_conflict_and_range(self, client: TestClient) -> None:
        diagnosis = asked(client, "", INFEASIBLE_SCENARIO).diagnosis
        assert diagnosis is not None
        assert len(diagnosis.repairs) >= 3
        assert [repair.score for repair in diagnosis.repairs] == sorted(repair.score for repair in diagnosis.repairs)
        assert diagnosis.conflict is not None
        assert {family.kind for family in diagnosis.conflict.families} == {"company_total", "amount_limit"}
        assert diagnosis.conflict.n_members == len(diagnosis.conflict.members) == 3
        assert diagnosis.feasible_range.high == 800

    def test_a_node_has_no_range(self, client: TestClient) -> None:
        found = asked(client, "node=region=east", INFEASIBLE_SCENARIO).node_range
        assert found is not None
        assert (found.low, found.high) == (None, None)
        assert "Repair the scenario first" in found.message

    def test_whole_numbers_alone(self, client: TestClient) -> None:
        rule = {"kind": "cardinality", "name": "one line", "by": ["region"], "count": ["product"], "max_count": 1}
        caps = {"kind": "amount_limit", "name": "cap", "by": ["region", "product"], "max_amount": 300}
        diagnosis = asked(client, "", limited(rule, {**caps, "negotiable": False})).diagnosis
        assert diagnosis is not None
        assert diagnosis.choices is not None
        assert "the whole numbers do not" in diagnosis.choices.message
        assert all(change.limit.name != "cap" for repair in diagnosis.repairs for change in repair.changes)


class TestWaysToPost:
    def test_yaml(self, client: TestClient) -> None:
        response = client.post(PATH, content=TINY_SCENARIO_YAML, headers={"content-type": "application/yaml"})
        assert response.json()["feasible"] is True

    def test_form_with_tables(self, client: TestClient) -> None:
        files = [
            ("scenario", ("scenario.yaml", FORM_EXAMPLE["scenario"], "application/yaml")),
            ("cells.csv", ("cells.csv", FORM_EXAMPLE["cells.csv"], "text/csv")),
        ]
        assert client.post(PATH, files=files).json()["feasible"] is True

    def test_packed(self, client: TestClient) -> None:
        headers = {"content-type": "application/yaml", "content-encoding": "gzip"}
        assert client.post(PATH, content=gzip.compress(TINY_SCENARIO_YAML.encode()), headers=headers).status_code == 200


class TestRefused:
    def test_unknown_node(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?node=region=nowhere", json=TINY_SCENARIO)
        assert problem(response, 422)["code"] == "invalid_input"
        assert "nowhere" in response.text

    @pytest.mark.parametrize("node", ["region", "=east", "region=", "planet=east"])
    def test_node_that_is_none(self, client: TestClient, node: str) -> None:
        problem(client.post(PATH, params={"node": node}, json=TINY_SCENARIO), 422)

    def test_unknown_strategy(self, client: TestClient) -> None:
        assert problem(client.post(f"{PATH}?strategy=none", json=TINY_SCENARIO), 404)["code"] == "unknown_resource"

    def test_broken_scenario(self, client: TestClient) -> None:
        assert problem(client.post(PATH, json={**TINY_SCENARIO, "limits": [{"kind": "x"}]}), 422)

    def test_only_json(self, client: TestClient) -> None:
        problem(client.post(PATH, json=TINY_SCENARIO, headers={"accept": "text/csv"}), 406)
