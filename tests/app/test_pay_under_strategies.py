"""What an incentive plan pays under each strategy of a comparison: command line and service say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from app.documents.comparison.schema import ComparisonDocument
from tests.app.cli.conftest import EXAMPLES, allot_with

PLAN = """\
schema: allot.incentive-plan/1
name: Reps 2025
period: 2025
money: {currency: CNY}
budget: 80000
measures: [{name: revenue}]
groups:
  - key: rep
    pay_mix: 0.4
    components:
      - {kind: quota_bonus, name: bonus, measure: revenue, weight: 1, curve: {threshold: 0.8, pay_at_threshold: 0.5}}
people:
  - {key: ann, label: Ann, group: rep, ote: 60000}
  - {key: bo, label: Bo, group: rep, ote: 60000}
  - {key: chen, label: Chen, group: rep, ote: 50000}
targets:
  - {person: ann, measure: revenue, forecast: 2050000}
  - {person: bo, measure: revenue, forecast: 1700000}
  - {person: chen, measure: revenue, forecast: 1000000}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The smallest example with two ready-made strategies, and an incentive plan for its people."""
    document = yaml.safe_load((EXAMPLES / "tiny.scenario.yaml").read_text("utf-8"))
    for name in ("strategies", "default_strategy"):
        document.pop(name, None)
    scenario, plan = tmp_path / "tiny.scenario.yaml", tmp_path / "reps.plan.yaml"
    scenario.write_text(yaml.safe_dump(document), "utf-8")
    plan.write_text(PLAN, "utf-8")
    return scenario, plan


def test_each_strategy_pays_what_its_allocation_pays(
    files: tuple[Path, Path], client: TestClient, tmp_path: Path
) -> None:
    scenario, plan = files
    some = ("--strategy", "balanced", "--strategy", "growth")
    said = allot_with("compare", scenario, "--plan", plan, *some, "--json")
    found = ComparisonDocument.model_validate_json(said.out)
    assert found.pay is not None and found.pay.strategies[0].change == 0
    expected = {one.strategy: one for one in found.pay.strategies}
    assert expected["growth"].change == expected["growth"].expected - expected["balanced"].expected != 0
    allocated = tmp_path / "growth.json"
    assert allot_with("solve", scenario, "--strategy", "growth", "--out", allocated).code == 0
    with_own = tmp_path / "own.plan.yaml"
    with_own.write_text(PLAN + "allocation: {file: growth.json}\n", "utf-8")
    cost = json.loads(allot_with("cost", with_own, "--json").out)
    assert cost["expected"] == float(expected["growth"].expected)
    assert cost["figures"]["p90"]["closed"] == float(expected["growth"].p90)
    parts = {
        "scenario": ("s.yaml", scenario.read_bytes(), "application/yaml"),
        "plan": ("p.yaml", plan.read_bytes(), "application/yaml"),
    }
    posted = client.post("/v1/comparisons?strategy=balanced&strategy=growth", files=parts)
    assert posted.json()["pay"] == json.loads(said.out)["pay"]


def test_it_stands_in_every_form(files: tuple[Path, Path], tmp_path: Path) -> None:
    scenario, plan = files
    page = tmp_path / "page.html"
    said = allot_with("compare", scenario, "--plan", plan, "--out", page, "--lang", "zh")
    assert "预期奖金（元）" in said.out and "奖金超预算概率" in said.out
    assert "预期奖金（元）" in page.read_text("utf-8")


def test_without_a_plan_there_is_none(files: tuple[Path, Path]) -> None:
    assert json.loads(allot_with("compare", files[0], "--json").out)["pay"] is None


def test_a_plan_that_is_not_there(files: tuple[Path, Path]) -> None:
    said = allot_with("compare", files[0], "--plan", files[1].with_name("nothing.yaml"))
    assert said.code == 3 and "There is no file “nothing.yaml”" in said.err


def test_a_plan_that_does_not_fit(files: tuple[Path, Path], client: TestClient) -> None:
    parts = {
        "scenario": ("s.yaml", files[0].read_bytes(), "application/yaml"),
        "plan": ("p.yaml", PLAN.replace("currency: CNY", "currency: USD").encode(), "application/yaml"),
    }
    answer = client.post("/v1/comparisons", files=parts)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == ("allocation_currency", "/plan/allocation")


def test_harder_targets_are_reached_less_often(files: tuple[Path, Path]) -> None:
    """Without forecasts of its own the incentive plan goes by those of the scenario, the same under every strategy."""
    scenario, plan = files
    document, sold = yaml.safe_load(PLAN), yaml.safe_load(scenario.read_text("utf-8"))
    stated = {"ann": 0, "bo": 0, "chen": 0}
    for cell, forecast in zip(sold["cells"], (1900, 150, 1600, 130, 1010), strict=True):
        cell["forecast"] = forecast
        stated[cell["rep"]] += forecast * 1000
    scenario.write_text(yaml.safe_dump(sold), "utf-8")
    rows = [{"person": who, "measure": "revenue", "forecast": value} for who, value in stated.items()]
    plan.write_text(yaml.safe_dump({**document, "targets": rows}), "utf-8")
    by_hand = json.loads(allot_with("compare", scenario, "--plan", plan, "--json").out)["pay"]
    plan.write_text(yaml.safe_dump({**document, "targets": []}), "utf-8")
    found = json.loads(allot_with("compare", scenario, "--plan", plan, "--json").out)["pay"]
    assert found["strategies"] == by_hand["strategies"]
    assert len({one["expected"] for one in found["strategies"]}) > 1
    codes = [one["code"] for one in found["notices"]]
    assert "allocation_forecast_taken" in codes and "allocation_forecast_base" not in codes
    for language, text in (("en", "the forecasts of their cells are expected"), ("zh", "按其单元的预测作为预期")):
        assert text in allot_with("compare", scenario, "--plan", plan, "--lang", language).out


def test_cells_without_a_forecast_bring_what_the_base_plans(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Under every strategy alike: whoever has a harder target than under the base reaches less of it."""
    scenario, plan = files
    allocated = tmp_path / "base.json"
    assert allot_with("solve", scenario, "--strategy", "balanced", "--out", allocated).code == 0
    by_hand: dict[str, float] = {}
    for cell in json.loads(allocated.read_text("utf-8"))["cells"]:
        by_hand[cell["members"]["rep"]] = by_hand.get(cell["members"]["rep"], 0) + cell["plan"] * 1000
    document = yaml.safe_load(PLAN)
    rows = [{"person": who, "measure": "revenue", "forecast": value} for who, value in by_hand.items()]
    plan.write_text(yaml.safe_dump({**document, "targets": rows}), "utf-8")
    stated = json.loads(allot_with("compare", scenario, "--plan", plan, "--json").out)["pay"]
    assert "allocation_forecast_base" not in [one["code"] for one in stated["notices"]]
    plan.write_text(yaml.safe_dump({**document, "targets": []}), "utf-8")
    found = json.loads(allot_with("compare", scenario, "--plan", plan, "--json").out)["pay"]
    assert found["strategies"] == stated["strategies"]
    (said,) = [one["message"] for one in found["notices"] if one["code"] == "allocation_forecast_base"]
    assert said.startswith(
        "For 5 of 5 cells the scenario states no forecast: under every strategy, what “Balanced” plans"
    )


