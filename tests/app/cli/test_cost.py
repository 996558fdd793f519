"""`allot cost`: figures both ways on the screen and as documents, in two languages, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.documents.incentives.plan_cost_schema import PlanCostDocument
from app.routes.incentive_documentation import TINY_PLAN
from tests.app.cli.conftest import EXAMPLES, Allot

COMPANY = EXAMPLES / "incentives" / "company-en.plan.yaml"
FEW = ("--draws", "500")


def test_on_the_screen(allot: Allot) -> None:
    said = allot("cost", COMPANY, *FEW)
    assert said.code == 0
    assert said.lines[0] == "Incentive plan 2026 · 2026 · Cost before launch"
    assert "would cost 746,463.73 CNY (target incentives: 698,500 CNY); that is no forecast" in said.out
    assert "Budget 700,000 CNY: the cost exceeds it with a probability of" in said.out
    assert "Simulation decides (500 draws, seed 1): pay of a person is capped as a whole;" in said.out
    for heading in ("CVaR 95 %", "Who reaches what", "By year of payment", "Rank correlation of pay and attainment"):
        assert heading in said.out
    assert "P(cost > budget)" in said.out and "Payments by calendar year" in said.out and "cap of a person" in said.out
    # Groups that are too small for it say so, and what the cost leaves out is always there.
    assert "Regional managers · No figures of pay for performance: it takes four people" in said.out
    assert "Account reps: pay that is taken back for cancelled sales is not taken off" in said.out


def test_in_chinese(allot: Allot) -> None:
    said = allot("cost", COMPANY, *FEW, "--lang", "zh", "--budget", "500000")
    assert said.lines[0] == "Incentive plan 2026 · 2026 · 上线前成本测算"
    assert "预算 500,000 元：成本超出预算的概率为" in said.out and "以模拟为准（500 次抽样，种子 1）" in said.out
    assert "的成本为 746,463.73 元（目标奖金合计 698,500 元），但这不是预测" in said.out
    assert " %" not in said.out and "  80%  " in said.out


def test_the_document_is_the_same_everywhere(allot: Allot, tmp_path: Path) -> None:
    paths = {ending: tmp_path / f"cost.{ending}" for ending in ("json", "csv", "xlsx")}
    said = allot("cost", COMPANY, *FEW, "--json", "--out", paths["json"])
    found = PlanCostDocument.model_validate_json(said.out)
    assert json.loads(paths["json"].read_text("utf-8")) == json.loads(said.out)
    assert found.decided_by == "simulation" and found.expected == found.figures.mean.simulated
    for ending in ("csv", "xlsx"):
        assert allot("cost", COMPANY, *FEW, "--out", paths[ending]).code == 0
    rows = list(csv.DictReader(io.StringIO(paths["csv"].read_text("utf-8-sig"))))
    assert float(rows[0]["simulated"]) == float(found.figures.mean.simulated)
    assert {row["part"] for row in rows} == {
        "cost",
        "over_budget",
        "component",
        "cap",
        "level",
        "paid",
        "present_value",
        "performance",
    }
    parts = [row for row in rows if row["group"] == "rep" and not row["variant"] and row["figure"] == "mean"]
    lines = [row for row in parts if row["part"] in ("component", "cap")]
    assert sum(float(row["simulated"]) for row in lines) == pytest.approx(
        float(found.groups[0].figures.mean.simulated), abs=0.05
    )
    book = load_workbook(paths["xlsx"])
    assert book.sheetnames == [
        "Cost before launch",
        "Payments by calendar year",
        "Groups",
        "Components",
        "Who reaches what",
        "By year of payment",
        "Pay for performance",
    ]
    total = {row[0].value: row for row in book["Cost before launch"].iter_rows()}["P(cost > budget)"]
    assert found.over_budget is not None
    assert [cell.value for cell in total[1:6]] == [*vars(found.over_budget).values()]
    assert total[1].number_format.endswith("%")
    for group, row in zip(found.groups, (2, 7, 12), strict=True):
        p90 = [cell.value for cell in book["Groups"][row + 2]]
        assert p90[:3] == [group.label, group.people, "P90"]
        assert p90[3:7] == [float(value) for value in list(vars(group.figures.p90).values())[:4]]
        assert p90[7] == "simulation" and book["Groups"][row + 2][3].number_format == "#,##0.00"
    for sheet in book.sheetnames[1:6]:
        heads = [cell.value for cell in book[sheet][1]]
        assert {cell.value for cell in list(book[sheet].columns)[heads.index("Decides")][1:]} == {"simulation"}
    performance = [[cell.value for cell in row] for row in book["Pay for performance"].iter_rows(min_row=2)]
    assert performance[0][2] == found.groups[0].performance.rank_correlation
    assert performance[2][2:] == [None] * 5


def test_years_are_calendar_years_and_add_up(allot: Allot) -> None:
    found = PlanCostDocument.model_validate_json(allot("cost", COMPANY, *FEW, "--json").out)
    assert [one.year for one in found.years] == [2026, 2027, 2028, 2029, 2030, 2031, 2032]
    for year in found.years:
        parts = [part for group in found.groups for part in group.years if part.year == year.year]
        assert float(sum(part.promised for part in parts)) == pytest.approx(float(year.promised), abs=0.1)
        assert float(year.figures.mean.simulated) == pytest.approx(float(year.promised), abs=0.1)
    assert sum(one.present_value for one in found.years) == pytest.approx(found.present_value, abs=Decimal("0.1"))


def test_the_same_seed_gives_the_same_bytes(allot: Allot) -> None:
    first, again, other = (allot("cost", COMPANY, *FEW, "--json", "--seed", seed).out for seed in ("3", "3", "4"))
    assert first == again != other


@pytest.mark.parametrize(
    "options",
    [("--budget", "-1"), ("--budget", "nan"), ("--draws", "5"), ("--own-correlation", "1"), ("--out", "a.md")],
)
def test_usage(allot: Allot, options: tuple[str, str]) -> None:
    assert allot("cost", COMPANY, *options).code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--company-loading", "0.9", "--region-loading", "0.9"), "at most 0.95 is possible"),
        (("--region", "province"), "Nobody has the attribute “province”"),
        (("--sales", "profit"), "There is no measure called “profit”"),
        (("--budget", "1.001"), "finer than the currency's smallest coin"),
        (("--budget", "1e30"), "larger than any amount that can be planned exactly"),
    ],
)
def test_what_is_refused(allot: Allot, options: tuple[str, ...], said: str) -> None:
    refused = allot("cost", COMPANY, *options)
    assert refused.code == 3 and said in refused.err
    # The option is wrong, and no line of the plan.
    assert refused.err.splitlines()[3] == options[0] and COMPANY.name not in refused.err


@pytest.mark.parametrize(
    ("unit", "per", "mean"), [("ten_thousand", 10_000, "2.4000"), ("thousand", 1_000, "24.000"), ("major", 1, "24,000")]
)
def test_a_plan_in_a_large_unit_can_be_read(allot: Allot, tmp_path: Path, unit: str, per: int, mean: str) -> None:
    plan = json.loads(json.dumps(TINY_PLAN))
    plan |= {"money": {"currency": "CNY", "unit": unit}, "budget": 60_000 / per}
    plan["people"][0]["ote"] /= per
    plan["targets"][0] |= {"target": 1_000_000 / per, "forecast": 1_000_000 / per, "forecast_log_sd": 0.0}
    path = tmp_path / "unit.plan.json"
    path.write_text(json.dumps(plan), "utf-8")
    said = allot("cost", path, *FEW, "--out", tmp_path / "cost.xlsx")
    assert f"  rep          1   {mean}   {mean}" in said.out
    cell = load_workbook(tmp_path / "cost.xlsx")["Groups"]["E2"]
    assert cell.value == 24_000 / per
    assert cell.number_format == {10_000: "#,##0.00####", 1_000: "#,##0.00###", 1: "#,##0.00"}[per]
