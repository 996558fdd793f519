"""`allot rules`: rules in words and as a document, from the usual curve and from a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.documents.incentives.consistent_rules_schema import ConsistentRulesDocument
from tests.app.cli.conftest import EXAMPLES, Allot

COMPANY = EXAMPLES / "incentives" / "company-en.plan.yaml"
PRESET = ("--spread", "0.25", "--company-loading", "0.4")
NOTHING_WANTED = (
    *("--share-at-quota", "free", "--over-assignment", "free"),
    *("--plan-probability", "free", "--budget-share", "free"),
)


def asked(allot: Allot, *arguments: str | Path) -> ConsistentRulesDocument:
    said = allot("rules", *arguments, "--json")
    assert said.code == 0, said.err
    return ConsistentRulesDocument.model_validate_json(said.out)


def test_the_usual_rules_of_thumb_contradict_each_other(allot: Allot) -> None:
    said = allot("rules")
    assert said.code == 0
    assert (
        "These rules contradict each other: people at or above quota 60 % to 70 %, payout budget over Σ target "
        "incentive 100 %." in said.lines
    )
    assert "→ With all others kept, people at or above quota must be 53.5 %, not 60 % to 70 %." in said.lines


def test_in_chinese(allot: Allot) -> None:
    said = allot("rules", "--lang", "zh")
    assert "→ 其余规则不变时，达标人数占比须为 53.5%，而不是 60% 至 70%。" in said.lines


def test_one_set_where_they_go_together(allot: Allot) -> None:
    found = asked(allot, *NOTHING_WANTED, "--forecast", "100%", "--over-assignment", "0")
    values = {rule.rule: rule.value for rule in found.rules}
    assert found.consistent and found.people == 50
    assert values["budget_share"] == pytest.approx(0.87701341, abs=1e-8)
    assert values["share_at_quota"] == pytest.approx(0.45026178, abs=1e-8)
    origins = {rule.rule: rule.origin for rule in found.rules}
    assert (origins["forecast"], origins["spread"], origins["budget_share"]) == ("stated", "assumed", "free")


def test_a_plan_states_its_forecasts_and_its_budget(allot: Allot) -> None:
    found = asked(allot, COMPANY)
    origins = {rule.rule: rule.origin for rule in found.rules}
    assert found.name == "Incentive plan 2026" and found.people == 10
    assert {name for name, origin in origins.items() if origin == "plan"} == {
        "mean_attainment",
        "spread",
        "budget_share",
    }
    assert not found.consistent and not any(way.is_enough for way in found.ways_out)


def test_another_curve(allot: Allot) -> None:
    plain = ("--threshold", "0", "--pay-at-threshold", "0", "--accelerator", "1", "--beyond", "1", "--cap", "100")
    found = asked(allot, *NOTHING_WANTED, "--mean-attainment", "0.93", *plain)
    budget = next(rule for rule in found.rules if rule.rule == "budget_share")
    assert budget.value == pytest.approx(0.93)


def test_the_file_is_what_is_printed(allot: Allot, tmp_path: Path) -> None:
    out = tmp_path / "rules.json"
    said = allot("rules", "--out", out, "--json")
    assert json.loads(out.read_text("utf-8")) == json.loads(said.out)


def test_every_fault_of_the_values_is_told(allot: Allot) -> None:
    said = allot("rules", "--spread", "wide", "--forecast", "2:1", "--budget-share", "99999", "--json")
    assert said.code == 3
    told = {(one["pointer"], one["code"]) for one in json.loads(said.out)["errors"]}
    assert told == {
        ("/spread", "rule_span_form"),
        ("/forecast", "rule_span_order"),
        ("/budget_share", "rule_span_range"),
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--threshold", "1.5"), "threshold_over_target"),
        (("--cap", "0.5"), "cap_under_target"),
        ((COMPANY, "--cap", "2"), "rules_curve_with_plan"),
    ],
)
def test_curves_that_cannot_be(allot: Allot, arguments: tuple[str | Path, ...], code: str) -> None:
    said = allot("rules", *arguments, "--json")
    assert said.code == 3 and json.loads(said.out)["errors"][0]["code"] == code
