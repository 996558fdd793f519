"""Writes a roll-up as the document of `rollup_schema`, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from app.documents.amounts import amount, written
from app.documents.plan import known, measures_document
from app.documents.plan_table import safe_text
from models.allocation.measures import NodeMeasures
from models.allocation.plan import Plan
from models.allocation.rollup import Cut, NodeFigures, Period, RollUp, Sums
from models.units import Money
from scenarios.definition import Scenario
from scenarios.plan_hash import plan_hash

COLUMNS = (
    "target",
    "plan",
    "assigned",
    "hedge",
    "baseline",
    "previous",
    "growth_rate",
    "like_for_like_rate",
    "share",
    "margin",
    "margin_rate",
    "difficulty",
    "attain_probability",
    "utilisation",
    "cells",
)
"""Numbers of a node, in the order of the table."""

_UNMEASURED: Mapping[str, None] = dict.fromkeys(("difficulty", "attain_probability", "utilisation"))


def rollup_document(scenario: Scenario, plan: Plan, rollup: RollUp, total: RollUp) -> dict[str, Any]:
    """The roll-up as JSON-ready values; amounts are Decimals in the scenario's unit. `total` is the
    roll-up of all cells in the same numbers and periods."""
    money = plan.problem.money
    return {
        "schema": "allot.rollup/1",
        "outcome": str(plan.outcome),
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": plan.strategy.name,
        "scenario_hash": scenario.scenario_hash,
        "plan_hash": plan_hash(scenario.scenario_hash, plan),
        "by": list(rollup.cut.groups.axes),
        "period": str(rollup.period),
        "nodes": _nodes(scenario, plan, rollup),
        "total": _nodes(scenario, plan, total),
        "outside": {"cells": rollup.outside_cells, "plan": amount(money, rollup.outside_plan)},
    }


def rollup_csv(document: Mapping[str, Any]) -> bytes:
    """One row per node and period of a roll-up document. UTF-8 with a byte-order mark, so that Excel reads Chinese;
    CRLF; texts that would start a formula are quoted with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    header = [name for axis in document["by"] for name in (axis, f"{axis}_label")]
    writer.writerow([safe_text(name) for name in [*header, "period"]] + list(COLUMNS))
    for node in document["nodes"]:
        names = [text for pair in zip(node["key"], node["label"], strict=True) for text in pair]
        numbers = ["" if node[column] is None else str(node[column]) for column in COLUMNS]
        writer.writerow([safe_text(name) for name in [*names, node["period"]]] + numbers)
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def period_labels(scenario: Scenario, plan: Plan, period: Period) -> list[str]:
    """What each period is called: the plan year, Q1 to Q4, or the month, 2025-04."""
    if period is Period.YEAR or plan.months is None:
        return [scenario.period]
    calendar = plan.months.calendar
    return list(calendar.quarters if period is Period.QUARTER else calendar.months)


def labels_of(plan: Plan, cut: Cut, key: tuple[str, ...]) -> list[str]:
    """What people call a node; classes of an attribute speak for themselves."""
    labels: list[str] = []
    for axis, name, value in zip(cut.axes, cut.dimensions, key, strict=True):
        members = plan.problem.dimensions[plan.problem.dimension(name)].by_key
        labels.append(value if axis.level is None else members[value].label)
    return labels


def _nodes(scenario: Scenario, plan: Plan, rollup: RollUp) -> list[dict[str, Any]]:
    money = plan.problem.money
    periods = period_labels(scenario, plan, rollup.period)
    nodes = []
    for node, key in enumerate(rollup.cut.groups.keys):
        head = {"key": list(key), "label": labels_of(plan, rollup.cut, key) if key else []}
        for label, figures in zip(periods, rollup.figures, strict=True):
            nodes.append({**head, "period": label, **_numbers(money, figures, node)})
    return nodes


def _numbers(money: Money, figures: NodeFigures, node: int) -> dict[str, Any]:
    margin = known(figures.margin[node])
    return {
        "target": amount(money, int(figures.target[node])),
        "plan": amount(money, int(figures.plan[node])),
        "assigned": amount(money, int(figures.assigned[node])),
        "hedge": amount(money, int(figures.hedge[node])),
        "baseline": _stated(money, figures.baseline, node),
        "previous": _stated(money, figures.previous, node),
        "growth_rate": _rate(figures.growth_rate(node)),
        "like_for_like_rate": _rate(figures.like_for_like_rate(node)),
        "share": known(figures.share[node]),
        "margin": None if margin is None else written(money.in_currency, margin),
        "margin_rate": known(figures.margin_rate[node]),
        **_measured(figures.measures, node),
        "cells": int(figures.cells[node]),
    }


def _measured(measures: NodeMeasures | None, node: int) -> Mapping[str, float | None]:
    return _UNMEASURED if measures is None else measures_document(measures, node)


def _stated(money: Money, sums: Sums | None, node: int) -> Any:
    return None if sums is None or not sums.known[node] else amount(money, int(sums.minor[node]))


def _rate(value: float | None) -> float | None:
    return None if value is None else known(value)
