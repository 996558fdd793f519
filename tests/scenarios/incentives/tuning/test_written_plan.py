"""A tuned plan written into its file: only what was turned is different."""

from __future__ import annotations

import difflib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.definition.ceilings import Ceilings
from scenarios.incentives.definition import LoadedPlan, load_plan, read_plan
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_question import tuning_question
from scenarios.incentives.tuning.written_plan import WrittenPlan, written_plan
from tests.support.tuning_reports import PLAN

EXAMPLES = Path(__file__).parents[4] / "scenarios" / "examples" / "incentives"


def _turned(loaded: LoadedPlan, factor: float) -> Any:
    knobs = tuning_question(loaded, TuningRequest()).model.knobs
    values = knobs.rounded(knobs.today * factor)
    return loaded.document.model_copy(update={"groups": knobs.turned_groups(values)})


def _written(data: bytes, media: Any, document: Any) -> WrittenPlan:
    return written_plan(data, media, "plan.yaml", document, lambda name, old: f"{name}: {old}", Ceilings())


@pytest.mark.parametrize("name", ["company-en.plan.yaml", "company.plan.yaml", "tiny.plan.yaml"])
def test_lines_that_do_not_change_stay(name: str) -> None:
    path = EXAMPLES / name
    loaded = load_plan(path)
    document = _turned(loaded, 1.05)
    found = _written(path.read_bytes(), "yaml", document)
    before, after = path.read_text("utf-8").splitlines(), found.text.splitlines()
    lines = [line for line in difflib.ndiff(before, after) if line.startswith(("+", "-"))]
    gone = [line for line in lines if line.startswith("-")]
    assert not found.is_rewritten and 0 < len(gone) < len(before) / 3
    assert all(":" in line for line in gone)
    tables = {file.name: file.read_bytes() for file in EXAMPLES.glob("*.csv")}
    again = read_plan(found.text.encode(), "yaml", None, tables).document
    assert _numbers(again) == pytest.approx(_numbers(document))


def test_nothing_turned_is_the_same_text() -> None:
    path = EXAMPLES / "tiny.plan.yaml"
    assert _written(path.read_bytes(), "yaml", load_plan(path).document).text == path.read_text("utf-8")


@pytest.mark.parametrize(("old", "comment"), [("budget: 60000 ", "budget: 60000"), ("", "budget: None")])
def test_the_budget_that_was_tuned_to_is_stated(old: str, comment: str) -> None:
    text = (EXAMPLES / "tiny.plan.yaml").read_text("utf-8")
    text = text if old else "".join(line for line in text.splitlines(True) if not line.startswith("budget:"))
    document = read_plan(text.encode(), "yaml").document.model_copy(update={"budget": Decimal("65000.00")})
    found = _written(text.encode(), "yaml", document)
    assert (
        not found.is_rewritten and f"# {comment}" in found.text and re.search(r"(?m)^budget: 65000\b(?!\.)", found.text)
    )
    assert read_plan(found.text.encode(), "yaml").plan.budget_minor == 6_500_000


def test_json_becomes_yaml() -> None:
    data = json.dumps(PLAN).encode()
    document = _turned(read_plan(data, "json"), 1.05)
    found = _written(data, "json", document)
    assert found.is_rewritten
    assert _numbers(read_plan(found.text.encode(), "yaml").document) == pytest.approx(_numbers(document))


def test_a_value_behind_an_alias_is_written_anew() -> None:
    text = (EXAMPLES / "tiny.plan.yaml").read_text("utf-8")
    shared = text.replace("accelerator: 2 ", "accelerator: &two 2 ").replace("beyond: 1.5", "beyond: *two")
    document = _turned(read_plan(shared.encode(), "yaml"), 1.05)
    found = _written(shared.encode(), "yaml", document)
    assert _numbers(read_plan(found.text.encode(), "yaml").document) == pytest.approx(_numbers(document))


def _numbers(document: Any) -> list[float]:
    """Every number of the rules."""
    found: list[float] = []

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for item in value.values():
                gather(item)
        elif isinstance(value, list | tuple):
            for item in value:
                gather(item)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.append(float(value))

    gather(document.model_dump(mode="python")["groups"])
    assert np.isfinite(found).all()
    return found
