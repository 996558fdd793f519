"""Query parameters that an operation does not know, or is given twice."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.routes.examples import TINY_SCENARIO
from tests.app.routes.test_allocations import problem


class TestUnknown:
    def test_a_slip_is_no_plan_of_another_strategy(self, client: TestClient) -> None:
        document = problem(client.post("/v1/allocations?stratgy=growth", json=TINY_SCENARIO), 422)
        assert (document["code"], document["errors"][0]["code"]) == ("invalid_request", "parameter_unknown")
        assert document["errors"][0]["parameter"] == "stratgy"
        assert "Did you mean strategy?" in document["errors"][0]["detail"]

    def test_all_at_once_and_in_chinese(self, client: TestClient) -> None:
        path = "/v1/allocations?opertion=validate&solver=cbc&solver=highs&x=1"
        errors = problem(client.post(path, json=TINY_SCENARIO, headers={"accept-language": "zh"}), 422)["errors"]
        assert [(error["parameter"], error["code"]) for error in errors] == [
            ("opertion", "parameter_unknown"),
            ("solver", "parameter_twice"),
            ("x", "parameter_unknown"),
        ]
        assert "是否想写 operation" in errors[0]["detail"] and "请只填一次" in errors[1]["detail"]

    @pytest.mark.parametrize("path", ["/v1/template?lang=zh", "/v1/schemas/scenario?x=1", "/v1/problems/infeasible?x="])
    def test_where_something_is_read(self, client: TestClient, path: str) -> None:
        assert problem(client.get(path), 422)["errors"][0]["code"] == "parameter_unknown"

    def test_imports_take_none(self, client: TestClient) -> None:
        assert "Known are" not in problem(client.post("/v1/imports?x=1", json={}), 422)["errors"][0]["detail"]

    def test_a_long_name_is_not_repeated_whole(self, client: TestClient) -> None:
        assert len(problem(client.get(f"/v1/template?{'x' * 5000}=1"), 422)["errors"][0]["parameter"]) == 60


class TestWhatIsAllowed:
    @pytest.mark.parametrize(
        ("path", "code", "english", "chinese"),
        [
            (
                "frontiers?between=fit&between=strategic&points=1000000",
                "parameter_whole",
                "at least 3, at most 500",
                "整数",
            ),
            ("frontiers?points=4", "parameter_missing", "“between” is missing", "缺少必填的参数“between”"),
            ("alternatives?" + 13 * "&by=region", "parameter_entries", "at most 12 times", "至多 12 次"),
            ("alternatives?count=1000", "parameter_whole", "at least 1, at most 20", "不大于 20"),
            ("alternatives?within=5", "parameter_number", "at least 0.000001, at most 0.5", "不大于 0.5"),
            ("comparisons?prices=maybe", "parameter_yes_no", "must be true or false", "true 或 false"),
            ("break-evens?node=rep%3DA&dial=fairness&to=abc", "parameter_number", "at most 1,000,000", "数值"),
            ("costs?draws=50", "parameter_whole", "at least 100, at most 100,000", "不小于 100"),
            ("costs?budget=-1", "parameter_number", "a number, at least 0", "不小于 0"),
            (
                "allocations?operation=x",
                "parameter_invalid",
                "Allowed are solve, validate",
                "可用的值：solve、validate",
            ),
            (f"allocations?solver={'x' * 61}", "parameter_too_long", "at most 60 characters", "最多允许 60"),
        ],
    )
    def test_is_said(self, client: TestClient, path: str, code: str, english: str, chinese: str) -> None:
        for language, said in (("en", english), ("zh", chinese)):
            response = client.post(f"/v1/{path}", json=TINY_SCENARIO, headers={"accept-language": language})
            (entry,) = problem(response, 422)["errors"]
            assert entry["code"] == code and said in entry["detail"], entry


class TestKnown:
    def test_a_list_may_be_repeated(self, client: TestClient) -> None:
        assert client.post("/v1/rollups?by=region&by=product", json=TINY_SCENARIO).status_code == 200

    def test_probes_may_append_what_they_like(self, client: TestClient) -> None:
        assert client.get("/health/live?now=1").status_code == 200
