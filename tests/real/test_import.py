"""The planning case from its raw tables: one import, three solves."""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path

import pytest

from models.allocation.plan import Outcome
from scenarios.allocation import allocate
from scenarios.definition import load_scenario
from scenarios.importing.guessing import guess_mapping
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import load_mapping, read_mapping
from scenarios.importing.run import CEILINGS, Import, import_scenarios
from scenarios.importing.table_files import TableFile
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.app.cli.conftest import allot_with

NAMED = os.environ.get("ALLOT_ADVENTUREWORKS") or os.environ.get("ALLOT_REAL_DATA")
DATA = Path(NAMED) if NAMED else Path(__file__).parents[3] / "shared" / "data" / "adventureworks"
MAPPING = Path(__file__).parent / "adventureworks.import.yaml"
TARGETS = {"": 32_180_000, "plus30": 36_370_000, "plus54": 43_240_000}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the AdventureWorks planning case is not at hand")


def tables() -> ImportTables:
    """The raw tables."""
    names = ("sales.csv", "reps.csv", "territory_history.csv")
    return ImportTables(*(TableFile(name, (DATA / name).read_bytes()) for name in names))


@pytest.fixture(scope="module")
def found() -> Import:
    """The import."""
    return import_scenarios(tables(), load_mapping(MAPPING, CEILINGS).mapping, "aw", CEILINGS)


def test_the_baseline_is_the_planning_cases(found: Import) -> None:
    by_rep = found.history.cells.comparable_by(2)
    with (DATA / "planning_case_reps.csv").open(encoding="utf-8") as file:
        case = {row["rep"]: float(row["baseline_B"]) for row in csv.DictReader(file)}
    assert by_rep.keys() == case.keys()
    assert all(abs(amount / 100 - case[rep]) <= 0.5 for rep, amount in by_rep.items())
    assert found.history.cells.comparable == 3_118_910_439


def test_last_year_is_exact(found: Import) -> None:
    assert sum(found.history.base.actual.tolist()) == 2_797_977_953


def test_one_start_and_three_stand_ins(found: Import) -> None:
    (start,) = found.history.base.starts
    assert (start.months, start.actual, start.annualised) == (8.0, 73_600_261, 110_400_392)
    assert sorted(proxy.amount for proxy in found.history.proxies) == [21_290_103, 131_421_126, 131_421_126]


def test_floors_and_caps_are_the_planning_cases(found: Import) -> None:
    people = list(csv.DictReader(io.StringIO(found.tables()["aw.people.csv"].decode())))
    floors, caps = (sum(float(row[side]) for row in people) for side in ("floor", "cap"))
    assert floors == pytest.approx(28_070_194, abs=10)
    assert caps == pytest.approx(45.76e6, abs=5_000)


def test_nasty_data_is_reported(found: Import) -> None:
    codes = {finding.code for finding in found.quality.findings}
    assert {
        "quality_person_many_places",
        "quality_places_disagree",
        "quality_place_many_people",
        "quality_below_cost",
        "quality_new_articles",
        "quality_saw_tooth",
    } <= codes


def test_a_proposal_needs_only_its_questions_answered() -> None:
    guess = guess_mapping(tables(), CEILINGS, None, "USD")
    mapping = read_mapping(guess.text.encode(), "guess.yaml", CEILINGS).mapping
    assert (mapping.years.starts, mapping.years.base) == (7, 2019)
    assert {one.role: one.column for one in mapping.dimensions} == {
        "product": "product_line",
        "region": "territory",
        "segment": "customer_segment",
        "person": "rep",
    }
    assert any("3 people" in question for question in guess.questions)


def test_four_commands(tmp_path: Path) -> None:
    for name in ("sales.csv", "reps.csv", "territory_history.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    shutil.copy(MAPPING, tmp_path / MAPPING.name)
    out = tmp_path / "aw.scenario.yaml"
    ended = allot_with("import", tmp_path / "sales.csv", "--map", tmp_path / MAPPING.name, "--out", out)
    assert (ended.code, ended.err) == (0, "")
    for name in TARGETS:
        path = out if not name else tmp_path / f"aw-{name}.scenario.yaml"
        ended = allot_with("solve", path)
        assert ended.code == 0
        assert f"Company target {TARGETS[name]:,} USD" in ended.out


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_is_met_exactly(found: Import, name: str, tmp_path: Path) -> None:
    for file, data in found.tables().items():
        (tmp_path / file).write_bytes(data)
    written = next(one for one in found.scenarios if one.name == name)
    (tmp_path / "aw.scenario.yaml").write_bytes(written.yaml_bytes())
    scenario = load_scenario(tmp_path / "aw.scenario.yaml")
    strategy = scenario.strategies[scenario.default_strategy]
    result = allocate(scenario.problem, strategy, find_backend("cbc"), SolverOptions(time_limit_seconds=60))
    plan = result.raise_for_outcome()
    assert plan.outcome is Outcome.OPTIMAL
    assert plan.total_minor == TARGETS[name] * 100
    assert plan.rounded_check.limits == ()
