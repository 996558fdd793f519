"""docs/compare.md: its example is what the command says, and so is what the page says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.documents.comparison.document import comparison_document
from app.documents.comparison.figures import score_lines, value_texts
from scenarios.comparison.request import ComparisonRequest, compare_scenario
from scenarios.definition import load_scenario
from solvers.base import SolverOptions
from solvers.registry import find_backend

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "compare.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```text\n(Measure.*?)```", PAGE, re.DOTALL)
HEADS = {"Changes hands": "Changes hands against the base"}


@pytest.mark.slow
def test_the_example_is_what_is_found() -> None:
    scenario = load_scenario(ROOT / "scenarios" / "examples" / "company-en.scenario.yaml")
    found = compare_scenario(scenario, ComparisonRequest(), find_backend(scenario.options.solver), SolverOptions())
    document = comparison_document(found, "en")
    lines = {line.label: value_texts(line) for line in score_lines(document, "en")}
    head, _, *rows = EXAMPLE.splitlines()
    assert re.split(r"\s{2,}", head)[1:] == [one["label"] for one in document["strategies"]]
    told = {label: values for label, *values in (re.split(r"\s{2,}", row) for row in rows) if values}
    assert len(told) == 7
    assert {label: lines[HEADS.get(label, label)] for label in told} == told
    loss = document["regret"]["loss"]
    first = document["regret"]["tiered"]
    assert first == ["priorities"] and f"standard of “{document['strategies'][5]['label']}”" in PAGE.replace("\n", " ")
    assert [round(100 * loss[5][plan]) for plan in (0, 2, 3, 4)] == [11, 9, 14, 16]
    assert max(loss[standard][plan] for standard in range(5) for plan in (0, 2, 3, 4)) < 0.026
