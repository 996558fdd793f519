"""Choices in documents: what groups carry, prices that are none, and why no choice is possible; hedges keep zeros."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from app.documents.diagnosis import diagnosis_document
from app.documents.plan import plan_document
from app.documents.plan_schema import PlanDocument
from app.schemas.problem import DiagnosisPart
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition.loading import read_scenario
from scenarios.definition.scenario import Scenario
from solvers.base import SolverOptions
from tests.support.solving import HIGHS


def solved(limits: list[dict[str, Any]], **more: Any) -> tuple[Scenario, AllocationResult]:
    """Ann has three products, Bo one; 1,000 in all."""
    document = {
        "schema": "allot.scenario/1",
        "name": "choices",
        "money": {"currency": "CNY", "unit": "major"},
        "period": "2026",
        "dimensions": [
            {"name": "product", "members": [{"key": "pumps"}, {"key": "valves"}, {"key": "motors"}]},
            {"name": "rep", "members": [{"key": "ann"}, {"key": "bo"}]},
        ],
        "cells": [
            {"product": "pumps", "rep": "ann", "baseline": 50},
            {"product": "valves", "rep": "ann", "baseline": 150},
            {"product": "motors", "rep": "ann", "baseline": 200},
            {"product": "motors", "rep": "bo", "baseline": 600},
        ],
        "company_target": {"amount": 1000},
        "limits": limits,
        "rounding": {"increment": 10},
        **more,
    }
    scenario = read_scenario(json.dumps(document).encode(), "json")
    strategy = scenario.strategies[scenario.default_strategy]
    return scenario, allocate(scenario.problem, strategy, HIGHS, SolverOptions())


TWO_LINES = {"kind": "cardinality", "name": "two lines", "by": ["rep"], "count": ["product"], "max_count": 2}


def test_the_plan_document_says_who_carries_what() -> None:
    document = plan_document(*solved([TWO_LINES]), "en")
    PlanDocument.model_validate(document)
    (limit,) = document["choices"]["limits"]
    ann, bo = limit["groups"]
    assert (ann["count"], bo["count"], limit["max_count"]) == (2, 1, 2)
    assert [unit["key"] for unit in ann["units"] if not unit["carried"]] == [["pumps"]]
    assert document["choices"]["proven"] is True
    assert {item["price"] for item in document["binding"]} == {None}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Without the rule “two lines” there is a plan"), ("zh", "没有规则“two lines”")]
)
def test_no_possible_choice_is_told_in_words(language: str, words: str) -> None:
    growth = {"kind": "growth_limit", "name": "growth", "by": ["product", "rep"], "max_growth_rate": 0.05}
    scenario, result = solved([TWO_LINES, growth])
    assert result.diagnosis is not None
    document = diagnosis_document(result.diagnosis, scenario.problem, language)
    DiagnosisPart.model_validate(document)
    assert document["choices"]["message"].startswith(words)
    assert (document["proof"], document["smallest_change"]) == ("two_solvers", None)
    assert document["feasible_range"]["low"] == 0
    assert document["feasible_range"]["high"] < 1000


@pytest.mark.parametrize("levels", [{}, {"rep": 100}])
def test_hedges_and_coarse_levels_keep_zeros_and_leasts(levels: dict[str, int]) -> None:
    """People's targets are a tenth higher: 1,100; the least of 200 is theirs, and the plan's number may be lower."""
    rounding = {"increment": 10, "levels": levels} if levels else {"increment": 10}
    over = {"dimension": "rep", "levels": {"rep": 0.1}}
    limits = [{**TWO_LINES, "min_amount": 200}]
    _, result = solved(limits, over_assignment=over, rounding=rounding)
    plan = result.raise_for_outcome()
    carried = {plan.problem.cell_key(cell): int(minor) for cell, minor in enumerate(plan.targets_minor)}
    assert carried["pumps", "ann"] == 0
    assert min(minor for minor in carried.values() if minor) >= 20_000
    assert all(
        int(layer[cell]) == 0 for layer in plan.upper_levels for cell in range(4) if not plan.targets_minor[cell]
    )
    assert plan.rounded_check.limits == ()
    assert Decimal(int(plan.targets_minor.sum())) / 100 == 1100
