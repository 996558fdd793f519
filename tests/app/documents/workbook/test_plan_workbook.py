"""Plans as workbooks: real numbers that add up, formats, charts, no formulas, the same bytes for the same plan."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.documents.workbook.book import Book
from app.documents.workbook.plan_workbook import plan_workbook
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.words import WORDS
from app.messages import LANGUAGES
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.support.documents import read, sound

EXAMPLES = Path(__file__).parents[4] / "scenarios" / "examples"
HEADER = 4
"""Row of the header on sheets with one table."""


@cache
def solved(name: str) -> tuple[Scenario, AllocationResult]:
    scenario = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
    return scenario, _result(scenario)


@cache
def company() -> Any:
    scenario, result = solved("company-en")
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(scenario, result, "en")))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the header, the total the last."""
    names = [cell.value for cell in sheet[HEADER]]
    found = [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)]
    return [row for row in found if any(value is not None for value in row.values())]


class TestCompany:
    def test_sheets_in_order(self) -> None:
        names = company().sheetnames
        assert names == [
            "Summary",
            *("By product line", "By region", "By segment", "By team", "By person"),
            *("By month", "By person and month"),
            *("Cells", "Binding limits", "Ledgers", "Score card", "Fairness certificate", "Notices"),
        ]

    @pytest.mark.parametrize(
        ("name", "target"),
        [
            ("By product line", 48_760),
            ("By region", 48_760),
            ("By segment", 48_760),
            ("By team", 49_248),
            ("By person", 50_233),
        ],
    )
    def test_totals_agree_everywhere(self, name: str, target: int) -> None:
        """Teams carry 1 % more than the plan, people 2 % more than their teams."""
        *parts, total = rows(company()[name])
        assert next(iter(total.values())) == "Total"
        assert sum(row["Target"] for row in parts) == total["Target"] == target
        assert sum(row["Last year"] or 0 for row in parts) == total["Last year"] == 42_400

    def test_people_are_broken_down_by_product(self) -> None:
        *people, total = rows(company()["By person"])
        lines = [row["Product line"] for row in rows(company()["By product line"])[:-1]]
        assert all(sum(row[line] for line in lines) == row["Target"] for row in people)
        by_line = {row["Product line"]: row["Target"] + row["Hedge"] for row in rows(company()["By product line"])}
        assert {line: total[line] for line in lines} == {line: by_line[line] for line in lines}
        assert all(row["Team"] for row in people)

    def test_native_charts_on_the_summary(self) -> None:
        assert len(company()["Summary"]._charts) == 3

    def test_numbers_are_numbers_with_formats(self) -> None:
        sheet = company()["By region"]
        first = {name.value: cell for name, cell in zip(sheet[HEADER], sheet[HEADER + 1], strict=True)}
        assert (first["Target"].data_type, first["Target"].number_format) == ("n", "#,##0")
        assert first["Growth"].number_format == "+0.0%;\\-0.0%;0.0%"
        assert first["Share"].number_format == "0.0%"

    def test_frozen_filtered_and_ready_to_print(self) -> None:
        sheet = company()["By person"]
        assert sheet.freeze_panes == "B5"
        assert sheet.auto_filter.ref is not None and sheet.auto_filter.ref.startswith("A4:")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$4:$4"
        assert not company()["Summary"].sheet_view.showGridLines

    def test_binding_limits_in_words(self) -> None:
        found = rows(company()["Binding limits"])
        (held,) = [row for row in found if row["Limit"] == "target during maternity leave"]
        assert (held["For"], held["Side"], held["Bound"], held["In"]) == ("Bai Yujie", "fixed", 400, "10,000 CNY")
        assert held["What easing it is worth"].startswith("Easing it by 100 × 10,000 CNY makes the plan better by ")
        shares = [row for row in found if row["In"] == "% of the whole"]
        assert {row["Bound"] for row in shares} == {33.5}

    def test_hashes_are_on_the_summary(self) -> None:
        texts = [cell.value for row in company()["Summary"].iter_rows() for cell in row]
        assert solved("company-en")[0].scenario_hash in texts


class TestEveryPlan:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_same_plan_has_the_same_bytes(self, language: Any) -> None:
        scenario, result = solved("tiny")
        assert plan_workbook(scenario, result, language) == plan_workbook(scenario, _result(scenario), language)

    def test_labels_are_never_run(self) -> None:
        document = sound()
        document["dimensions"][1]["members"][1]["label"] = "-20 °C"
        document["name"] = "https://example.org/plan"
        scenario = read(document)
        book = openpyxl.load_workbook(io.BytesIO(plan_workbook(scenario, _result(scenario), "zh")))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
        assert "-20 °C" in {cell.value for cell in cells}

    def test_a_plan_without_last_year(self) -> None:
        document = sound()
        document["cells"] = [
            {"product": "a", "rep": "r1", "potential": 3},
            {"product": "b", "rep": "r2", "potential": 2},
        ]
        scenario = read(document)
        book = openpyxl.load_workbook(io.BytesIO(plan_workbook(scenario, _result(scenario), "en")))
        people = rows(book["By person"])
        assert {row["Growth"] for row in people} == {"new"}
        assert people[-1]["Target"] == 200


def test_words_are_there_in_both_languages() -> None:
    assert all(sentence.en and sentence.zh for sentence in WORDS.values())


def test_names_of_sheets() -> None:
    book = Book("en")
    for wanted, given in (("By a/b", "By a b"), ("by A B", "by A B (2)"), ("x" * 40, "x" * 31), ("", "Sheet")):
        assert free_name(book, wanted) == given
        book.sheet(given)
    book.close()


def _result(scenario: Scenario) -> AllocationResult:
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, get_backend(), SolverOptions(time_limit_seconds=60))
