"""Months and coarse levels in the plan document, its schema, and the CSV file."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.documents.plan import plan_document
from app.documents.plan_schema import PlanDocument
from app.documents.plan_table import plan_csv
from app.json_text import json_bytes
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from tests.scenarios.test_cases import CASES, read_case, solve
from tests.support.solving import HIGHS


def case(name: str) -> Path:
    return next(path for path in CASES if path.stem == name)


@pytest.fixture(scope="module")
def phased() -> tuple[Scenario, AllocationResult]:
    scenario, _ = read_case(case("months-and-quarters"))
    return scenario, solve(scenario, HIGHS)


@pytest.fixture(scope="module")
def document(phased: tuple[Scenario, AllocationResult]) -> dict[str, Any]:
    return plan_document(*phased, "en")


class TestMonths:
    def test_the_document_is_as_its_schema_says(self, document: dict[str, Any]) -> None:
        PlanDocument.model_validate(json.loads(json_bytes(document), parse_float=Decimal))

    def test_cells_have_twelve(self, document: dict[str, Any]) -> None:
        assert document["cells"][0]["months"] == [0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 4]

    def test_nodes_have_months_and_quarters(self, document: dict[str, Any]) -> None:
        (company,) = document["rollups"][0]["nodes"]
        assert company["months"] == [11, 11, 12, 13, 13, 12, 13, 13, 13, 13, 13, 27]
        assert company["quarters"] == [34, 38, 39, 53]
        assert sum(company["quarters"]) == company["target"] == 164
        bo = document["rollups"][1]["nodes"][1]
        assert (bo["key"], bo["quarters"]) == (["bo"], [30, 30, 30, 40])

    def test_the_phasing_part(self, document: dict[str, Any]) -> None:
        part = document["phasing"]
        assert (part["months"][0], part["months"][-1], part["quarters"]) == (
            "2025-01",
            "2025-12",
            ["Q1", "Q2", "Q3", "Q4"],
        )
        assert (part["increment"], part["exceptions"]) == (1, [])
        assert part["controlled"] == [
            {"level": "company", "months": True, "quarters": True},
            {"level": "rep", "months": True, "quarters": True},
        ]

    def test_the_csv_has_a_column_per_month(self, phased: tuple[Scenario, AllocationResult]) -> None:
        plan = phased[1].plan
        assert plan is not None
        rows = list(csv.DictReader(io.StringIO(plan_csv(plan).decode("utf-8-sig"))))
        assert [rows[0][month] for month in ("2025-01", "2025-03", "2025-12")] == ["0", "1", "4"]
        assert list(rows[0])[-12:] == document_months()


def document_months() -> list[str]:
    return [f"2025-{month:02d}" for month in range(1, 13)]


class TestAnnualPlans:
    def test_have_nothing_of_it(self) -> None:
        scenario, _ = read_case(case("everybody-grows-alike"))
        document = plan_document(scenario, solve(scenario, HIGHS), "en")
        assert "phasing" not in document
        assert "months" not in document["cells"][0]
        assert all(
            "months" not in node and "quarters" not in node for part in document["rollups"] for node in part["nodes"]
        )
        assert document["verification"]["coarse"] == []


class TestCoarseLevels:
    def test_steps_and_what_is_off(self) -> None:
        scenario, _ = read_case(case("coarse-levels"))
        document = plan_document(scenario, solve(scenario, HIGHS), "zh")
        PlanDocument.model_validate(json.loads(json_bytes(document), parse_float=Decimal))
        assert document["verification"]["coarse"] == [
            {"level": "region", "increment": 50, "off_step": []},
            {"level": "team", "increment": 10, "off_step": []},
        ]
