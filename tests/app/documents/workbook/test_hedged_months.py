"""Workbooks of plans with months, hedges, tiers, pieces and difficulty: the same numbers as everywhere else."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.documents.plan import plan_document
from app.documents.plan_schema import PlanDocument
from app.documents.workbook.plan_workbook import plan_workbook
from app.json_text import json_bytes
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario, read_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.app.documents.workbook.test_plan_workbook import rows

ROOT = Path(__file__).parents[4]
CASE = (ROOT / "tests" / "cases" / "over-assignment-by-level.yaml").read_text("utf-8").partition("\nexpect:\n")[0]
STAGED = """
phasing: {start: 2026-04, increment: 0.01}
rounding: {increment: 1}
"""


def _text() -> str:
    """North and south with forecasts, months from April, and a strategy in two tiers."""
    text = CASE.replace("{product: a, rep: ann, baseline: 100}", "{product: a, rep: ann, baseline: 100, forecast: 80}")
    text = text.replace(
        "{product: b, rep: chen, baseline: 400}", "{product: b, rep: chen, baseline: 400, forecast: 900}"
    )
    plain = "weights: {strategic: 0, profit: 0, stability: 0}"
    tiers = (
        "normalise: payoff, tiers: [[fairness], [fit]], weights: {strategic: 0, profit: 0, stability: 0, fairness: 1}"
    )
    assert plain in text
    return text.replace(plain, tiers) + STAGED


@cache
def solved() -> tuple[Scenario, AllocationResult]:
    return _solved(read_scenario(_text().encode(), "yaml"))


def _solved(scenario: Scenario) -> tuple[Scenario, AllocationResult]:
    strategy = scenario.strategies[scenario.default_strategy]
    return scenario, allocate(scenario.problem, strategy, get_backend(), SolverOptions(time_limit_seconds=60))


@cache
def book() -> Any:
    return _opened(*solved(), "en")


def _opened(scenario: Scenario, result: AllocationResult, language: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(scenario, result, language)))


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.slow
class TestMonths:
    def test_people_by_month_agree_with_the_company(self) -> None:
        *people, total = rows(book()["By person and month"])
        months = [name for name in total if name[:2] == "20"]
        assert (months[0], months[-1], len(months)) == ("2026-04", "2027-03", 12)
        for row in people:
            assert sum(row[month] for month in months) == pytest.approx(row["Target"])
            assert sum(row[f"Q{quarter}"] for quarter in (1, 2, 3, 4)) == pytest.approx(row["Year"])
        assert total["Year"] == total["Target"] == 1092
        for name in (*months, "Q1", "Q4", "Year"):
            assert sum(row[name] for row in people) == pytest.approx(total[name])

    def test_levels_in_their_own_numbers_with_line_charts(self) -> None:
        sheet = book()["By month"]
        assert len(sheet._charts) == 2
        year = {row[0].value: row[17].value for row in sheet.iter_rows() if isinstance(row[17].value, int | float)}
        assert (year["Company target"], year["north"] + year["south"], year["a"] + year["b"]) == (1000, 1050, 1000)
        assert year["Total"] == 1050  # the last block is the teams'

    def test_annual_plans_have_no_months(self) -> None:
        found = _opened(*_solved(load_scenario(ROOT / "scenarios" / "examples" / "tiny.scenario.yaml")), "zh")
        assert not {"按月", "按人员和月份"} & set(found.sheetnames)


class TestHedges:
    def test_columns_of_levels(self) -> None:
        *teams, total = rows(book()["By team"])
        assert [total[name] for name in ("Target", "Plan", "Hedge")] == [1050, 1000, 42]
        for name in ("Target", "Plan", "Hedge"):
            assert sum(row[name] for row in teams) == total[name]
        people = rows(book()["By person"])
        assert "Hedge" not in people[-1]
        assert (people[-1]["Target"], people[-1]["Plan"]) == (1092, 1000)
        assert all(row["a"] + row["b"] == row["Target"] for row in people)

    def test_summary_from_the_plan_to_the_people(self) -> None:
        found = [[cell.value for cell in row[:4]] for row in book()["Summary"].iter_rows(max_row=40)]
        start = next(place for place, row in enumerate(found) if row[0] == "From the plan to the people")
        assert found[start + 1] == ["Level", "Adds up to", "Hedge", "Over plan"]
        assert found[start + 2 : start + 5] == [
            ["Plan", 1000, 0, 0],
            ["Team", 1050, 50, 0.05],
            ["Person", 1092, 92, pytest.approx(0.092)],
        ]

    def test_cells(self) -> None:
        *cells, total = rows(book()["Cells"])
        assert (total["Target"], total["Plan"]) == (1092, 1000)
        assert sum(row["Plan"] for row in cells) == 1000


class TestDifficulty:
    def test_hard_targets_stand_out(self) -> None:
        sheet = book()["By person"]
        people = {row["Person"]: row for row in rows(sheet)}
        chen = people["chen"]
        assert chen["Difficulty"] == pytest.approx(chen["Target"] / 900)
        assert people["bo"]["Difficulty"] is None  # no forecast
        assert 0 < chen["P(attain)"] < 1
        areas = {str(one.sqref) for one in sheet.conditional_formatting}
        letter = next(cell.column_letter for cell in sheet[4] if cell.value == "Difficulty")
        assert f"{letter}5:{letter}7" in areas

    def test_score_card(self) -> None:
        said = texts(book()["Score card"])
        assert {"Probability of the company target", "People likely to reach their target"} <= set(said)
        assert any(one.startswith("Weight 1, on one scale and with the tiers kept ") for one in said)
        assert any(one.startswith("In order of importance: equal difficulty among peers › ") for one in said)
        assert any(one.startswith("“equal difficulty among peers” was kept") for one in said)


class TestDocument:
    def test_strategy_details(self) -> None:
        scenario, result = solved()
        document = plan_document(scenario, result, "en")
        PlanDocument.model_validate_json(json_bytes(document))
        details = document["strategy_details"]
        assert (details["normalise"], details["tiers"]) == ("payoff", [["fairness"], ["fit"]])
        assert set(details["ranges"]) == {"fit", "fairness"}
        (kept,) = details["kept"]
        assert kept["terms"] == ["fairness"] and kept["kept"]
        assert kept["at_best"] <= kept["reached"] <= kept["allowed"] + 1e-9
        assert details["weights"]["fairness"] == 1
        assert document["scorecard"]["terms"].keys() == {"fit", "strategic", "fairness", "attainability"}

    def test_a_plain_strategy(self) -> None:
        details = plan_document(*_solved(read_scenario(CASE.encode(), "yaml")), "en")["strategy_details"]
        assert (details["ranges"], details["kept"], details["dropped"]) == (None, [], [])
        assert details["weights"] == details["solved_weights"]

    def test_a_term_that_all_plans_please_alike(self) -> None:
        """One cell gets everything: whatever is weighed, there is one plan."""
        text = """
