"""Quarters and coarse levels on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.cli.conftest import Allot
from tests.scenarios.test_cases import CASES, MARK

ScenarioOf = Callable[..., str]


@pytest.fixture
def scenario_of(tmp_path: Path) -> ScenarioOf:
    """Writes the scenario of a case with some texts changed."""

    def write(name: str, *changes: tuple[str, str]) -> str:
        (path,) = [path for path in CASES if path.stem == name]
        text = path.read_text("utf-8").partition(MARK)[0]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / "case.scenario.yaml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def test_quarters_of_company_and_levels(allot: Allot, scenario_of: ScenarioOf) -> None:
    ended = allot("solve", scenario_of("months-and-quarters"), "--solver", "highs", "--lang", "en")
    assert ended.code == 0
    assert "Quarters" in ended.lines
    assert "Company 34 38 39 53 164" in ended.lines
    assert "bo 30 30 30 40 130" in ended.lines
    assert any(line.startswith("Months: every target is the sum of its months, rounded to 1 ") for line in ended.lines)


def test_in_chinese(allot: Allot, scenario_of: ScenarioOf) -> None:
    ended = allot(
        "solve", scenario_of("months-and-quarters", ("2025-01\n", "2025-04\n")), "--solver", "highs", "--lang", "zh"
    )
    assert ended.code == 0
    assert any(line.startswith("季度目标（Q1 自 2025-04 起）") for line in ended.lines)
    assert any(line.startswith("公司 ") for line in ended.lines)


def test_coarse_levels_are_said(allot: Allot, scenario_of: ScenarioOf) -> None:
    ended = allot(
        "solve", scenario_of("coarse-levels", ("amount: 300", "amount: 303")), "--solver", "highs", "--lang", "en"
    )
    assert "Region: multiples of 50 CNY, except south (3 CNY over)" in ended.lines
    assert "Team: multiples of 10 CNY, except t3 (3 CNY over)" in ended.lines
