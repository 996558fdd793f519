"""What a manager wants to know beside the tuned plan: the budget's price, the frontier, what each parameter does, and
where the conclusion turns."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import known_significant, significant
from app.documents.tuning.figures import TuningFigures
from app.documents.tuning.misses import misses_part
from app.documents.tuning.names import PAY_OF, PlanNames
from scenarios.incentives.tuning.cost_spread import CostSpread
from scenarios.incentives.tuning.frontier import Frontier, FrontierPoint
from scenarios.incentives.tuning.search_summary import SearchSummary
from scenarios.incentives.tuning.tuning_result import (
    BudgetPrice,
    ConditionKind,
    Infeasible,
    KnobName,
    SensitivityCase,
    TuningReport,
)

Part = dict[str, Any]


def knob_part(name: KnobName, names: PlanNames) -> Part:
    """Where a parameter stands, and what people call the place."""
    return {
        "group": name.group,
        "variant": name.variant,
        "component": name.component,
        "parameter": name.parameter,
        "label": names.where(name),
    }


def search_part(search: SearchSummary, figures: TuningFigures) -> Part:
    """How was searched."""
    return {
        "starts": search.starts,
        "run": search.run,
        "feasible": search.feasible,
        "reached_best": search.reached_best,
        "spread": [{"objective": figures.objective(value), "starts": starts} for value, starts in search.spread],
        "rounds": search.rounds,
        "evaluations": search.evaluations,
        "limit": None if search.limit is None else search.limit.value,
    }


def price_part(price: BudgetPrice | None, figures: TuningFigures) -> Part | None:
    """What the next money in the budget brings."""
    if price is None:
        return None
    return {
        "binding": price.binding,
        "per_unit": figures.price(price.per_unit, of_money=True),
        "step": figures.amount(price.step),
        "gain": figures.objective(price.gain),
    }


def ceiling_prices_part(report: TuningReport, figures: TuningFigures, names: PlanNames) -> list[Part]:
    """What more money in the other ceilings that hold the plan back brings."""
    return [
        {
            "kind": one.kind.value,
            "name": one.name,
            "label": names.condition(one.kind, one.name),
            "amount": figures.amount(one.amount),
            "per_unit": figures.price(one.per_unit, of_money=True),
            "step": figures.amount(one.step),
            "gain": figures.objective(one.gain),
        }
        for one in report.ceiling_prices
    ]


def frontier_part(frontier: Frontier | None, figures: TuningFigures) -> Part | None:
    """Cost against motivation."""
    if frontier is None:
        return None
    return {
        "points": [_point(point, figures) for point in frontier.points],
        "today": _point(frontier.today, figures),
        "tuned": _point(frontier.tuned, figures),
    }


def restored_part(report: TuningReport, figures: TuningFigures, names: PlanNames) -> list[Part]:
    """Each changed parameter back at its old value."""
    return [
        {
            **knob_part(one.name, names),
            "loss": figures.objective(one.loss),
            "cost_change": figures.amount(one.cost_change),
            "broken": broken_names(report, one.broken, names),
            "loss_adapted": figures.objective(one.loss_adapted),
        }
        for one in report.restored
    ]


def sensitivity_part(report: TuningReport, figures: TuningFigures, names: PlanNames) -> list[Part]:
    """One entry per assumption and value."""
    return [_case(one, figures, names) for one in report.sensitivity]


def infeasible_part(found: Infeasible | None, figures: TuningFigures, names: PlanNames) -> Part | None:
    """What is in the way."""
    if found is None:
        return None
    return {
        "budget": figures.amount(found.budget),
        "least_cost": figures.amount(found.least_cost),
        "least_budget": figures.amount(found.least_budget),
        "starts_tried": found.starts_tried,
        "blocking": [
            {
                "kind": rule.kind.value,
                "name": rule.name,
                "label": names.condition(rule.kind, rule.name),
                "in_money": rule.in_money,
                "shortfall": figures.measured(rule.shortfall, in_money=rule.in_money),
                "least_relaxation": figures.measured(rule.least_relaxation, in_money=rule.in_money),
            }
            for rule in found.blocking
        ],
    }


def spread_part(spread: CostSpread | None, figures: TuningFigures) -> Part | None:
    """How the total cost is distributed."""
    if spread is None:
        return None
    return {
        "edges": [figures.amount(edge) for edge in spread.edges],
        "today": [significant(share) for share in spread.today],
        "tuned": [significant(share) for share in spread.tuned],
        "draws": spread.draws,
        "seed": spread.seed,
    }


def broken_names(report: TuningReport, broken: tuple[str, ...], names: PlanNames) -> list[str]:
    """Conditions by their names in words, each kind once; a row of a single person stands for participation."""
    known = {one.name: one.kind for one in report.conditions}
    found = [
        names.condition(known[name], name) if name in known else names.condition(_of_people(name), "")
        for name in broken
    ]
    return list(dict.fromkeys(found))


def _of_people(name: str) -> ConditionKind:
    """Which condition on single people a row belongs to, or a kind that stands for all its rows."""
    if name in (ConditionKind.LEAST_EXPECTED_PAY.value, ConditionKind.PARTICIPATION.value):
        return ConditionKind(name)
    return ConditionKind.LEAST_EXPECTED_PAY if name.startswith(PAY_OF) else ConditionKind.PARTICIPATION


def _point(point: FrontierPoint, figures: TuningFigures) -> Part:
    return {
        "budget": figures.amount(point.budget),
        "expected_cost": figures.amount(point.expected_cost),
        "objective": figures.objective(point.objective),
        "margin": figures.amount(point.margin),
        "motivation": figures.amount(point.motivation),
        "sales": figures.amount(point.sales),
        "price": known_significant(point.price),
    }


def _case(one: SensitivityCase, figures: TuningFigures, names: PlanNames) -> Part:
    return {
        "assumption": one.assumption,
        "factor": significant(one.factor),
        "is_largest": one.is_largest,
        "value": significant(one.value),
        "published_gain": figures.objective(one.published_gain),
        "expected_cost": figures.amount(one.expected_cost),
        "misses": misses_part(one.misses, figures, names),
        "tuned_gain": figures.objective(one.tuned_gain),
        "tuned": None if one.tuned is None else [significant(value) for value in one.tuned],
        "turns": [turn.value for turn in one.turns],
        "turned": [knob_part(name, names) for name in one.turned],
    }
