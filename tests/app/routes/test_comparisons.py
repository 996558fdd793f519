"""POST /v1/comparisons: strategies side by side, and every way to be refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.comparison.schema import ComparisonDocument
from app.documents.plan_schema import PlanDocument
from app.documents.template.scenario_workbook import scenario_workbook
from app.main import create_app
from app.negotiation import XLSX
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from app.settings import Settings
from tests.app.routes.test_allocations import problem
from tests.support.documents import read

PATH = "/v1/comparisons"
TWO = "strategy=growth&strategy=fairness"

CELLS: list[dict[str, Any]] = [{**cell, "baseline": cell["potential"]} for cell in TINY_SCENARIO["cells"]]
CROSSING: dict[str, Any] = {**TINY_SCENARIO, "cells": CELLS, "limits": []}
"""What has priority is nearly half as large as the rest to begin with, and no limit holds it back."""


def compared(client: TestClient, query: str, scenario: Any = TINY_SCENARIO) -> ComparisonDocument:
    response = client.post(f"{PATH}?{query}", json=scenario)
    assert response.status_code == 200, response.text
    return ComparisonDocument.model_validate_json(response.content)


@pytest.fixture(scope="module")
def every(client: TestClient) -> ComparisonDocument:
    """All strategies of the example."""
    return compared(client, "")


@pytest.fixture(scope="module")
def small() -> Iterator[TestClient]:
    """A service that compares little."""
    with TestClient(create_app(Settings(max_comparison_cells=19)), raise_server_exceptions=False) as found:
        yield found


class TestAnswers:
    def test_are_the_plans_of_allocations(self, client: TestClient, every: ComparisonDocument) -> None:
        for one in every.strategies:
            response = client.post(f"/v1/allocations?strategy={one.name}", json=TINY_SCENARIO)
            plan = PlanDocument.model_validate_json(response.content)
            assert (one.plan_hash, one.scorecard) == (plan.plan_hash, plan.scorecard)

    def test_differences_add_up_to_nothing_on_every_cut(self, every: ComparisonDocument) -> None:
        assert len(every.cuts) == 3
        for cut in every.cuts:
            for place in range(len(every.plans)):
                targets = [Decimal(node.targets[place]) for node in cut.nodes]
                differences = [Decimal(node.differences[place]) for node in cut.nodes]
                assert sum(targets) == 900
                assert sum(differences) == 0

    def test_gains_and_losses_are_the_largest_differences(self, every: ComparisonDocument) -> None:
        cuts = {tuple(cut.by): cut for cut in every.cuts}
        assert every.changes
        for changes in every.changes:
            nodes = cuts[tuple(changes.by)].nodes
            for one in changes.strategies:
                place = every.plans.index(one.strategy)
                risen = sorted((node.differences[place] for node in nodes if node.differences[place] > 0), reverse=True)
                assert [change.difference for change in one.gains] == risen
                assert all(change.after - change.before == change.difference < 0 for change in one.losses)

    def test_moved_money_is_half_of_all_changes(self, every: ComparisonDocument) -> None:
        for one in every.strategies:
            assert one.moved is not None
            assert one.moved.gained == one.moved.lost == one.moved.moved
            assert one.moved.gross == 2 * one.moved.moved

    def test_regret_of_the_own_plan_is_zero_and_of_no_other_below(self, every: ComparisonDocument) -> None:
        assert every.regret is not None
        for place, (row, error) in enumerate(zip(every.regret.loss, every.regret.error, strict=True)):
            assert row[place] == 0
            assert min(row) >= -error

    def test_the_base_comes_first(self, client: TestClient) -> None:
        found = compared(client, f"{TWO}&base=profit&by=region")
        assert found.plans == ["profit", "growth", "fairness"]
        (cut,) = found.cuts
        assert cut.by == ["region"]
        assert [node.differences[0] for node in cut.nodes] == [0, 0]

    def test_certificates_are_those_of_the_plans(self, client: TestClient) -> None:
        scenario = {**TINY_SCENARIO, "fairness_certificate": {"max_gini": 0.05}}
        found = compared(client, TWO, scenario)
        assert [one.strategy for one in found.certificates] == found.plans
        for one, strategy in zip(found.certificates, found.strategies, strict=True):
            assert strategy.scorecard is not None
            assert one.gini == pytest.approx(strategy.scorecard.difficulty_gini)
        assert [one.passed for one in found.certificates] == [False, True]

    def test_break_evens_are_those_of_a_search_of_their_own(self, client: TestClient) -> None:
        found = compared(client, "base=growth&strategy=fairness&break_evens=true", CROSSING).break_evens
        assert found is not None and found.complete and found.strategy == "growth"
        assert [cut.by_labels for cut in found.watched] == [["Product"], ["Region"]]
        (turn,) = found.dials[0].turns
        query = "strategy=growth&node=product=new&against=product=core"
        alone = client.post(f"/v1/break-evens?{query}", json=CROSSING).json()
        assert turn.value - found.dials[0].tolerance <= alone["value"] <= turn.value
        assert f"Once strategic intensity reaches {turn.value:.4g}, Core line stands behind New line" in turn.sentence

    def test_a_workbook_is_read_as_allocations_read_it(self, client: TestClient) -> None:
        book = scenario_workbook(read(dict(TINY_SCENARIO)), "en")
        headers = {"content-type": XLSX}
        response = client.post(f"{PATH}?{TWO}", content=book, headers=headers)
        assert response.status_code == 200, response.text
        assert response.json()["plans"] == ["growth", "fairness"]
        body = client.get("/openapi.json").json()["paths"][PATH]["post"]["requestBody"]
        assert XLSX in body["content"]

    def test_csv_has_a_row_per_node_and_strategy(self, client: TestClient) -> None:
        headers = {"content-type": "application/yaml", "accept": "text/csv"}
        response = client.post(f"{PATH}?{TWO}&by=region", content=TINY_SCENARIO_YAML, headers=headers)
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["strategy"], row["by"], row["label"]) for row in rows] == [
            ("growth", "company", ""),
            ("fairness", "company", ""),
            ("growth", "region", "East"),
            ("fairness", "region", "East"),
            ("growth", "region", "West"),
            ("fairness", "region", "West"),
        ]
        for row in rows:
            assert Decimal(row["target"]) - Decimal(row["base_target"]) == Decimal(row["difference"])


class TestWithoutPlan:
    def test_is_a_row_with_its_reason(self, client: TestClient) -> None:
        found = compared(client, TWO, INFEASIBLE_SCENARIO)
        assert (found.base, found.plans, found.cuts, found.regret) == (None, [], [], None)
        for one in found.strategies:
            assert (one.outcome, one.target) == ("infeasible", None)
            assert one.reason is not None
            assert (one.reason.code, one.reason.amount) == ("caps_below_floor", Decimal(100))
            assert "100 thousand CNY too little" in one.reason.messages[0]

    def test_reasons_speak_the_language_asked_for(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?{TWO}", json=INFEASIBLE_SCENARIO, headers={"accept-language": "zh"})
        assert "还差" in response.json()["strategies"][0]["reason"]["messages"][0]

    def test_csv_says_so_too(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?{TWO}", json=INFEASIBLE_SCENARIO, headers={"accept": "text/csv"})
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["target"], row["reason"]) for row in rows] == [("", "caps_below_floor")] * 2


class TestRefusals:
    @pytest.mark.parametrize("query", ["strategy=growth&strategy=nowhere", "base=nowhere"])
    def test_unknown_strategies(self, client: TestClient, query: str) -> None:
        found = problem(client.post(f"{PATH}?{query}", json=TINY_SCENARIO), 404)
        assert "nowhere" in found["detail"] and "growth" in found["detail"]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("strategy=growth", "one_strategy"),
            ("strategy=growth&strategy=growth", "strategy_twice"),
            ("by=planet", "unknown_axis"),
            ("by=region&by=region", "axis_twice"),
            ("by=region&by=product&by=region", "too_many_axes"),
        ],
    )
    def test_what_makes_no_comparison(self, client: TestClient, query: str, code: str) -> None:
        found = problem(client.post(f"{PATH}?{query}", json=TINY_SCENARIO), 422)
        assert [one["code"] for one in found["errors"]] == [code]

    def test_too_much_at_once(self, small: TestClient) -> None:
        found = problem(small.post(PATH, json=TINY_SCENARIO), 413)
        assert "19" in found["detail"] and "20" in found["detail"]

    def test_other_forms(self, client: TestClient) -> None:
        problem(client.post(PATH, json=TINY_SCENARIO, headers={"accept": "image/png"}), 406)
