"""Templates: read back they are the scenario they were written from, and solve to the same plan."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.documents.template.descriptions import CHINESE
from app.documents.template.examples import example_file, example_workbook
from app.documents.template.scenario_workbook import scenario_workbook
from app.messages import LANGUAGES, Language
from models.allocation.phasing.calendar import MONTH_NAMES
from scenarios.allocation import allocate
from scenarios.definition import Scenario, load_scenario, read_scenario
from scenarios.definition.workbook.sheets import CELLS, MEMBERS, ROW_SHEETS, SCENARIO_FIELDS
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.support.documents import read, sound, with_limits

EXAMPLES = sorted((Path(__file__).parents[4] / "scenarios" / "examples").glob("*.scenario.yaml"))
CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))
ODD = {
    "kind": "amount_limit",
    "where": {"rep": ["r1"], "lifecycle": 'a;b="c"'},
    "by": ["product", "rep"],
    "min_amount": {"attribute": "floor of it"},
    "max_amount": 123456.789012,
    "owner": "@ 财务, 法务",
    "negotiable": False,
    "soft": {"penalty": 0.1234567890123456},
}


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_reads_back_as_the_same_scenario(path: Path, language: Language) -> None:
    scenario = load_scenario(path)
    data = scenario_workbook(scenario, language)
    assert read_scenario(data, "xlsx").canonical == scenario.canonical
    assert scenario_workbook(scenario, language) == data


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_every_golden_case_reads_back_too(path: Path) -> None:
    scenario = read_scenario(path.read_bytes().partition(b"\nexpect:")[0], "yaml")
    read_back = read_scenario(scenario_workbook(scenario, "en"), "xlsx")
    assert (read_back.canonical, read_back.scenario_hash) == (scenario.canonical, scenario.scenario_hash)


def test_everything_new_reads_back_in_both_languages() -> None:
    document = sound() | {
        "over_assignment": {"dimension": "rep", "levels": {"team": 0.05, "rep": 0.0333}},
        "rounding": {"increment": 0.5, "levels": {"rep.team": 2.5}},
        "uncertainty": {"log_sd": 0.3, "region_loading": -0.2, "region_dimension": "lifecycle"},
        "fairness": {"by": ["rep"], "peers": ["team"], "against": "baseline"},
        "volume": {"unit": "台"},
        "phasing": {
            "start": "2025-04",
            "ramp": [0.25, 0.5],
            "increment": 0.25,
            "seasonality": [
                {"product": "a", "team": "t1", **dict.fromkeys(MONTH_NAMES, 1)},
                {"product": None, "team": None, **{name: place / 10 for place, name in enumerate(MONTH_NAMES, 1)}},
            ],
        },
        "strategies": {
            "staged": {
                "reference": {"history": 1},
                "weights": {"fairness": 0.5, "attainability": 0.1, "load": 0.2},
                "normalise": "payoff",
                "tiers": [["strategic"], ["fairness", "load"], ["fit"]],
                "tier_tolerance": 0.05,
            }
        },
    }
    scenario = read(document)
    for language in LANGUAGES:
        data = scenario_workbook(scenario, language)
        assert read_scenario(data, "xlsx").canonical == scenario.canonical
    sheets = opened(scenario_workbook(scenario, "en"))
    assert "strategic > fairness, load > fit" in {cell.value for cell in sheets["strategies"][2]}
    stated = {row[0]: row[1] for row in sheets["scenario"].iter_rows(min_row=2, values_only=True)}
    assert (stated["rounding.levels.rep.team"], stated["over_assignment.levels.rep"]) == (2.5, 0.0333)


def test_what_is_hard_to_write_reads_back_too() -> None:
    document = with_limits(ODD | {"owner": "财务, 法务"})
    document["dimensions"][1]["members"][1]["attributes"] |= {"floor of it": 5, "code": "000001", "yes": True}
    document["dimensions"][0]["members"][1]["attributes"] = {"lifecycle": 'a;b="c"', "rate": 0.1}
    document["limits"][0]["where"] = {"rep": ["r1"], "product.lifecycle": ["new", 'a;b="c"']}
    document["description"] = "two\nlines\n"
    scenario = read(document)
    assert read_scenario(scenario_workbook(scenario, "en"), "xlsx").canonical == scenario.canonical


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_solves_to_the_plan_of_its_yaml_twin(language: Language) -> None:
    twins = [read_scenario(example_workbook("tiny", language), "xlsx"), load_scenario(example_file("tiny", language))]
    plans = [_plan(scenario).targets_minor.tolist() for scenario in twins]
    assert plans[0] == plans[1]
    assert not twins[0].notices


def test_every_column_is_described_in_chinese() -> None:
    for sheet in ROW_SHEETS:
        missing = {field.dotted for field in sheet.fields} - CHINESE[sheet.title.en].keys()
        assert not missing, (
            f"add Chinese words for {sheet.title.en} to app/documents/template/descriptions.py: {missing}"
        )
    assert {field.dotted for field in SCENARIO_FIELDS} - CHINESE["scenario"].keys() == set()


def test_headers_are_frozen_and_explained_and_choices_are_offered() -> None:
    book = opened(example_workbook("tiny", "zh"))
    assert book.sheetnames[0] == "说明"
    limits = book["限制"]
    assert limits.freeze_panes == "C2"
    assert "限制的种类" in limits["A1"].comment.text
    kinds = [one for one in limits.data_validations.dataValidation if "growth_limit" in str(one.formula1)]
    assert len(kinds) == 1
    members = [str(one.formula1) for one in book[CELLS.zh].data_validations.dataValidation]
    assert any(MEMBERS.zh in formula for formula in members)


def test_nothing_in_it_is_a_formula() -> None:
    scenario = read(sound())
    for sheet in opened(scenario_workbook(scenario, "en")).worksheets:
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def _plan(scenario: Scenario) -> Any:
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, get_backend(), SolverOptions(time_limit_seconds=60)).raise_for_outcome()
