"""Writes a plan as the document of `plan_schema`: the same for the command line and REST."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from app.documents.amounts import amount, amounts, known_significant, significant, written
from app.documents.binding_words import price_per_one
from app.documents.choices import choices_document
from app.documents.counted import counted, quantity_name
from app.documents.plan_months import level_name, node_periods, phasing_part
from app.documents.scorecard import scorecard_document
from app.documents.strategy_part import strategy_part
from app.messages import describe
from models.allocation.binding import BindingLimit
from models.allocation.coarse_levels import CoarseLevel
from models.allocation.measures import NodeMeasures
from models.allocation.nodes import Partition
from models.allocation.plan import NodeTotals, Plan
from models.findings import Finding
from models.units import Money
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from scenarios.plan_hash import plan_hash


def plan_document(scenario: Scenario, result: AllocationResult, language: str) -> dict[str, Any]:
    """The plan as JSON-ready values; amounts are Decimals in the scenario's unit. Raises the result's error when
    there is no plan."""
    plan = result.raise_for_outcome()
    money = plan.problem.money
    phased = {} if plan.months is None else {"phasing": phasing_part(plan, plan.months)}
    document = {
        "schema": "allot.plan/1",
        "outcome": str(result.outcome),
        "termination": str(result.termination),
        "name": scenario.document.name,
        "period": scenario.document.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "metric": plan.problem.metric,
        "volume": {"unit": plan.problem.volume.unit, "decimals": plan.problem.volume.decimals},
        "strategy": plan.strategy.name,
        "strategy_details": strategy_part(plan, scenario.strategy_label(plan.strategy.name)),
        "scenario_hash": scenario.scenario_hash,
        "plan_hash": plan_hash(scenario.scenario_hash, plan),
        "solver": {
            "name": result.report.name,
            "version": result.report.version,
            "options": _options(result),
        },
        "seconds": round(result.seconds, 4),
        "phases": {name: round(seconds, 4) for name, seconds in result.phases.items()},
        "verification": _verification(plan, money),
        "scorecard": scorecard_document(plan.scorecard, money),
        "binding": [binding_document(item, plan) for item in plan.binding],
        "rollups": rollups(plan),
        "cells": _cells(plan, money),
        **phased,
        **({} if plan.choices is None else {"choices": choices_document(plan, plan.choices)}),
        "notices": [finding_document(finding, language) for finding in plan_notices(scenario, result)],
    }
    over = over_assignment_document(plan)
    return document if over is None else {**document, "over_assignment": over}


def over_assignment_document(plan: Plan) -> dict[str, Any] | None:
    """The hedges and what they add up to; None where people's targets add up to the plan."""
    over, money = plan.problem.over_assignment, plan.problem.money
    if over is None:
        return None
    totals = [(level, int(plan.numbers.at(place + 1).sum())) for place, level in enumerate(over.levels)]
    assigned = int(plan.targets_minor.sum())
    return {
        "dimension": over.dimension,
        "levels": {level: float(rate) for level, rate in zip(over.levels, over.rates, strict=True)},
        "factor": significant(over.factor),
        "plan": amount(money, plan.total_minor),
        "assigned": amount(money, assigned),
        "hedge": amount(money, assigned - plan.total_minor),
        "totals": {level: amount(money, total) for level, total in totals},
    }


def rollups(plan: Plan) -> list[dict[str, Any]]:
    """Every node of every level, the company first, then every crossing of two levels."""
    measured = (plan.index.company, *plan.index.by_level)
    return [_rollup(plan, part, plan.measures(part)) for part in measured] + [
        _rollup(plan, part, None) for part in plan.index.crossings()
    ]


def _rollup(plan: Plan, part: Partition, measures: NodeMeasures | None) -> dict[str, Any]:
    nodes = _nodes(plan, part)
    if measures is not None:
        nodes = [{**node, **measures_document(measures, place)} for place, node in enumerate(nodes)]
    return {"dimensions": list(part.dimensions), "levels": list(part.levels), "nodes": nodes}


def measures_document(measures: NodeMeasures, node: int) -> dict[str, float | None]:
    """How hard one node is; null where the data for a measure is missing."""
    return {
        "difficulty": known(measures.difficulty[node]),
        "attain_probability": known(measures.attain_probability[node]),
        "utilisation": known(measures.utilisation[node]),
    }


def known(value: float) -> float | None:
    """A measure cut to its significant digits; null where it is not known."""
    return None if math.isnan(value) else significant(float(value))


def _nodes(plan: Plan, part: Partition) -> list[dict[str, Any]]:
    money = plan.problem.money
    sums = plan.totals(part)
    labels = [_labeller(plan, name) for name in part.dimensions]
    periods = node_periods(plan, part)
    return [
        {
            "key": list(key),
            "label": [label(member) for label, member in zip(labels, key, strict=True)],
            **_amounts(money, sums, node),
            "share": significant(int(sums.plan[node]) / plan.total_minor) if plan.total_minor else 0.0,
            **(periods[node] if periods else {}),
        }
        for node, key in enumerate(part.groups.keys)
    ]


def _amounts(money: Money, sums: NodeTotals, node: int) -> dict[str, Decimal | float | None]:
    return {
        "target": amount(money, int(sums.target[node])),
        "plan": amount(money, int(sums.plan[node])),
        "hedge": amount(money, int(sums.hedge[node])),
        "baseline": amount(money, int(sums.baseline[node])) if sums.has_baseline[node] else None,
        "growth_rate": known_significant(sums.growth_rate(node)),
        "like_for_like_rate": known_significant(sums.like_for_like_rate(node)),
    }