schema: allot.scenario/1
name: one cell
money: {currency: CNY, unit: major}
period: 2026
dimensions: [{name: rep, members: [{key: ann}]}]
cells: [{rep: ann, baseline: 100, margin_rate: 0.3}]
company_target: {amount: 110}
strategies: {even: {reference: {history: 1}, normalise: payoff, weights: {strategic: 0, profit: 1, stability: 0}}}
"""
        scenario, result = _solved(read_scenario(text.encode(), "yaml"))
        document = plan_document(scenario, result, "en")
        assert document["strategy_details"]["dropped"] == ["profit"]
        (notice,) = document["notices"]
        assert (notice["code"], notice["pointer"]) == ("term_without_range", "/strategies/even/weights/profit")
        assert "“profit”" in notice["message"]
        said = texts(_opened(scenario, result, "zh")["评分卡"])
        assert any("不起作用" in one and "毛利" in one for one in said)


class TestPieces:
    def test_units_and_quantities(self) -> None:
        scenario, result = _solved(load_scenario(ROOT / "scenarios" / "examples" / "volumes.scenario.yaml"))
        found = _opened(scenario, result, "zh")
        unit = scenario.problem.volume.unit
        assert unit is not None
        assert any(f"数量单位：{unit}" in one for one in texts(found[found.sheetnames[1]]))
        binding = found["起作用的限制"]
        assert not any("工作量" in one for one in texts(binding))
