"""Every broken case file: what is said, where, and in which words, by the reader and by the command."""

from __future__ import annotations

import json

import pytest

from app.messages import describe
from models.errors import InvalidInput
from scenarios.checking.case_file import is_case_file, load_check_file
from scenarios.checking.case_paths import find_paths
from scenarios.definition import Ceilings
from tests.app.cli.conftest import CHINESE, allot_with
from tests.malformed.cases import HERE, Case, address, cases, line

FOLDER = "checks"
CASES = cases(FOLDER)
NAMED = {"argnames": "case", "ids": lambda case: case.path.name}


@pytest.mark.parametrize(argvalues=CASES, **NAMED)
def test_is_refused_in_words(case: Case) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_check_file(case.path, Ceilings())
    found = refused.value.findings
    assert [(one.code, address(one.location), line(one)) for one in found] == [
        (expected.code, expected.at, expected.line) for expected in case.findings
    ]
    for finding, expected in zip(found, case.findings, strict=True):
        assert describe(finding, "en").startswith(expected.en)
        assert describe(finding, "zh").startswith(expected.zh)


def test_every_file_has_its_entry() -> None:
    files = {path for path in find_paths([str(HERE / FOLDER)]) if is_case_file(path)}
    assert files == {case.path for case in CASES}


def test_the_scenario_beside_them_is_sound() -> None:
    assert load_check_file(HERE / FOLDER / "plan.scenario.yaml", Ceilings()).expectations[0].outcome == "feasible"


def test_the_command_says_the_same_about_all_at_once() -> None:
    """One row per file, none of them solved, and exit code 3 although the scenario beside them has a plan."""
    ended = allot_with("check", HERE / FOLDER, "--format", "json", environment=CHINESE)
    assert (ended.code, ended.err) == (3, "")
    rows = {row["file"].rpartition("/")[2]: row for row in json.loads(ended.out)["cases"]}
    assert rows.pop("plan.scenario.yaml")["status"] == "passed"
    for case in CASES:
        row = rows.pop(case.path.name)
        assert (row["status"], row["outcome"], row["name"]) == ("invalid", None, "")
        for entry, expected in zip(row["problem"]["errors"], case.findings, strict=True):
            assert entry["code"] == expected.code
            assert entry["detail"].startswith(expected.zh)
    assert rows == {}