def _labeller(plan: Plan, dimension: str) -> Callable[[str], str]:
    members = plan.problem.dimensions[plan.problem.dimension(dimension)].by_key
    return lambda key: members[key].label


def _cells(plan: Plan, money: Money) -> list[dict[str, Any]]:
    names = [dimension.name for dimension in plan.problem.dimensions]
    baseline = plan.problem.cells.baseline
    over = plan.problem.over_assignment
    depths = {} if over is None else {level: plan.numbers.at(place + 1) for place, level in enumerate(over.levels)}
    planned = plan.numbers.plan.tolist()
    cells: list[dict[str, Any]] = []
    for cell, minor in enumerate(plan.targets_minor.tolist()):
        base = int(baseline.minor[cell]) if baseline.present[cell] else None
        months = {} if plan.months is None else {"months": amounts(money, plan.months.minor[cell])}
        cells.append(
            {
                "members": dict(zip(names, plan.problem.cell_key(cell), strict=True)),
                "target": amount(money, minor),
                "plan": amount(money, planned[cell]),
                "exact": written(money, float(plan.exact[cell])),
                "reference": written(money, float(plan.reference[cell])),
                "baseline": None if base is None else amount(money, base),
                "growth_rate": significant(minor / base - 1.0) if base is not None and base > 0 else None,
                **months,
            }
        )
        if depths:
            cells[-1]["numbers"] = {name: amount(money, int(column[cell])) for name, column in depths.items()}
    return cells


def _verification(plan: Plan, money: Money) -> dict[str, Any]:
    lattice = plan.lattice
    names = [dimension.name for dimension in plan.problem.dimensions]
    remainder = None
    if lattice.remainder:
        remainder = dict(zip(names, plan.problem.cell_key(lattice.remainder_cell), strict=True))
    return {
        "row_violation": plan.exact_check.row_violation,
        "kkt_residual": plan.polished.residual,
        "gap": plan.polished.gap / plan.scale,
        "cell_error": written(money, plan.polished.cell_error),
        "total": money.from_minor(plan.total_minor),
        "increment": money.from_minor(lattice.increment),
        "remainder": remainder,
        "coarse": [_coarse(plan, level, money) for level in plan.coarse],
        "exceptions": plan_exceptions(plan),
    }


def _coarse(plan: Plan, level: CoarseLevel, money: Money) -> dict[str, Any]:
    off = [item for item in plan.rounded_check.off_step if item.levels == level.partition.levels]
    return {
        "level": level_name(level.partition.levels),
        "increment": money.from_minor(level.step),
        "off_step": [{"key": list(item.key), "over": money.from_minor(item.minor)} for item in off],
    }


def plan_exceptions(plan: Plan) -> list[dict[str, Any]]:
    """Limits and nodes that rounding could not keep to the last digit, and by how much."""
    money = plan.problem.money
    limits = [
        {
            "what": "limit",
            "name": item.identity.name,
            "group": list(item.group),
            "amount": significant(counted(plan.problem, item.quantity, item.scale, item.amount)),
        }
        for item in plan.rounded_check.limits
    ]
    nodes = [
        {
            "what": "node",
            "name": level_name(item.levels),
            "group": list(item.key),
            "amount": float(money.from_minor(item.minor)),
        }
        for item in plan.rounded_check.nodes
    ]
    return limits + nodes


def binding_document(item: BindingLimit, plan: Plan) -> dict[str, Any]:
    """One group of one limit that binds."""
    problem = plan.problem

    def written_value(value: float) -> float:
        return significant(counted(problem, item.quantity, item.scale, value))

    return {
        "limit": item.identity.name,
        "kind": item.identity.kind,
        "owner": item.identity.owner,
        "negotiable": item.identity.negotiable,
        "pointer": item.identity.pointer,
        "group": dict(zip(item.axes, item.group, strict=True)),
        "side": item.side,
        "bound": written_value(item.bound),
        "quantity": quantity_name(problem, item.quantity),
        "price": significant(price_per_one(plan, item)) if plan.has_prices else None,
        "violation": written_value(item.paid),
    }


def _options(result: AllocationResult) -> dict[str, str | int | float]:
    """The solver's options. Its time limit is what was left at its last call: a timing, and not the same twice."""
    return {name: value for name, value in result.report.options.items() if name != "time_limit_seconds"}


def plan_notices(scenario: Scenario, result: AllocationResult) -> list[Finding]:
    """Each notice once: limits speak when the scenario is read, and again when it is solved."""
    known = {(notice.code, notice.location.pointer) for notice in scenario.notices}
    return [*scenario.notices, *(one for one in result.notices if (one.code, one.location.pointer) not in known)]


def finding_document(finding: Finding, language: str) -> dict[str, Any]:
    """Something worth knowing, as facts and as a sentence."""
    return {
        "code": finding.code,
        "pointer": finding.location.pointer,
        "message": describe(finding, language),
        "facts": {key: _fact(value) for key, value in finding.facts.items()},
    }


def _fact(value: str | int | float | Sequence[str]) -> str | int | float | list[str]:
    return value if isinstance(value, str | int | float) else list(value)
