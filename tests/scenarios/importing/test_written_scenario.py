"""The scenario that is written: valid, solvable at once, commented, the same inline."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.json_text import json_bytes
from models.allocation.phasing.calendar import MONTH_NAMES
from models.allocation.plan import Outcome
from scenarios.allocation import allocate
from scenarios.definition import read_scenario
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.scenarios.importing.support import PEOPLE, csv_of, imported, read_back, rows

MARGIN = "month,product,region,rep,sales,cost,units"


def with_costs() -> bytes:
    """Costs of 60 %, prices of 2."""
    return csv_of([(*row, int(str(row[4])) * 0.6, int(str(row[4])) / 2) for row in rows()], MARGIN)  # type: ignore[misc]


COSTED: dict[str, Any] = {"columns": {"date": "month", "amount": "sales", "cost": "cost", "units": "units"}}


class TestScenario:
    def test_solves_at_once(self, tmp_path: Path) -> None:
        scenario = read_back(imported(with_costs(), PEOPLE, **COSTED), tmp_path)
        result = allocate(scenario.problem, scenario.strategies["balanced"], find_backend("highs"), SolverOptions())
        assert result.outcome is Outcome.OPTIMAL
        assert result.raise_for_outcome().total_minor == 217_800  # 1,980 and a tenth

    def test_inline_rows_are_the_same_scenario(self, tmp_path: Path) -> None:
        found = imported(with_costs(), PEOPLE, **COSTED)
        inline = read_scenario(json_bytes(found.scenarios[0].inline), "json")
        assert inline.scenario_hash == read_back(found, tmp_path).scenario_hash

    def test_numbers_of_the_cells(self) -> None:
        found = imported(with_costs(), **COSTED)
        first, _ = csv.DictReader(io.StringIO(found.tables()["small.cells.csv"].decode()))
        assert first["baseline"] == first["potential"] == "1320"
        assert first["margin_rate"] == "0.4"
        assert "unit_price: 2" in found.scenarios[0].yaml_bytes().decode()

    def test_people_with_teams_floors_and_caps(self) -> None:
        found = imported(None, PEOPLE, limits={"person": {"floor_rate": 0.9, "cap_rate": 1.5, "cap_amount": 1500}})
        people = {row["key"]: row for row in csv.DictReader(io.StringIO(found.tables()["small.people.csv"].decode()))}
        assert (people["Ann"]["parent"], people["Ann"]["floor"], people["Ann"]["cap"]) == ("North", "1188", "1500")
        assert (people["Ben"]["floor"], people["Ben"]["cap"]) == ("594", "990")
        assert people["North"]["parent"] == ""

    def test_a_team_named_after_its_manager(self, tmp_path: Path) -> None:
        scenario = read_back(imported(None, PEOPLE.replace("North", "Ann").replace("South", "Ann")), tmp_path)
        assert {member.key for member in scenario.problem.dimensions[2].members} == {"Ann (team)", "Ann", "Ben"}

    def test_levels_of_the_transactions(self, tmp_path: Path) -> None:
        above = [{"name": "country", "column": "product"}]
        dimensions = [{"name": "region", "role": "region", "column": "region", "above": above}]
        scenario = read_back(imported(dimensions=dimensions), tmp_path)
        assert scenario.problem.dimensions[0].levels == ("country", "region")

    def test_comments_say_what_a_limit_is(self) -> None:
        text = imported().scenarios[0].yaml_bytes().decode()
        assert "# Every person within 90 % and 160 % of last year. The amounts" in text
        assert "# Around the company's growth of 10 %: 20 points below to 30 points above." in text
        assert yaml.safe_load(text)["limits"][1]["max_growth_rate"] == 0.4

    def test_chinese(self) -> None:
        written = yaml.safe_load(imported(language="zh").scenarios[0].yaml_bytes())
        assert written["limits"][0]["name"] == "个人目标上下限"
        assert written["dimensions"][0]["label"] == "产品"

    def test_without_limits(self) -> None:
        written = yaml.safe_load(
            imported(limits={"person": None, "product": None, "region": None}).scenarios[0].yaml_bytes()
        )
        assert "limits" not in written

    def test_default_bounds_give_way_to_fast_growth(self, tmp_path: Path) -> None:
        scenario = read_back(imported(company_target={"growth_rate": 1.0}), tmp_path)
        result = allocate(scenario.problem, scenario.strategies["balanced"], find_backend("highs"), SolverOptions())
        assert result.outcome is Outcome.OPTIMAL

    def test_many_members_go_into_a_table(self, tmp_path: Path) -> None:
        written = [*rows(), *[("2024-02", f"p{number}", "East", "Ann", 5) for number in range(70)]]
        found = imported(written)
        assert "small.product.csv" in found.tables()
        assert len(read_back(found, tmp_path).problem.dimensions[0].members) == 71


class TestTargets:
    def test_amount_and_growth(self) -> None:
        found = imported(increment=100, company_target={"growth_rate": 0.09}, alternatives={"more": {"amount": 2500}})
        # 1,980 · 1.09 = 2,158.2, and 2,200 is the nearest multiple of the increment.
        assert [(one.name, one.minor) for one in found.targets] == [("", 220_000), ("more", 250_000)]

    def test_alternatives_share_their_tables(self, tmp_path: Path) -> None:
        stated = {"person": {"floor_rate": 0.5, "cap_rate": 2.0}}
        found = imported(alternatives={"more": {"amount": 2500}}, limits=stated)
        assert sorted(found.tables()) == ["small.cells.csv", "small.people.csv", "small.seasonality.csv"]
        assert read_back(found, tmp_path, "more").name == "small 2025 (more)"

    def test_previous_targets(self) -> None:
        columns = {"person": "who", "amount": "quota", "year": "fy"}
        text = "who,quota,fy\nAnn,900,2024\nAnn,100.01,2024\nAnn,5,2023\nZoe,7,2024\n"
        found = imported(None, None, None, text, previous={"columns": columns})
        assert {cell.key[2]: cell.previous for cell in found.history.cells.cells} == {"Ann": 100_001, "Ben": None}
        assert found.history.cells.previous_lost == {"Zoe": 700}


class TestHistorySections:
    def test_have_the_agreed_form(self) -> None:
        scenario = imported(years={"base": 2024, "starts": 1}).scenarios[0]
        written = yaml.safe_load(scenario.yaml_bytes())
        assert written["phasing"] == {"start": "2025-01", "seasonality": {"table": "small.seasonality.csv"}}
        company, core = scenario.inline["phasing"]["seasonality"]
        assert "product" not in company
        assert (core["product"], list(core)[1], list(core)[-1]) == ("core", "jan", "dec")
        assert written["uncertainty"].keys() == {"company_loading", "region_loading", "region_dimension", "log_sd"}

    def test_seasonality_adds_up_to_one(self) -> None:
        company, core = csv.DictReader(io.StringIO(imported().tables()["small.seasonality.csv"].decode()))
        assert (company.pop("product"), core.pop("product")) == ("", "core")
        for row in (company, core):
            assert list(row) == list(MONTH_NAMES)
            assert round(sum(map(float, row.values())), 6) == 1.0

    @pytest.mark.parametrize("starts", [1, 4])
    def test_months_are_calendar_months(self, starts: int, tmp_path: Path) -> None:
        """March sells five times as much as any other month, whenever the fiscal year begins."""
        written = [
            (f"{month // 12}-{month % 12 + 1:02d}", "core", "East", "Ann", 500 if month % 12 == 2 else 100)
            for month in range(2022 * 12, 2025 * 12)
        ]
        # Named after the year in which they end; 2024 is the last full one of both calendars.
        scenario = read_back(imported(written, years={"base": 2024, "starts": starts}), tmp_path)
        assert scenario.problem.phasing is not None
        company = next(row for row in scenario.problem.phasing.seasonality if not row.keys)
        assert [float(month) for month in company.months] == [0.0625, 0.0625, 0.3125, *[0.0625] * 9]
        assert scenario.problem.phasing.calendar.start == ("2025-01" if starts == 1 else "2024-04")

    def test_the_plan_has_months(self, tmp_path: Path) -> None:
        scenario = read_back(imported(None, PEOPLE), tmp_path)
        plan = allocate(
            scenario.problem, scenario.strategies["balanced"], find_backend("highs"), SolverOptions()
        ).raise_for_outcome()
        assert plan.months is not None
        assert plan.months.minor.sum() == plan.total_minor
        assert scenario.problem.uncertainty.region_dimension == "region"
        assert not [notice for notice in scenario.notices if notice.code == "season_default"]


@pytest.mark.parametrize("unit", ["major", "ten_thousand", "minor"])
def test_every_money_unit_is_kept(unit: str, tmp_path: Path) -> None:
    scenario = read_back(imported(money={"currency": "CNY", "unit": unit}), tmp_path)
    assert json.loads(
        json_bytes({"x": scenario.problem.money.from_minor(scenario.problem.cells.baseline.total_minor())})
    ) == {"x": 1980}
