"""Reports of limits that count difficulty or pieces, and of plans in pieces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.documents.plan_schema import PlanDocument
from tests.app.cli.conftest import EXAMPLES, Allot

CASES = Path(__file__).parents[2] / "cases"


def case(name: str, folder: Path, **changes: Any) -> Path:
    """A case without what is expected of it, as a scenario file."""
    document = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8").partition("\nexpect:\n")[0])
    path = folder / f"{name}.scenario.yaml"
    path.write_text(yaml.safe_dump({**document, "period": "2026", **changes}, allow_unicode=True), "utf-8")
    return path


def test_fairness(allot: Allot) -> None:
    ended = allot("solve", EXAMPLES / "fairness.scenario.yaml")
    assert ended.code == 0
    assert "share of the meter market strategy cap 1 South ≤ 1,083" in ended.lines
    assert "difficulty changes by 1 % per standard deviation of tenure" in " ".join(ended.lines).replace("here ", "")
    assert not any(line.startswith("Worth knowing") for line in ended.lines)


@pytest.mark.parametrize(
    ("name", "language", "line"),
    [
        ("parity", "en", "equally hard – cap 1 ann 6.25 % harder than their peers"),
        ("parity", "zh", "equally hard – 上限 1 ann 比同级难 6.25 %"),
        ("pieces-in-a-plan-of-money", "en", "valves we can build – cap 1 ≤ 600 pieces"),
        ("pieces-in-a-plan-of-money", "zh", "valves we can build – 上限 1 ≤ 600 件"),
        ("plan-of-volumes", "en", "money from pumps – floor 1 ≥ 220 thousand CNY"),
        ("plan-of-volumes", "zh", "money from pumps – 下限 1 ≥ 220 千元"),
        ("neutrality", "zh", "size is no merit – 下限 1 上年销售额每增加一个标准差，难度变化 −19 %"),
    ],
)
def test_what_binds(allot: Allot, tmp_path: Path, name: str, language: str, line: str) -> None:
    lines = allot("solve", case(name, tmp_path), "--lang", language).lines
    assert line in [shown.replace("上年销售额 ", "上年销售额") for shown in lines], lines


def test_a_plan_of_pieces_speaks_of_pieces(allot: Allot, tmp_path: Path) -> None:
    ended = allot("solve", case("plan-of-volumes", tmp_path))
    assert "Numbers in 台; targets are multiples of 1." in ended.lines
    assert any(line.startswith("Company target 1,300 台 · last year 1,300 台") for line in ended.lines)
    assert "CNY" not in ended.out.replace("≥ 220 thousand CNY", "")


def test_the_documents_say_what_is_counted(allot: Allot, tmp_path: Path) -> None:
    for name, metric, quantity, bound in (
        ("plan-of-volumes", "volume", "money", 220.0),
        ("pieces-in-a-plan-of-money", "amount", "volume", 600.0),
        ("neutrality", "amount", "rate", -0.19),
    ):
        plan = PlanDocument.model_validate_json(allot("solve", case(name, tmp_path), "--json").out)
        binding = [item for item in plan.binding if item.kind != "company_total"]
        assert (plan.metric, binding[0].quantity, binding[0].bound) == (metric, quantity, pytest.approx(bound))


def test_prices_are_per_unit_of_what_is_counted(allot: Allot, tmp_path: Path) -> None:
    # At 600 valves 30 thousand are left of 40, 10 more on 160 of pumps. Moving 1 thousand back from pumps to valves
    # changes the loss by 2·(−0.25) − 2·0.0625 = −0.625 thousand; a valve is 0.05 thousand: −0.03125 per piece.
    plan = PlanDocument.model_validate_json(allot("solve", case("pieces-in-a-plan-of-money", tmp_path), "--json").out)
    (item,) = [item for item in plan.binding if item.kind == "amount_limit"]
    assert item.price == pytest.approx(-0.03125)


def test_an_infeasible_plan_of_pieces_speaks_of_pieces(allot: Allot, tmp_path: Path) -> None:
    limit = {"kind": "amount_limit", "name": "few", "max_amount": 1200}
    ended = allot("solve", case("plan-of-volumes", tmp_path, limits=[limit]))
    assert "raise the cap of “few” from 1,200 台 to 1,300 台 (+8.3 %)" in " ".join(ended.err.split())
