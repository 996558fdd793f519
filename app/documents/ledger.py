"""Writes an explanation as the document of `ledger_schema`: the same for the command line and REST."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import amount, significant
from app.documents.binding_words import speaks
from app.documents.counted import counted, quantity_name
from app.documents.ledger_words import WrittenLine, limit_name, written_lines
from app.documents.plan import binding_document
from app.documents.what_if_words import counterfactual_words, holding_words, next_words, open_words, range_words
from app.messages.language import Language
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity
from models.allocation.nodes import Partition
from models.allocation.plan import Plan
from models.allocation.sensitivity.counterfactual import Counterfactual, StepUnit
from models.allocation.sensitivity.limit_price import LimitPrice
from models.allocation.sensitivity.next_amount import NextAmount
from models.allocation.sensitivity.number_range import NumberRange
from models.units import Money
from scenarios.definition import Scenario
from scenarios.explanation import Explanation
from scenarios.plan_hash import plan_hash

MOST_NODES = 200
"""Nodes of one level that the document lists for the next amount; levels with more are left out."""


def ledger_document(scenario: Scenario, explanation: Explanation, language: Language) -> dict[str, Any]:
    """The explanation as JSON-ready values; amounts are Decimals in the scenario's unit."""
    plan, node = explanation.plan, explanation.node
    money = plan.problem.money
    found = explanation.counterfactuals
    return {
        "schema": "allot.ledger/1",
        "outcome": str(plan.outcome),
        "name": scenario.name,
        "period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": plan.strategy.name,
        "scenario_hash": scenario.scenario_hash,
        "plan_hash": plan_hash(scenario.scenario_hash, plan),
        "node": {
            "axes": list(node.axes),
            "key": list(node.keys),
            "label": list(node.labels),
            "cells": int(node.cells.sum()),
        },
        "target": amount(money, explanation.ledger.total_minor),
        "lines": [_line(money, line, language) for line in written_lines(plan, node, explanation.ledger, language)],
        "holding": [
            {**binding_document(item, plan), "sentence": holding_words(plan, item, language)}
            for item in explanation.holding
            if speaks(item)
        ],
        "counterfactuals": None if found is None else [_change(explanation, one, language) for one in found.items],
        "next_amount": _next(explanation, explanation.next_amount, language),
        "range": _range(plan, explanation.range, language),
        "prices": None if explanation.prices is None else [_price(plan, one) for one in explanation.prices],
        "open": open_words(explanation, language),
    }


def _line(money: Money, line: WrittenLine, language: Language) -> dict[str, Any]:
    return {
        "line": str(line.line),
        "title": line.title,
        "amount": amount(money, line.amount_minor),
        "so_far": amount(money, line.so_far_minor),
        "sentence": line.sentence,
        "limits": [_limit(item, language) for item in line.limits],
    }


def _limit(item: BindingLimit, language: Language) -> dict[str, Any]:
    return {
        "limit": limit_name(item, language),
        "kind": item.identity.kind,
        "owner": item.identity.owner,
        "pointer": item.identity.pointer,
        "group": dict(zip(item.axes, item.group, strict=True)),
        "side": item.side,
    }


def _change(explanation: Explanation, item: Counterfactual, language: Language) -> dict[str, Any]:
    plan = explanation.plan
    money, (before, after) = plan.problem.money, step_bounds(plan, item)
    return {
        "limit": item.identity.name,
        "kind": item.identity.kind,
        "owner": item.identity.owner,
        "negotiable": item.identity.negotiable,
        "pointer": item.identity.pointer,
        "group": dict(zip(item.axes, item.group, strict=True)),
        "side": item.side,
        "quantity": _counts(plan, item.unit, item.quantity),
        "before": before,
        "after": after,
        "possible": item.possible,
        "effect": amount(money, item.effect_minor),
        "company": amount(money, item.total_minor),
        "loss_change": significant(item.loss_change),
        "touches": item.touches,
        "sentence": counterfactual_words(explanation, item, language),
    }


