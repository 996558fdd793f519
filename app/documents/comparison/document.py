"""Writes a comparison as the document of `comparison.schema`: the same for the command line and REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.amounts import amount
from app.documents.comparison.binding import binding_part
from app.documents.comparison.certificate import certificate_part
from app.documents.comparison.moved import moved_part
from app.documents.comparison.nodes import changes_part, nodes_part
from app.documents.comparison.pay import pay_part
from app.documents.comparison.prices import prices_part
from app.documents.comparison.reason import reason_part
from app.documents.comparison.turns import turns_part
from app.documents.plan import known
from app.documents.scorecard import scorecard_document
from app.messages import Language
from scenarios.comparison.cautious_choice import cautious_choices
from scenarios.comparison.comparison import Comparison, StrategyRow
from scenarios.comparison.request import ScenarioComparison
from scenarios.plan_hash import plan_hash


def comparison_document(found: ScenarioComparison, language: Language) -> dict[str, Any]:
    """The comparison as JSON-ready values; amounts are Decimals in the scenario's unit. Lists that speak of plans have
    one entry per name in `plans`."""
    scenario, comparison = found.scenario, found.comparison
    money = scenario.problem.money
    base = comparison.base
    return {
        "schema": "allot.comparison/1",
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "metric": scenario.problem.metric,
        "scenario_hash": scenario.scenario_hash,
        "over_assignment": known(scenario.problem.hedge_factor - 1.0),
        "base": None if base is None else base.name,
        "plans": [row.name for row in comparison.with_plan],
        "strategies": [_strategy(found, row, language) for row in comparison.rows],
        "dominance": _dominance(comparison),
        "regret": _regret(found),
        "changes": changes_part(found, language),
        "binding": binding_part(found, language),
        "certificates": [
            certificate_part(certificate, scenario.problem, row.name, language)
            for row, certificate in zip(comparison.with_plan, comparison.certificates, strict=True)
        ],
        "prices": None if found.prices is None else prices_part(found.prices, scenario.problem, language),
        "break_evens": None if found.turns is None else turns_part(found, found.turns, language),
        "pay": None if found.pay is None else pay_part(found.pay, base, language),
        "cuts": [nodes_part(found, cut, language) for cut in found.cuts],
    }


def _strategy(found: ScenarioComparison, row: StrategyRow, language: Language) -> dict[str, Any]:
    scenario, comparison = found.scenario, found.comparison
    money, plan, place = scenario.problem.money, row.plan, row.place
    head = {
        "name": row.name,
        "label": scenario.strategy_label(row.name),
        "outcome": str(row.result.outcome),
        "reason": reason_part(row.result, scenario.problem, language),
    }
    if plan is None or place is None:
        nothing = ("plan_hash", "target", "scorecard", "moved", "dominated_by", "largest_regret")
        return {**head, **dict.fromkeys(nothing)}
    return {
        **head,
        "plan_hash": plan_hash(scenario.scenario_hash, plan),
        "target": amount(money, plan.total_minor),
        "scorecard": scorecard_document(plan.scorecard, money),
        "moved": moved_part(comparison.moved(place), money),
        "dominated_by": _names(comparison, comparison.dominance.by[place]),
        "largest_regret": known(comparison.regret.worst[place]),
    }


def _dominance(comparison: Comparison) -> dict[str, Any] | None:
    if not comparison.plans:
        return None
    found = comparison.dominance
    return {
        "measures": [{"name": _measure(one.value), "better": str(one.better)} for one in found.measures],
        "left_out": [_measure(one.value) for one in found.left_out],
    }


def _measure(name: str) -> str:
    """As the score card of a document calls it."""
    return name.removesuffix("_minor")


def _regret(scenario_comparison: ScenarioComparison) -> dict[str, Any] | None:
    comparison = scenario_comparison.comparison
    if not comparison.plans:
        return None
    found = comparison.regret
    choice, *as_good = cautious_choices(comparison, list(scenario_comparison.scenario.strategies))
    return {
        "loss": [[known(value) for value in row] for row in found.loss.tolist()],
        "error": [known(value) for value in found.error.tolist()],
        "least_regret": choice.name,
        "as_good": [row.name for row in as_good],
        "tiered": [row.name for row in comparison.with_plan if len(row.strategy.tiers) > 1],
    }


def _names(comparison: Comparison, places: Sequence[int]) -> list[str]:
    return [comparison.with_plan[place].name for place in places]
