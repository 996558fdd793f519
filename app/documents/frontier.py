"""Writes a frontier as the document of `frontier_schema`, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.documents.amounts import amount, amounts, known_significant, significant, written
from app.documents.plan_table import safe_text
from app.documents.scorecard import CARD_COLUMNS, scorecard_document
from app.documents.sweep import node_labels
from models.allocation.aims.aim import Aim
from models.allocation.plan import Plan
from models.allocation.rollup import Cut, cut_of, published_targets
from scenarios.definition import Scenario
from scenarios.frontier.result import Frontier, FrontierPoint

NOISE_DIGITS = 12
"""Decimals of a loss per unit of company target below which it is noise."""


def frontier_document(scenario: Scenario, own: Plan, frontier: Frontier, by: tuple[str, ...] = ()) -> dict[str, Any]:
    """The frontier as JSON-ready values; amounts are Decimals in the scenario's unit. `by`: axes of the nodes whose
    targets are listed, as the plan publishes them. Raises InvalidInput for axes that do not exist."""
    money = scenario.problem.money
    cut = cut_of(scenario.problem, by) if by else None
    points = [_point(own, frontier, place, cut) for place in range(len(frontier.points))]
    return {
        "schema": "allot.frontier/1",
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": own.strategy.name,
        "scenario_hash": scenario.scenario_hash,
        "aims": [
            {
                "name": aim.name.text,
                "term": None if aim.term is None else str(aim.term),
                "figure": aim.name.figure,
                "label": aim.label,
                "better": "more" if aim.name.better > 0 else "less",
                "kind": _kind(aim),
                "alone": None if alone is None else _loss(alone),
                "best": _loss(one.ideal),
                "worst": _loss(one.nadir),
            }
            for aim, alone, one in zip(frontier.aims, frontier.alone, frontier.ranges, strict=True)
        ],
        "method": "epsilon_constraint" if frontier.fit is None else "weights",
        "fit": frontier.fit,
        "own_losses": [_loss(loss) for loss in frontier.own_losses],
        "own": _plan(own, own, frontier.aims, frontier.own_alone, cut),
        "contested": frontier.is_contested,
        "knee": None if frontier.knee is None else frontier.knee + 1,
        "complete": frontier.stopped is None,
        "stopped": frontier.stopped,
        "by": list(by),
        "nodes": [] if cut is None else nodes_of(scenario, cut),
        "points": points,
    }


def frontier_csv(document: Mapping[str, Any]) -> bytes:
    """One row per point, or per point and node. UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF; texts
    that would start a formula are quoted with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    header, rows = frontier_table(document)
    writer.writerow([safe_text(name) for name in header])
    for row in rows:
        writer.writerow(
            ["" if value is None else safe_text(value) if isinstance(value, str) else value for value in row]
        )
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def frontier_table(document: Mapping[str, Any], *, with_own: bool = False) -> tuple[list[str], list[list[Any]]]:
    """Names of the columns and the rows of a frontier document; `with_own`: and of the strategy's own plan, which has
    no number."""
    aims = [aim["name"] for aim in document["aims"]]
    terms = list(dict.fromkeys(term for point in document["points"] for term in point["weights"]))
    header = [
        *("point", "knee", "outcome", "efficient_within"),
        *(f"loss_{name}" for name in aims),
        *(f"value_{name}" for name in aims),
        *(f"weight_{term}" for term in terms),
        *("exchange_rate", "target", "moved_from_own"),
        *(f"card_{name}" for name in CARD_COLUMNS),
        *(name for axis in document["by"] for name in (axis, f"{axis}_label")),
        *(["node_target"] if document["by"] else []),
    ]
    rows: list[list[Any]] = []
    for point in [*document["points"], *([_own_point(document)] if with_own else [])]:
        head = [
            *(point["point"], point["knee"] and int(point["knee"]), point["outcome"], point["efficient_within"]),
            *(*point["losses"], *point["values"]),
            *(point["weights"].get(term) for term in terms),
            *(point["exchange_rate"], point["target"], point["moved_from_own"]),
            *(point["scorecard"][name] for name in CARD_COLUMNS),
        ]
        if not document["by"]:
            rows.append(head)
        for node, target in zip(document["nodes"], point["targets"], strict=True):
            names = [text for pair in zip(node["key"], node["label"], strict=True) for text in pair]
            rows.append([*head, *names, target])
    return header, rows


def _own_point(document: Mapping[str, Any]) -> dict[str, Any]:
    nothing = dict.fromkeys(("point", "knee", "outcome", "efficient_within", "exchange_rate"))
    return {**nothing, "losses": document["own_losses"], "weights": {}, "moved_from_own": 0, **document["own"]}


def nodes_of(scenario: Scenario, cut: Cut) -> list[dict[str, Any]]:
    """Keys and labels of the nodes of a cut."""
    return [{"key": list(key), "label": node_labels(scenario, cut, key)} for key in cut.groups.keys]


def _point(own: Plan, frontier: Frontier, place: int, cut: Cut | None) -> dict[str, Any]:
    point, money = frontier.points[place], own.problem.money
    minor = point.plan.numbers.plan
    return {
        "point": place + 1,
        "knee": place == frontier.knee,
        "outcome": str(point.outcome),
        "efficient_within": known_significant(point.within),
        "losses": [_loss(loss) for loss in point.losses],
        "weights": _weights(frontier, point),
        "exchange_rate": known_significant(point.rate),
        "moved_from_own": amount(money, int(np.abs(minor - own.numbers.plan).sum())),
        **_plan(point.plan, own, frontier.aims, point.own_losses, cut),
    }


def _plan(plan: Plan, own: Plan, aims: Sequence[Aim], losses: Sequence[float], cut: Cut | None) -> dict[str, Any]:
    """What is said of any plan; `losses` of the aims without broken soft limits."""
    money = plan.problem.money
    return {
        "values": [_value(aim, loss, own) for aim, loss in zip(aims, losses, strict=True)],
        "target": amount(money, int(plan.numbers.plan.sum())),
        "scorecard": scorecard_document(plan.scorecard, money),
        "targets": [] if cut is None else amounts(money, published_targets(plan.numbers, cut)),
    }


def _loss(value: float) -> float:
    """A loss per unit of company target, without the noise around zero."""
    return significant(round(value, NOISE_DIGITS))


def _kind(aim: Aim) -> str:
    """What the values of an aim are."""
    if aim.amount(1.0, 1.0) is not None:
        return "amount"
    return "loss" if aim.rate(1.0) is None else "rate"


def _value(aim: Aim, loss: float, own: Plan) -> float | None:
    thousands = aim.amount(loss, own.scale)
    return known_significant(aim.rate(loss)) if thousands is None else written(own.problem.money, thousands)


def _weights(frontier: Frontier, point: FrontierPoint) -> dict[str, float]:
    """The terms' weights, and those of metrics by the aims' names; nothing where no weights have this plan."""
    if point.weights is None or point.by_aim is None:
        return {}
    terms = {str(term): weight for term, weight in point.weights.by_term().items()}
    metrics = {
        aim.name.text: weight for aim, weight in zip(frontier.aims, point.by_aim, strict=True) if aim.term is None
    }
    return {name: weight for name, weight in {**terms, **metrics}.items() if weight > 0.0}
