"""Where people should look: numbers that are missing stand at their row and column, not at their table."""

from __future__ import annotations

import io
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from app.messages.findings import describe, describe_place
from models.errors import InvalidInput
from models.findings import Finding
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.paying import pay
from tests.support.plan_documents import BONUS, plan_document, with_tables

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
TWO = {
    "measures": [{"name": "revenue"}, {"name": "cloud"}],
    "people": [{"key": "ann", "label": "Ann Lee", "group": "rep", "ote": 150000}],
    "targets": [
        {"person": "ann", "measure": "revenue", "target": 1200},
        {"person": "ann", "measure": "cloud", "target": 120},
    ],
}
RULES: dict[str, Any] = {
    "components": [
        {**BONUS, "weight": 0.5},
        {"kind": "quota_bonus", "name": "cloud", "measure": "cloud", "weight": 0.5},
    ]
}


def faults(action: Any) -> list[Finding]:
    with pytest.raises(InvalidInput) as refused:
        action()
    return list(refused.value.findings)


def posted(tables: dict[str, str]) -> LoadedPlan:
    return with_tables(plan_document(TWO, RULES), {name: text.encode() for name, text in tables.items()})


def actuals(gaps: dict[str, str | None]) -> str:
    """A row per month; `gaps` writes another row, or None: no row."""
    rows = [gaps.get(month, f"ann,{month},100,10") for month in MONTHS]
    return "\n".join(["person,period,revenue,cloud", *(row for row in rows if row is not None)]) + "\n"


class TestActuals:
    def test_a_blank_field_is_found_by_row_and_column(self) -> None:
        (fault,) = faults(lambda: pay(posted({"actuals.csv": actuals({"2026-03": "ann,2026-03,,10"})})))
        assert (fault.code, fault.facts["periods"]) == ("actual_missing", ["2026-03"])
        assert describe_place(fault.location, "en") == "actuals.csv, row 4, column revenue"
        assert describe_place(fault.location, "zh") == "actuals.csv，第 4 行，“revenue”列"

    def test_all_periods_are_named_neighbours_as_one(self) -> None:
        gaps: dict[str, str | None] = {
            f"2026-{month}": f"ann,2026-{month},,10" for month in ("02", "05", "06", "07", "12")
        }
        (fault,) = faults(lambda: pay(posted({"actuals.csv": actuals(gaps)})))
        assert fault.facts["periods"] == ["2026-02", "2026-05 – 2026-07", "2026-12"]
        assert "2026-02, 2026-05 – 2026-07, 2026-12" in describe(fault, "en")

    def test_a_missing_row_is_one_fault_whatever_it_lacks(self) -> None:
        text = "person,period,revenue,cloud\nann,Q1,1,1\nbob,Q1,1,1\nbob,Q2,1,1\n"
        document = plan_document(TWO, RULES)
        people = [*document["people"], {"key": "bob", "group": "rep", "ote": 1}]
        targets = [{**row, "person": key} for row in document["targets"] for key in ("ann", "bob")]
        sent = {**document, "people": people, "targets": targets}
        (fault,) = faults(lambda: pay(with_tables(sent, {"actuals.csv": text.encode()})))
        assert (fault.code, fault.location.file) == ("actual_row_missing", "actuals.csv")
        assert fault.facts == {
            "person": "Ann Lee (ann)",
            "measures": ["revenue", "cloud"],
            "periods": ["2026-04 – 2026-06"],
        }
        assert "没有 2026-04 – 2026-06 的实绩行" in describe(fault, "zh")

    def test_in_a_workbook_it_is_the_cell(self) -> None:
        book, file = Workbook(), io.BytesIO()
        assert book.active is not None
        for row in (["person", "period", "revenue", "cloud"], ["ann", None, 1200, None]):
            book.active.append(row)
        book.save(file)
        (fault,) = faults(lambda: pay(with_tables(plan_document(TWO, RULES), {"actuals.xlsx": file.getvalue()})))
        assert describe_place(fault.location, "en") == "actuals.xlsx, Sheet!D2"

    def test_in_a_document_it_is_the_line(self) -> None:
        document = plan_document({**TWO, "actuals": [{"person": "ann", "revenue": 1, "cloud": None}]}, RULES)
        text = yaml.safe_dump(document, sort_keys=False)
        (fault,) = faults(lambda: pay(read_plan(text.encode(), "yaml", "a.plan.yaml")))
        assert (fault.location.pointer, fault.location.file) == ("/actuals/0/cloud", "a.plan.yaml")
        assert text.splitlines()[(fault.location.row or 0) - 1].strip() == "cloud: null"

    def test_months_that_nobody_has_are_all_named(self) -> None:
        (fault,) = faults(lambda: posted({"actuals.csv": "person,period,revenue,cloud\nann,3,1,1\nann,6,1,1\n"}))
        assert (fault.code, fault.facts["periods"]) == ("period_gap", ["2026-01 – 2026-02", "2026-04 – 2026-05"])


class TestTargets:
    @pytest.mark.parametrize(
        ("row", "code", "place"),
        [
            ("ann,cloud,,0", "target_zero", "targets.csv, row 3, column target"),
            ("ann,cloud,,", "target_missing", "targets.csv, row 3, column target"),
            ("ann,revenue,2026-01,", "target_missing", "targets.csv, /targets"),
        ],
    )
    def test_are_found_by_row_and_column(self, row: str, code: str, place: str) -> None:
        text = f"person,measure,period,target\nann,revenue,,1200\n{row}\n"
        (fault,) = faults(lambda: posted({"targets.csv": text}))
        assert (fault.code, describe_place(fault.location, "en")) == (code, place)

    def test_all_months_without_one_are_named(self) -> None:
        months = "".join(f"ann,cloud,{month},5\n" for month in (1, 2, 5, 6, 7, 8, 9, 10, 12))
        text = f"person,measure,period,target\nann,revenue,,1200\n{months}ann,cloud,3,\n"
        (fault,) = faults(lambda: posted({"targets.csv": text}))
        assert fault.facts["periods"] == ["2026-03 – 2026-04", "2026-11"]
        assert describe_place(fault.location, "en") == "targets.csv, row 12, column target"

    def test_a_forecast_is_asked_for_where_it_belongs(self) -> None:
        text = "person,measure,target,forecast\nann,revenue,1200,1200\nann,cloud,120,\n"
        (fault,) = faults(lambda: cost_of(posted({"targets.csv": text}), CostQuestion(draws=100)))
        assert fault.code == "forecast_missing"
        assert describe_place(fault.location, "en") == "targets.csv, row 3, column forecast"
