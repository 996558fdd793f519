"""The sheet of ledgers: every node's lines add up to its target, as numbers and as a formula, in both languages."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest

from app.documents.workbook.plan_workbook import plan_workbook
from app.messages import Language
from app.messages.ledger import TITLES
from models.allocation.ledger import Ledger, LedgerLine
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from scenarios.ledger import explain_plan
from solvers.base import SolverOptions
from solvers.registry import get_backend

EXAMPLES = Path(__file__).parents[4] / "scenarios" / "examples"
NAMES: dict[Language, str] = {"en": "Ledgers", "zh": "数字来由"}
HEADER = 4
LINES = slice(2, 2 + len(LedgerLine))


@cache
def explained(name: str) -> tuple[Scenario, AllocationResult, Ledger]:
    scenario = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
    backend = get_backend("highs")
    result = allocate(scenario.problem, scenario.strategies[scenario.default_strategy], backend, SolverOptions())
    return scenario, result, explain_plan(result.raise_for_outcome(), backend, SolverOptions())


@cache
def book(name: str, language: Language, *, values: bool = True) -> Any:
    scenario, result, ledger = explained(name)
    data = plan_workbook(scenario, result, language, ledger)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rows(name: str, language: Language = "en") -> list[tuple[Any, ...]]:
    found = book(name, language)[NAMES[language]].iter_rows(min_row=HEADER + 1, values_only=True)
    return [row for row in found if row[0] is not None]


@pytest.mark.slow
class TestCompany:
    def test_every_node_of_every_level_has_a_row(self) -> None:
        _, result, _ = explained("company-en")
        plan = result.raise_for_outcome()
        count = 1 + sum(part.count for part in plan.index.by_level if part.count > 1)
        assert len(rows("company-en")) == count
        assert rows("company-en")[0][0] == "Company"
        assert {"Person", "Region", "Team", "Product line"} <= {row[0] for row in rows("company-en")}

    def test_lines_add_up_to_the_target(self) -> None:
        for row in rows("company-en"):
            *_, total, target, _ = row
            assert round(sum(row[LINES]), 6) == total == target, row[:2]

    def test_targets_are_those_of_the_other_sheets(self) -> None:
        people = book("company-en", "en")["By person"].iter_rows(min_row=HEADER + 1, values_only=True)
        heads = [cell.value for cell in book("company-en", "en")["By person"][HEADER]]
        targets = {row[0]: row[heads.index("Target")] for row in people if row[0] not in (None, "Total")}
        assert targets == {row[1]: row[-2] for row in rows("company-en") if row[0] == "Person"}

    def test_the_sum_is_a_formula(self) -> None:
        sheet = book("company-en", "en", values=False)["Ledgers"]
        assert sheet.cell(HEADER + 1, LINES.stop + 1).value == "=ROUND(SUM(C5:O5),6)"

    def test_nearly_every_line_does_something_somewhere(self) -> None:
        still = [
            line for place, line in enumerate(LedgerLine, start=2) if not any(row[place] for row in rows("company-en"))
        ]
        assert set(still) <= {LedgerLine.CARDINALITY}  # the company keeps its rule on what to carry by itself

    def test_names_stay_in_view(self) -> None:
        sheet = book("company-en", "en")["Ledgers"]
        assert sheet.freeze_panes == f"C{HEADER + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
        assert sheet.cell(HEADER + 1, 4).number_format == "#,##0.00"


class TestEveryBook:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_heads_and_what_they_mean(self, language: Language) -> None:
        sheet = book("tiny", language)[NAMES[language]]
        heads = [cell.value for cell in sheet[HEADER]][LINES]
        assert heads == [TITLES[line].text(language) for line in LedgerLine]
        assert all(cell.value for cell in sheet[HEADER - 1][LINES])

    def test_the_same_plan_has_the_same_bytes(self) -> None:
        scenario, result, ledger = explained("tiny")
        assert plan_workbook(scenario, result, "zh", ledger) == plan_workbook(scenario, result, "zh", ledger)

    def test_levels_that_do_not_fit_are_named(self) -> None:
        scenario, result, ledger = explained("tiny")
        with patch("app.documents.workbook.ledgers.MOST_NODES", 3):
            data = plan_workbook(scenario, result, "en", ledger)
        sheet = openpyxl.load_workbook(io.BytesIO(data))["Ledgers"]
        found = [row[0] for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True) if row[0]]
        assert len(found) == 3
        assert "Left out" in sheet["A2"].value and "person" in sheet["A2"].value.lower()

    def test_without_time_the_sheet_says_so(self) -> None:
        scenario, result, _ = explained("tiny")
        sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook(scenario, result, "en")))["Ledgers"]
        assert sheet["A2"].value.startswith("The time did not suffice")
