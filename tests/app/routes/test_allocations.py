"""POST /v1/allocations: plans, checks, and every way to be refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.plan_schema import PlanDocument
from app.negotiation import XLSX
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from app.schemas.problem import InfeasibleProblem, Problem
from app.schemas.validation import Validation
from tests.app.scenarios import cap, limited, tiny

PATH = "/v1/allocations"
JSON = {"content-type": "application/json"}
NEAR_THE_WORD = {"kind": "commitment", "name": "near the word", "below_rate": 0.1}


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem document of a refusal, checked against its schema."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    Problem.model_validate(document)
    assert document["status"] == status
    return document


class TestSolve:
    def test_answers_a_plan(self, client: TestClient) -> None:
        response = client.post(PATH, json=TINY_SCENARIO)
        plan = PlanDocument.model_validate_json(response.content)
        assert response.status_code == 200
        assert plan.outcome == "optimal"
        assert sum(cell.target for cell in plan.cells) == 900

    def test_yaml_is_the_same_scenario(self, client: TestClient) -> None:
        written = client.post(PATH, content=TINY_SCENARIO_YAML, headers={"content-type": "application/yaml"}).json()
        posted = client.post(PATH, json=TINY_SCENARIO).json()
        assert written["plan_hash"] == posted["plan_hash"]

    def test_same_bytes_but_for_the_time(self, client: TestClient) -> None:
        first, second = (client.post(PATH, json=TINY_SCENARIO).json() for _ in range(2))
        for plan in (first, second):
            del plan["seconds"], plan["phases"]
        assert json.dumps(first) == json.dumps(second)

    def test_amounts_are_exact_numbers(self, client: TestClient) -> None:
        document = json.loads(client.post(PATH, json=TINY_SCENARIO).content, parse_float=Decimal)
        assert sum(Decimal(cell["target"]) for cell in document["cells"]) == 900
        assert all(isinstance(cell["target"], Decimal | int) for cell in document["cells"])

    def test_other_solver_same_decision(self, client: TestClient) -> None:
        hashes = {
            client.post(f"{PATH}?solver={name}", json=TINY_SCENARIO).json()["plan_hash"] for name in ("cbc", "highs")
        }
        assert len(hashes) == 1

    def test_a_named_strategy(self, client: TestClient) -> None:
        scenario = tiny(strategies={"bold": {"strategic_intensity": 2}, "calm": {}})
        assert client.post(f"{PATH}?strategy=calm", json=scenario).json()["strategy"] == "calm"

    def test_csv(self, client: TestClient) -> None:
        response = client.post(PATH, json=TINY_SCENARIO, headers={"accept": "text/csv"})
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.content.decode("utf-8-sig").splitlines()[0].startswith("product,product_label,region")
        assert len(response.content.splitlines()) == 5

    def test_caches_know_what_varies(self, client: TestClient) -> None:
        response = client.post(PATH, json=TINY_SCENARIO, headers={"accept-language": "zh-CN"})
        assert response.headers["content-language"] == "zh"
        assert response.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"


class TestNotices:
    def test_each_one_once_and_in_words(self, client: TestClient) -> None:
        notices = client.post(PATH, json=limited(NEAR_THE_WORD)).json()["notices"]
        assert [notice["code"] for notice in notices] == ["commitment_without_effect"]
        assert "near the word" in notices[0]["message"]

    def test_chinese(self, client: TestClient) -> None:
        posted = client.post(PATH, json=limited(NEAR_THE_WORD), headers={"accept-language": "zh"})
        assert "不起作用" in posted.json()["notices"][0]["message"]


class TestInfeasible:
    def test_reasons_and_repairs(self, client: TestClient) -> None:
        document = client.post(PATH, json=INFEASIBLE_SCENARIO)
        assert document.status_code == 409
        found = InfeasibleProblem.model_validate_json(document.content)
        assert found.diagnosis.reasons[0].shortfall == 100
        assert {repair.keeps_target for repair in found.diagnosis.repairs} == {True, False}

    def test_every_repair_makes_a_plan_possible(self, client: TestClient) -> None:
        repairs = client.post(PATH, json=INFEASIBLE_SCENARIO).json()["diagnosis"]["repairs"]
        target = next(repair for repair in repairs if not repair["keeps_target"])["changes"][0]["to"]
        assert client.post(PATH, json=limited(cap(400)) | {"company_target": {"amount": target}}).status_code == 200
        raised = max(change["to"] for change in repairs[0]["changes"])
        assert client.post(PATH, json=limited(cap(raised))).status_code == 200

    def test_also_for_csv(self, client: TestClient) -> None:
        assert problem_code(client.post(PATH, json=INFEASIBLE_SCENARIO, headers={"accept": "text/csv"})) == "infeasible"


class TestValidate:
    def test_valid(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?operation=validate", json=TINY_SCENARIO)
        found = Validation.model_validate_json(response.content)
        assert (found.cells, found.limits, found.strategy) == (4, 2, "balanced")
        assert found.scenario_hash == client.post(PATH, json=TINY_SCENARIO).json()["scenario_hash"]

    def test_contradictory_limits_are_still_valid(self, client: TestClient) -> None:
        assert client.post(f"{PATH}?operation=validate", json=INFEASIBLE_SCENARIO).status_code == 200

    def test_every_finding_at_once(self, client: TestClient) -> None:
        broken = tiny(money={"currency": "CNX"}, period="", colour="red")
        broken["company_target"] = {"amount": "900"}
        document = problem(client.post(f"{PATH}?operation=validate", json=broken), 422)
        codes = {entry["code"] for entry in document["errors"]}
        assert {"currency_unknown", "text_empty", "field_unknown", "number_as_text"} <= codes

    def test_unknown_strategy_of_the_request(self, client: TestClient) -> None:
        problem(client.post(f"{PATH}?operation=validate&strategy=bold", json=TINY_SCENARIO), 404)


class TestRefusals:
    @pytest.mark.parametrize("body", [b"", b"{", b"[1,", b'{"a": NaN}', b'{"a":1,"a":2}', b"\xff\xfe", b"[" * 100_000])
    def test_malformed_json(self, client: TestClient, body: bytes) -> None:
        document = problem(client.post(PATH, content=body, headers=JSON), 400)
        assert document["code"] == "malformed"
        assert document["errors"][0]["detail"]

    @pytest.mark.parametrize(
        "body", [b"a: [", b"a: 1\na: 2", b"a: .nan", b"a: *b", b"--- 1\n--- 2", b"a: !!python/name:os.system x"]
    )
    def test_malformed_yaml(self, client: TestClient, body: bytes) -> None:
        problem(client.post(PATH, content=body, headers={"content-type": "application/yaml"}), 400)

    @pytest.mark.parametrize("body", [b"null", b"3", b"[]", b'"text"', b"{}"])
    def test_not_a_scenario(self, client: TestClient, body: bytes) -> None:
        document = problem(client.post(PATH, content=body, headers=JSON), 422)
        assert document["code"] == "invalid_input"

    def test_unknown_solver_and_strategy(self, client: TestClient) -> None:
        detail = problem(client.post(f"{PATH}?solver=cbcc", json=TINY_SCENARIO), 404)["detail"]
        assert "Did you mean cbc?" in detail
        problem(client.post(f"{PATH}?strategy=bold", json=TINY_SCENARIO), 404)

    def test_unknown_operation(self, client: TestClient) -> None:
        document = problem(client.post(f"{PATH}?operation=guess", json=TINY_SCENARIO), 422)
        assert document["errors"][0]["parameter"] == "operation"
        assert "solve" in document["errors"][0]["detail"]

    @pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
    def test_media_type(self, client: TestClient, kind: str) -> None:
        response = client.post(PATH, content=b"{}", headers={"content-type": kind})
        problem(response, 415)
        assert response.headers["accept-post"] == f"application/json, application/yaml, {XLSX}, multipart/form-data"

    def test_a_form_whose_parts_cannot_be_told_apart(self, client: TestClient) -> None:
        response = client.post(PATH, content=b"--x", headers={"content-type": "multipart/form-data"})
        assert "names no boundary" in problem(response, 415)["detail"]

    def test_a_table_in_a_file(self, client: TestClient) -> None:
        document = problem(client.post(PATH, json=tiny(cells={"table": "/etc/passwd"})), 422)
        assert [entry["code"] for entry in document["errors"]] == ["table_without_folder"]


class TestCeilings:
    def test_announced_bytes(self, client: TestClient) -> None:
        document = problem(client.post(PATH, content=b" " * 200_001, headers=JSON), 413)
        assert "200001" in document["detail"]

    def test_streamed_bytes(self, client: TestClient) -> None:
        pieces = (b" " * 50_000 for _ in range(1000))
        problem(client.post(PATH, content=pieces, headers=JSON), 413)

    def test_rows(self, client: TestClient) -> None:
        problem(client.post(PATH, json=tiny(cells=[{"product": "core"}] * 101)), 413)

    def test_variables(self, client: TestClient) -> None:
        members = [{"key": f"m{i}"} for i in range(60)]
        cells = [{"only": f"m{i}", "baseline": 1} for i in range(60)]
        wide = tiny(dimensions=[{"name": "only", "members": members}], cells=cells, limits=[])
        assert "60" in problem(client.post(PATH, json=wide), 413)["detail"]

    def test_seconds(self, client: TestClient) -> None:
        problem(client.post(PATH, json=tiny(options={"time_limit_seconds": 61})), 413)

    def test_no_time_at_all(self, client: TestClient) -> None:
        response = client.post(PATH, json=tiny(options={"time_limit_seconds": 1e-9}))
        assert problem(response, 504)["code"] == "limit_reached"


def problem_code(response: Any) -> str:
    """The code of a problem, whatever its status."""
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["code"])
