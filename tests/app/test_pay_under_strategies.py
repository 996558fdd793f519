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