def _price(plan: Plan, item: LimitPrice) -> dict[str, Any]:
    binding = item.binding
    before, after = _bounds(plan, binding, item.unit, item.asked, item.step)
    return {
        "limit": binding.identity.name,
        "kind": binding.identity.kind,
        "owner": binding.identity.owner,
        "pointer": binding.identity.pointer,
        "group": dict(zip(binding.axes, binding.group, strict=True)),
        "side": binding.side,
        "quantity": _counts(plan, item.unit, binding.quantity),
        "before": before,
        "after": after,
        "loss_change": significant(item.loss_change),
        "source": str(item.source),
    }


def step_bounds(plan: Plan, item: Counterfactual) -> tuple[float, float]:
    """The bound before and after a step, as people write it: the rate, or the amount in what the limit counts."""
    return _bounds(plan, item, item.unit, item.asked, item.step)


def _bounds(
    plan: Plan, bound: Counterfactual | BindingLimit, unit: StepUnit, asked: float | None, step: float
) -> tuple[float, float]:
    if unit is StepUnit.POINTS:
        return significant(asked or 0.0), significant((asked or 0.0) + step)
    values = (counted(plan.problem, bound.quantity, bound.scale, value) for value in (bound.bound, bound.bound + step))
    before, after = (significant(value) for value in values)
    return before, after


def _counts(plan: Plan, unit: StepUnit, quantity: Quantity) -> str:
    """What the bounds of a step count."""
    return "rate" if unit is StepUnit.POINTS else quantity_name(plan.problem, quantity)


def _next(explanation: Explanation, found: NextAmount | None, language: Language) -> dict[str, Any] | None:
    if found is None:
        return None
    money = explanation.plan.problem.money
    return {
        "delta": amount(money, found.delta_minor),
        "company": amount(money, found.change_minor),
        "possible": found.possible,
        "amount": amount(money, found.of_cells(explanation.node.cells)),
        "by": [_next_level(explanation, found, part) for part in next_levels(explanation)] if found.possible else [],
        "sentence": next_words(explanation, language),
    }


def next_levels(explanation: Explanation) -> list[Partition]:
    """The levels by which the next amount is shown: those with several members within the node, and not too many."""
    cells = explanation.node.cells
    inside = [
        (part, {code for code in part.code[cells].tolist() if code >= 0}) for part in explanation.plan.index.by_level
    ]
    return [part for part, found in inside if 1 < len(found) <= MOST_NODES]


def next_nodes(explanation: Explanation, found: NextAmount, part: Partition) -> list[tuple[int, int]]:
    """The nodes of a level that the next amount moves, with what the asked node's cells in them carry, in minor units;
    the largest first."""
    changes: dict[int, int] = {}
    cells = explanation.node.cells
    for code, change in zip(part.code[cells].tolist(), found.cells[cells].tolist(), strict=True):
        if code >= 0:
            changes[code] = changes.get(code, 0) + int(change)
    return sorted(((code, change) for code, change in changes.items() if change), key=lambda pair: (-pair[1], pair[0]))


def _next_level(explanation: Explanation, found: NextAmount, part: Partition) -> dict[str, Any]:
    plan = explanation.plan
    members = plan.problem.dimensions[plan.problem.dimension(part.dimensions[0])].by_key
    nodes = [
        {
            "key": list(part.groups.keys[code]),
            "label": [members[key].label for key in part.groups.keys[code]],
            "amount": amount(plan.problem.money, change),
        }
        for code, change in next_nodes(explanation, found, part)
    ]
    return {"dimension": part.dimensions[0], "level": part.levels[0], "nodes": nodes}


def _range(plan: Plan, found: NumberRange | None, language: Language) -> dict[str, Any] | None:
    if found is None:
        return None
    money = plan.problem.money
    return {
        "within": found.share,
        "value": amount(money, found.value_minor),
        "low": amount(money, found.low_minor),
        "high": amount(money, found.high_minor),
        "low_end": str(found.low_end),
        "high_end": str(found.high_end),
        "is_tie": found.is_tie,
        "keeps_choice": found.keeps_choice,
        "sentence": range_words(plan, found, language),
    }
