"""`allot lint`: findings in words and as a document, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.documents.incentives.plan_lint_schema import PlanLintDocument
from tests.app.cli.conftest import EXAMPLES, Allot

COMPANY = EXAMPLES / "incentives" / "company-en.plan.yaml"

AWKWARD: dict[str, Any] = {
    "schema": "allot.incentive-plan/1",
    "name": "Awkward plan",
    "period": "2026",
    "money": {"currency": "CNY", "unit": "ten_thousand"},
    "margin_rate": 0.12,
    "measures": [{"name": "revenue", "label": "Revenue"}],
    "groups": [
        {
            "key": "rep",
            "label": "Reps",
            "pay_mix": 0.4,
            "cap_multiple": 2,
            "components": [
                {
                    "kind": "quota_bonus",
                    "name": "bonus",
                    "label": "Bonus",
                    "measure": "revenue",
                    "weight": 1,
                    "curve": {"threshold": 0.9, "pay_at_threshold": 0.5, "accelerator": 4},
                },
                {
                    "kind": "commission",
                    "name": "commission",
                    "label": "Commission",
                    "measure": "revenue",
                    "rates": {
                        "mode": "retroactive",
                        "tiers": [{"from": 0, "rate": 0.02}, {"from": 100, "rate": 0.01}, {"from": 150, "rate": 0.03}],
                    },
                },
            ],
            "advances": {"every": "quarter", "paid_by": "period", "true_up": False},
        },
        {
            "key": "nobody",
            "pay_mix": 0.4,
            "components": [{"kind": "quota_bonus", "name": "bonus", "measure": "revenue", "weight": 1}],
        },
    ],
    "people": [{"key": "ann", "group": "rep", "ote": 15}],
    "targets": [{"person": "ann", "measure": "revenue", "target": 100}],
}


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A plan with a fault of nearly every kind."""
    path = tmp_path / "awkward.plan.yaml"
    path.write_text(yaml.safe_dump(AWKWARD, allow_unicode=True), "utf-8")
    return path


def test_findings_in_words(allot: Allot, awkward: Path) -> None:
    said = allot("lint", awkward)
    assert said.code == 0
    assert said.lines[0] == "Awkward plan · 2026 · errors: 2, warnings: 4, notes: 1"
    assert (
        "Commission: from 100 × 10,000 CNY to 150 × 10,000 CNY pay is below what fewer sales had earned, by up to "
        "1 × 10,000 CNY (16.7 % of the target incentive)." in said.lines
    )
    assert (
        "Revenue, from 90 % to 120 %: one more CNY sold is paid with up to 32 %, and brings a margin of 12 % "
        in said.out
    )
    assert "Bonus: at 90 % pay jumps by 3 × 10,000 CNY, 50 % of the target incentive." in said.lines
    assert "Not looked at: ratchet; state with --ratchet (REST: `ratchet`) which share of the sales above" in said.out
    assert "Nobody is in nobody: not looked at." in said.lines


def test_in_chinese(allot: Allot, awkward: Path) -> None:
    said = allot("lint", awkward, "--lang", "zh", "--ratchet", "1")
    assert said.lines[0] == "Awkward plan · 2026 · 错误 2，警告 4，提示 1"
    assert "Bonus：在 90% 处奖金跳升 3 万元，占目标奖金的 50%。" in said.lines
    assert "未检查：" not in said.out


def test_strict_ends_with_one_on_warnings_alone(allot: Allot, awkward: Path) -> None:
    assert allot("lint", awkward, "--strict").code == 1
    plain = {**AWKWARD, "groups": [{**AWKWARD["groups"][1], "key": "rep"}]}
    awkward.write_text(yaml.safe_dump(plain), "utf-8")
    assert allot("lint", awkward, "--strict").code == 0


def test_the_document(allot: Allot, awkward: Path, tmp_path: Path) -> None:
    out = tmp_path / "lint.json"
    said = allot("lint", awkward, "--json", "--out", out, "--shift", "0.1", "--margin", "0.5")
    found = PlanLintDocument.model_validate_json(said.out)
    assert json.loads(out.read_text("utf-8")) == json.loads(said.out)
    assert found.assumptions.margin_rate == 0.5 and found.assumptions.shift_share == 0.1
    assert "marginal_pay" not in {finding.rule for finding in found.findings}
    shift = next(finding for finding in found.findings if finding.rule == "shifted_orders")
    assert shift.numbers["moved"] is not None and shift.numbers["moved"] <= 0.1 + 1e-9


def test_a_shift_in_a_year_just_below_a_threshold(allot: Allot, awkward: Path) -> None:
    # 3 % of 90 % moved over the threshold: half of a quarter of 6, and slope 5 on 2.7 %.
    said = allot("lint", awkward, "--shift", "0.03")
    assert (
        "Bonus: in a year just below 90 %, reporting 3 % of the sales of period 2 in period 1 earns 0.9525 × 10,000 "
        "CNY more, 15.9 % of the target incentive; in a year on target a shift earns 0 × 10,000 CNY." in said.lines
    )
    chinese = allot("lint", awkward, "--shift", "0.03", "--lang", "zh")
    assert (
        "Bonus：全年达成略低于 90% 时，把第 2 期销售的 3% 改报在第 1 期可多得 0.9525 万元，占目标奖金的 15.9%；"
        "全年达标时挪动可多得 0 万元。" in chinese.lines
    )


def test_the_example_says_how_many_people(allot: Allot) -> None:
    said = allot("lint", COMPANY)
    assert said.code == 0
    assert "Revenue bonus: below 80 % nothing is earned. Expected there: 18.4 % of the people (0.9)." in said.lines


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_plan_has_the_same_bytes(allot: Allot, language: str) -> None:
    first, second = (allot("lint", COMPANY, "--ratchet", "0.5", "--json", "--lang", language).out for _ in range(2))
    assert first == second


@pytest.mark.parametrize("option", [("--ratchet", "2"), ("--shift", "0"), ("--margin", "-1"), ("--next-year", "x")])
def test_usage(allot: Allot, awkward: Path, option: tuple[str, str]) -> None:
    assert allot("lint", awkward, *option).code == 2


def test_a_missing_file(allot: Allot) -> None:
    said = allot("lint", "nope.yaml", "--json")
    assert said.code == 3 and json.loads(said.out)["code"] == "invalid_input"
