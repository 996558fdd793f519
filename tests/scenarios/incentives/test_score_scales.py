"""Marks on two scales are told, wherever they stand; other marks are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from models.findings import Finding
from scenarios.incentives.costing import CostQuestion, cost_of
from tests.support.plan_documents import BONUS, REVENUE, Document, loaded, paid, plan_document, rows

MEASURES = [REVENUE, {"name": "mark", "counts": "score"}]


def plan_with(marks: Sequence[float | None], least: float, **more: Any) -> Document:
    """Ann's year by quarter, with a gate on her mark."""
    gate = {"kind": "gate", "name": "g", "measure": "mark", "least": least, "factor": 0.9}
    actuals = rows({"revenue": [300_000] * 4, "mark": marks})
    return plan_document({"measures": MEASURES, "actuals": actuals, **more}, {"components": [BONUS, gate]})


def marked(marks: Sequence[float | None], least: float = 0.7) -> Sequence[Finding]:
    """What is told of a pay run with these marks by quarter."""
    return paid(plan_with(marks, least)).notices


@pytest.mark.parametrize(
    ("marks", "least"),
    [
        ([0.89, 0.2, 0.8, 1.0], 0.7),
        ([0.89, 0, 0.8, 0.9], 0.1),
        ([89, 20, 80, 100], 70),
        ([4.5, 1, 5, 3], 2),
        ([0.89, None, None, 0.9], 0.7),
    ],
)
def test_marks_of_one_scale_are_not_told(marks: Sequence[float | None], least: float) -> None:
    assert marked(marks, least) == ()


def test_one_share_among_marks_in_percent_is_told() -> None:
    (notice,) = marked([89, 0.85, 80, 90], 70)
    assert (notice.code, notice.facts["value"], notice.facts["period"]) == (
        "score_implausible",
        "0.85",
        "2026-04 – 2026-06",
    )


def test_a_curve_of_marks_is_told_once_for_a_group_and_its_variants() -> None:
    curve = {"points": [{"attainment": 70, "pay": 0.5}, {"attainment": 90, "pay": 1}]}
    items = [{"measure": "mark", "weight": 1, "of": "actual", "curve": curve}]
    card = {"kind": "kpi_scorecard", "name": "card", "weight": 1, "items": items}
    group = {"components": [card], "variants": [{"name": "v", "where": {"new": True}}]}
    people = [{"key": key, "group": "rep", "ote": 1, "attributes": {"new": key == "bo"}} for key in ("ann", "bo")]
    actuals = [{"person": key, "mark": 0.8} for key in ("ann", "bo")]
    run = paid(plan_document({"measures": MEASURES, "people": people, "actuals": actuals}, group))
    assert [(one.code, one.facts["component"]) for one in run.notices] == [("score_scale", "card")]


def test_units_are_on_no_scale() -> None:
    measures = [REVENUE, {"name": "mark", "counts": "units"}]
    run = paid({**plan_with([1, 89, 1, 1], 500), "measures": measures})
    assert run.notices == ()


@pytest.mark.parametrize(("least", "codes"), [(85, ["score_scale"]), (0.85, [])])
def test_cost_looks_at_what_is_expected(least: float, codes: list[str]) -> None:
    targets = [
        {"person": "ann", "measure": "revenue", "target": 1200000, "forecast": 1200000},
        {"person": "ann", "measure": "mark", "forecast": 0.86},
    ]
    people = [{"key": "ann", "group": "rep", "ote": 150000, "attributes": {"region": "East"}}]
    report = cost_of(loaded(plan_with([0.9] * 4, least, targets=targets, people=people)), CostQuestion(draws=100))
    assert [notice.code for notice in report.notices] == codes
