"""A tuning as the document of `tuning.schema`: the same for the command line and REST."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import significant
from app.documents.plan import finding_document
from app.documents.tuning.analyses import (
    ceiling_prices_part,
    frontier_part,
    infeasible_part,
    knob_part,
    price_part,
    restored_part,
    search_part,
    sensitivity_part,
    spread_part,
)
from app.documents.tuning.certificate_part import certificate_part
from app.documents.tuning.curves import changed_curves
from app.documents.tuning.figures import TuningFigures
from app.documents.tuning.names import PlanNames
from app.documents.tuning.ranges import ranges_part
from app.documents.tuning.rates import turned_rates
from app.documents.tuning.summary import tuning_summary
from app.messages import Language
from scenarios.incentives.tuning.cost_spread import CostSpread
from scenarios.incentives.tuning.tuning_result import (
    ConditionAt,
    ParameterChange,
    PeopleCheck,
    PersonChange,
    PlanSide,
    TuningReport,
)

Part = dict[str, Any]


def tuning_document(report: TuningReport, spread: CostSpread | None, language: Language) -> Part:
    """JSON-ready values; amounts are Decimals in the plan's unit."""
    money = report.money
    figures, names = TuningFigures(money, report.objective.in_money), PlanNames.of(report.loaded.plan, language)
    return {
        "schema": "allot.tuning/1",
        "name": report.loaded.plan.name,
        "plan_period": str(report.loaded.document.period),
        "money": {"currency": money.currency, "unit": money.unit.value},
        "plan_hash": report.loaded.plan_hash,
        "outcome": report.outcome.value,
        "refusal": None if report.refusal is None else report.refusal.value,
        "summary": tuning_summary(report, language),
        "request": report.request.model_dump(mode="python", exclude_none=True),
        "objective": _objective(report),
        "budget": figures.amount(report.budget),
        "gain": figures.objective(report.gain),
        "today": _side(report.today, figures),
        "tuned": None if report.tuned is None else _side(report.tuned, figures),
        "parameters": [_parameter(report, one, names) for one in report.parameters],
        "curves": changed_curves(report, names),
        "people": [_person(one, figures, names) for one in report.people],
        "conditions": [_condition(one, figures, names) for one in report.conditions],
        "checks": [_check(one, names) for one in report.checks],
        "certificate": None if report.certificate is None else certificate_part(report.certificate, figures),
        "distribution": spread_part(spread, figures),
        "search": search_part(report.search, figures),
        "infeasible": infeasible_part(report.infeasible, figures, names),
        "price": price_part(report.price, figures),
        "ceiling_prices": ceiling_prices_part(report, figures, names),
        "frontier": frontier_part(report.frontier, figures),
        "restored": restored_part(report, figures, names),
        "ranges": ranges_part(report, names),
        "ranges_tolerance": figures.objective(report.ranges_tolerance),
        "sensitivity": sensitivity_part(report, figures, names),
        "skipped": list(report.skipped),
        "notices": [finding_document(finding, language) for finding in report.notices],
    }


def _objective(report: TuningReport) -> Part:
    one = report.objective
    return {
        "kind": one.kind,
        "in_money": one.in_money,
        "more_is_better": one.more_is_better,
        "sales_measure": one.sales_measure,
        "margin_rate": one.margin_rate,
    }


def _side(side: PlanSide, figures: TuningFigures) -> Part:
    return {
        "objective": figures.objective(side.objective),
        "expected_cost": figures.amount(side.expected_cost),
        "sales": figures.amount(side.sales),
        "motivation": figures.amount(side.motivation),
        "margin": figures.amount(side.margin),
        "simulated_cost": figures.estimate(side.simulated_cost, in_money=True),
        "cvar95": figures.estimate(side.cvar95, in_money=True),
        "over_budget": figures.estimate(side.over_budget, in_money=False),
    }


def _parameter(report: TuningReport, one: ParameterChange, names: PlanNames) -> Part:
    rates = turned_rates(report, one.name)
    return {
        **knob_part(one.name, names),
        "today": significant(one.today),
        "tuned": significant(one.tuned),
        "lower": significant(one.lower),
        "upper": significant(one.upper),
        "step": significant(one.step),
        "changed": one.changed,
        "follows": one.follows,
        "at_bound": one.at_bound,
        "cap": None if one.cap is None else [significant(value) for value in one.cap],
        "rates": None if rates is None else {"today": rates[0], "tuned": rates[1]},
    }


def _person(one: PersonChange, figures: TuningFigures, names: PlanNames) -> Part:
    return {
        "person": one.key,
        "label": one.label,
        "group": one.pay_class,
        "group_label": names.pay_class(one.pay_class),
        "target_incentive": figures.amount(one.target_incentive),
        "pay_today": figures.amount(one.pay[0]),
        "pay_tuned": figures.amount(one.pay[1]),
        "pay_change": figures.amount(one.pay_gain),
        "spread_today": figures.amount(one.spread[0]),
        "spread_tuned": figures.amount(one.spread[1]),
        "motivation_today": figures.amount(one.motivation[0]),
        "motivation_tuned": figures.amount(one.motivation[1]),
        "growth": significant(one.growth),
        "sales_today": figures.amount(one.sales[0]),
        "sales_tuned": figures.amount(one.sales[1]),
        "utility_gain": figures.amount(one.utility_gain),
    }


def _condition(one: ConditionAt, figures: TuningFigures, names: PlanNames) -> Part:
    return {
        "kind": one.kind.value,
        "name": one.name,
        "label": names.condition(one.kind, one.name),
        "in_money": one.in_money,
        "is_most": one.is_most,
        "limit": figures.measured(one.limit, in_money=one.in_money),
        "today": figures.measured(one.today, in_money=one.in_money),
        "tuned": figures.measured(one.tuned, in_money=one.in_money),
        "holds": one.holds,
        "binding": one.binding,
        "price": figures.price(one.price, of_money=one.in_money),
    }


def _check(one: PeopleCheck, names: PlanNames) -> Part:
    return {
        "kind": one.kind.value,
        "label": names.condition(one.kind, ""),
        "people": one.people,
        "watched": one.watched,
        "broken": one.broken,
        "worst": one.worst,
        "worst_slack": significant(one.worst_slack),
        "held": one.held,
    }