def test_a_plan_of_other_people(files: tuple[Path, Path], client: TestClient) -> None:
    scenario, plan = files
    others = PLAN.replace("ann", "tom").replace("bo,", "tim,").replace("chen", "tess").replace("Bo,", "Tim,")
    plan.write_text(others, "utf-8")
    said = allot_with("compare", scenario, "--plan", plan)
    assert said.code == 3 and "Nobody of this plan is in the allocation" in said.err and "Expected pay" not in said.out
    parts = {
        "scenario": ("s.yaml", scenario.read_bytes(), "application/yaml"),
        "plan": ("p.yaml", others.encode(), "application/yaml"),
    }
    answer = client.post("/v1/comparisons", files=parts)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["pointer"]) == (422, "allocation_nobody", "/plan/allocation")


def test_whose_targets_stay_is_said(files: tuple[Path, Path], tmp_path: Path) -> None:
    scenario, plan = files
    plan.write_text(
        PLAN.replace("{key: bo,", "{key: tim,").replace(
            "person: bo, measure: revenue", "person: tim, measure: revenue, target: 1700000"
        ),
        "utf-8",
    )
    page = tmp_path / "page.html"
    said = allot_with("compare", scenario, "--plan", plan, "--out", page)
    expected = "their own targets stay: 1 of this plan's people: Bo."
    assert expected in " ".join(said.out.split()) and expected.replace("'", "&#39;") in page.read_text("utf-8")


def test_pay_in_another_unit_than_the_scenario_s(files: tuple[Path, Path]) -> None:
    """A few yuan of ten billion are no amount of a scenario in thousands; they are written all the same."""
    scenario, plan = files
    plan.write_text(PLAN.replace("60000", "60000000000").replace("budget: 80000\n", ""), "utf-8")
    said = allot_with("compare", scenario, "--plan", plan, "--strategy", "balanced", "--strategy", "growth")
    assert said.code == 0 and "Expected pay (CNY)" in said.out
