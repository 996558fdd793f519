"""Schemas, problem types, health, and addresses that do not exist."""

from __future__ import annotations

import jsonschema
import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.problems import PROBLEM_TYPES
from app.routes.examples import TINY_SCENARIO
from app.schemas.health import NotReadyProblem, Ready
from app.settings import Settings
from tests.app.routes.test_allocations import problem


class TestSchemas:
    def test_the_example_follows_the_scenario_schema(self, client: TestClient) -> None:
        response = client.get("/v1/schemas/scenario")
        assert response.headers["content-type"] == "application/schema+json"
        jsonschema.validate(TINY_SCENARIO, response.json(), jsonschema.Draft202012Validator)

    def test_a_plan_follows_the_plan_schema(self, client: TestClient) -> None:
        plan = client.post("/v1/allocations", json=TINY_SCENARIO).json()
        jsonschema.validate(plan, client.get("/v1/schemas/plan").json(), jsonschema.Draft202012Validator)

    def test_unknown(self, client: TestClient) -> None:
        assert "scenario" in problem(client.get("/v1/schemas/scenari"), 404)["detail"]


class TestProblems:
    @pytest.mark.parametrize("code", PROBLEM_TYPES)
    def test_every_type_is_explained(self, client: TestClient, code: str) -> None:
        found = client.get(PROBLEM_TYPES[code].type).json()
        assert (found["code"], found["status"]) == (code, PROBLEM_TYPES[code].status)

    def test_chinese(self, client: TestClient) -> None:
        found = client.get("/v1/problems/infeasible", headers={"accept-language": "zh-CN"}).json()
        assert found["title"] == "没有方案能满足所有限制"

    def test_unknown(self, client: TestClient) -> None:
        problem(client.get("/v1/problems/weather"), 404)


class TestHealth:
    def test_live(self, client: TestClient) -> None:
        assert client.get("/health/live").json() == {"status": "live"}

    def test_ready(self, client: TestClient) -> None:
        found = Ready.model_validate_json(client.get("/health/ready").content)
        assert [solver.name for solver in found.solvers if solver.usable] == ["cbc", "highs"]

    def test_not_ready_without_its_solver(self) -> None:
        settings = Settings.from_environment({"ALLOT_CBC": "/nowhere/cbc"})
        with TestClient(create_app(settings)) as client:
            response = client.get("/health/ready")
            problem_found = NotReadyProblem.model_validate_json(response.content)
            assert response.status_code == 503
            assert [solver.usable for solver in problem_found.solvers] == [False, True]
            assert client.post("/v1/allocations", json=TINY_SCENARIO).json()["code"] == "solver_unavailable"
            assert client.post("/v1/allocations?solver=highs", json=TINY_SCENARIO).status_code == 200


class TestAddresses:
    def test_not_found(self, client: TestClient) -> None:
        assert problem(client.get("/v2/nothing"), 404)["code"] == "not_found"

    def test_method(self, client: TestClient) -> None:
        response = client.put("/v1/allocations")
        assert problem(response, 405)["code"] == "method_not_allowed"
        assert response.headers["allow"] == "POST"

    def test_static_files_do_not_leave_their_folder(self, client: TestClient) -> None:
        problem(client.get("/static/%2e%2e/%2e%2e/main.py"), 404)

    def test_a_defect_of_our_own(self) -> None:
        app = create_app(Settings())

        @app.get("/defect")
        async def defect() -> None:
            raise RuntimeError("secret of the inside")

        with TestClient(app, raise_server_exceptions=False) as client:
            response = client.get("/defect", headers={"accept-language": "zh"})
        assert problem(response, 500)["title"] == "内部错误"
        assert "secret" not in response.text
