"""Writes a sweep as the document of `sweep_schema`."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from app.documents.amounts import amount, amounts
from app.documents.row_reason import reason_facts, reason_message
from app.documents.scorecard import scorecard_document
from app.messages import Language
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut
from models.allocation.scorecard import ScoreCard
from scenarios.definition import Scenario
from scenarios.sweep.places import Place
from scenarios.sweep.row import SweepResult, SweepRow


def sweep_document(scenario: Scenario, result: SweepResult, language: Language) -> dict[str, Any]:
    """The sweep as JSON-ready values; amounts are Decimals in the scenario's unit, reasons in a language."""
    money = scenario.problem.money
    return {
        "schema": "allot.sweep/1",
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": result.strategy,
        "scenario_hash": scenario.scenario_hash,
        "design": str(result.design),
        "seed": result.seed if result.design.is_drawn else None,
        "parameters": [_parameter(place) for place in result.places],
        "points": result.count,
        "done": sum(row.point > 0 for row in result.rows),
        "complete": result.is_complete,
        "stopped": None if result.stopped is None else str(result.stopped),
        "outcomes": dict(sorted(Counter(row.outcome for row in result.rows if row.point > 0).items())),
        "by": [] if result.cut is None else list(result.cut.groups.axes),
        "nodes": [] if result.cut is None else _nodes(scenario, result.cut),
        "rows": [_row(row, scenario.problem, language) for row in result.rows],
    }


def _parameter(place: Place) -> dict[str, Any]:
    return {"pointer": place.pointer, "base": number(place.base)}


def number(value: Decimal) -> Decimal | float:
    """A value of a parameter: exactly as it was given, cut to what readers of JSON keep."""
    return value if len(value.normalize().as_tuple().digits) <= 15 else float(value)


def node_labels(scenario: Scenario, cut: Cut, key: tuple[str, ...]) -> list[str]:
    """What people call a node; classes of an attribute speak for themselves."""
    problem = scenario.problem
    return [
        value if axis.level is None else problem.dimensions[problem.dimension(name)].by_key[value].label
        for axis, name, value in zip(cut.axes, cut.dimensions, key, strict=True)
    ]


def _nodes(scenario: Scenario, cut: Cut) -> list[dict[str, Any]]:
    return [{"key": list(key), "label": node_labels(scenario, cut, key)} for key in cut.groups.keys]


def _row(row: SweepRow, problem: AllocationProblem, language: Language) -> dict[str, Any]:
    card: ScoreCard | None = row.card
    money = problem.money
    return {
        "point": row.point,
        "values": [number(value) for value in row.values],
        "outcome": row.outcome,
        "reason": _reason(row, problem, language),
        "target": None if row.total_minor is None else amount(money, row.total_minor),
        "moved_from_base": None if row.moved_minor is None else amount(money, row.moved_minor),
        "scorecard": None if card is None else scorecard_document(card, money),
        "scenario_hash": row.scenario_hash,
        "plan_hash": row.plan_hash,
        "targets": None if row.targets_minor is None else amounts(money, row.targets_minor),
    }


def _reason(row: SweepRow, problem: AllocationProblem, language: Language) -> dict[str, Any] | None:
    if row.reason is None:
        return None
    message = reason_message(row.reason, row.outcome, problem, language)
    return {**reason_facts(row.reason, problem.money), "message": message}
