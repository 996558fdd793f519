"""Writes alternatives as the document of `alternatives_schema`, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from app.documents.amounts import amount, amounts, significant
from app.documents.frontier import nodes_of
from app.documents.plan_table import safe_text
from models.allocation.nodes import people_level
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import cut_of, published_targets
from models.units import Money
from scenarios.definition import Scenario
from scenarios.frontier.alternatives import Alternative, Alternatives
from scenarios.plan_hash import plan_hash


def alternatives_document(
    scenario: Scenario, found: Alternatives, within: float, by: tuple[str, ...]
) -> dict[str, Any]:
    """The alternatives as JSON-ready values; amounts are Decimals in the scenario's unit. `by`: axes of the nodes whose
    targets are listed, none: the people's. Raises InvalidInput for axes that do not exist."""
    money = scenario.problem.money
    axes = axes_of(scenario.problem, by)
    cut = cut_of(scenario.problem, axes)
    numbers = (found.plan.numbers, *(one.numbers for one in found.plans))
    own, *totals = [amounts(money, published_targets(one, cut)) for one in numbers]
    return {
        "schema": "allot.alternatives/1",
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": found.plan.strategy.name,
        "scenario_hash": scenario.scenario_hash,
        "plan_hash": plan_hash(scenario.scenario_hash, found.plan),
        "within": within,
        "best_loss": significant(found.best_loss),
        "allowed": significant(found.allowed),
        "complete": found.stopped is None,
        "stopped": found.stopped,
        "alternatives": [_alternative(scenario, found, place, money) for place in range(len(found.plans))],
        "by": list(axes),
        "nodes": [
            {**node, "own": own[place], "targets": [one[place] for one in totals]}
            for place, node in enumerate(nodes_of(scenario, cut))
        ],
    }


def axes_of(problem: AllocationProblem, by: tuple[str, ...]) -> tuple[str, ...]:
    """The axes whose nodes are listed: those asked for, or the people's level."""
    return by or (".".join(people_level(problem)),)


def alternatives_csv(document: Mapping[str, Any]) -> bytes:
    """One row per node with its target in every plan. UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF;
    texts that would start a formula are quoted with an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    header, rows = alternatives_table(document)
    writer.writerow([safe_text(name) for name in header])
    for row in rows:
        writer.writerow([safe_text(value) if isinstance(value, str) else value for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def alternatives_table(document: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Names of the columns and the rows of an alternatives document."""
    names = [f"plan_{one['plan']}_{one['direction']}_{one['key']}" for one in document["alternatives"]]
    header = [*(name for axis in document["by"] for name in (axis, f"{axis}_label")), "own", *names]
    rows: list[list[Any]] = []
    for node in document["nodes"]:
        texts = [text for pair in zip(node["key"], node["label"], strict=True) for text in pair]
        rows.append([*texts, node["own"], *node["targets"]])
    return header, rows


def _alternative(scenario: Scenario, found: Alternatives, place: int, money: Money) -> dict[str, Any]:
    one: Alternative = found.plans[place]
    node = one.direction.node
    members = scenario.problem.dimensions[scenario.problem.dimension(node.dimensions[0])].by_key
    return {
        "plan": place + 1,
        "dimension": node.dimensions[0],
        "level": node.axes[0],
        "key": node.keys[0],
        "label": members[node.keys[0]].label,
        "direction": "more" if one.direction.more else "less",
        "loss": significant(one.loss),
        "used": round((one.loss - found.best_loss) / found.allowed, 6),
        "moved": amount(money, one.moved_minor),
        "people_moved": one.people_moved,
        "keeps_limits": not one.check.limits and one.check.total_holds,
    }
