"""The cost of an incentive plan before launch as a document, with its sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.documents.amounts import amount, known_significant, significant
from app.documents.incentives.cost_decision import decision_words
from app.documents.incentives.plan_lint import exact_amount
from app.documents.plan import finding_document
from app.messages import Language
from app.messages.amounts import money_words, percent_words
from app.messages.plan_cost import WORDS
from models.findings import Fact
from models.incentives.cost.performance import PayForPerformance
from models.units import Money
from scenarios.incentives.cost_at_target import lacks_targets
from scenarios.incentives.cost_report import (
    ClassCost,
    CompanyYear,
    ComponentCost,
    CostFigures,
    CostReport,
    Figure,
    PartOfCost,
    YearCost,
)


def plan_cost_document(report: CostReport, language: Language) -> dict[str, Any]:
    """The document of `allot cost` and `POST /v1/costs`."""
    plan, money, sales = report.plan, report.plan.money, report.cost_of_sales
    return {
        "schema": "allot.plan_cost/1",
        "name": plan.name,
        "plan_period": str(report.loaded.document.period),
        "money": {"currency": money.currency, "unit": money.unit.value},
        "plan_hash": report.loaded.plan_hash,
        "assumptions": report.assumptions.model_dump(),
        "draws": report.draws,
        "seed": report.seed,
        "decided_by": report.figures.mean.decided_by.value,
        "why_simulated": [reason.value for reason in report.why_simulated],
        "target_incentive": exact_amount(money, report.target_incentive),
        "at_target": exact_amount(money, report.at_target),
        "expected": exact_amount(money, report.expected),
        "present_value": exact_amount(money, report.present_value),
        "budget": None if report.budget_minor is None else amount(money, report.budget_minor),
        "figures": _figures(money, report.figures),
        "over_budget": None if report.over_budget is None else _share(report.over_budget),
        "cost_of_sales": None
        if sales is None
        else {
            "measure": sales.measure,
            "sales": exact_amount(money, sales.sales),
            "of_sales": significant(sales.of_sales),
            "of_margin": known_significant(sales.of_margin),
        },
        "years": [
            {"year": one.year, **_paid(money, one), "figures": _figures(money, one.figures)} for one in report.years
        ],
        "groups": [_group(money, one, language) for one in report.classes],
        "summary": cost_sentences(report, language),
        "notices": [finding_document(finding, language) for finding in report.notices],
    }


def cost_sentences(report: CostReport, language: Language) -> list[str]:
    """What matters, in words."""
    money = report.plan.money

    def words(minor: float) -> str:
        return money_words(exact_amount(money, minor) or Decimal(0), money, language)

    def said(key: str, facts: dict[str, Fact]) -> str:
        return WORDS[key].fill(facts, language)

    target: dict[str, Fact] = {"amount": words(report.at_target), "expected": words(report.expected)}
    if words(report.at_target) != words(report.target_incentive):
        target["incentive"] = words(report.target_incentive)
    if lacks_targets(report.plan):
        target["others"] = WORDS["on_target_others"].text(language)
    found = [said("on_target", target)]
    if report.budget_minor is not None and report.over_budget is not None:
        chance = percent_words(round(report.over_budget.value, 3), language)
        found.append(said("budget", {"amount": words(report.budget_minor), "chance": chance}))
    found.append(decision_words(report, language))
    sales = report.cost_of_sales
    if sales is not None:
        rates: dict[str, Fact] = {"rate": percent_words(round(sales.of_sales, 4), language), "measure": sales.measure}
        if sales.of_margin is not None and not sales.is_margin:
            rates["margin"] = percent_words(round(sales.of_margin, 4), language)
        found.append(said("of_sales", rates))
    if len([year for one in report.classes for year in one.years]) > len(report.classes):
        found.append(said("present", {"amount": words(report.present_value)}))
    assumed = report.assumptions
    loadings: dict[str, Fact] = {
        "company": assumed.company_loading,
        "region": assumed.region_loading,
        "attribute": assumed.region,
        "own": assumed.own_correlation,
    }
    return [*found, said("assumed", loadings)]


def _group(money: Money, cost: ClassCost, language: Language) -> dict[str, Any]:
    pay_class = cost.pay_class
    return {
        "group": pay_class.group.key,
        "variant": None if pay_class.variant is None else pay_class.variant.name,
        "label": pay_class.group.shown
        if pay_class.variant is None
        else f"{pay_class.group.shown} / {pay_class.variant.name}",
        "people": cost.people,
        "target_incentive": exact_amount(money, cost.target_incentive),
        "at_target": exact_amount(money, cost.at_target),
        "expected": exact_amount(money, cost.expected),
        "decided_by": cost.figures.mean.decided_by.value,
        "why_simulated": [reason.value for reason in cost.why_simulated],
        "figures": _figures(money, cost.figures),
        "components": [_component(money, one, language) for one in cost.components],
        "levels": [
            {"component": one.component, "level": one.level, "attainment": one.attainment, **_share(one.share)}
            for one in cost.levels
        ],
        "years": [_year(money, year) for year in cost.years],
        "performance": _performance(cost.performance),
    }


def _component(money: Money, one: ComponentCost, language: Language) -> dict[str, Any]:
    """Caps and draws have no name of their own, but words."""
    is_component = one.kind is PartOfCost.COMPONENT
    return {
        "kind": one.kind.value,
        "name": one.name if is_component else None,
        "label": one.label if is_component else WORDS[f"{one.kind.value}_line"].text(language),
        "figures": _figures(money, one.figures),
    }


def _year(money: Money, year: YearCost) -> dict[str, Any]:
    return {
        "year": year.year,
        "years": year.years,
        "kind": year.kind,
        "element": year.element,
        **_paid(money, year),
        "figures": _figures(money, year.figures),
    }


def _paid(money: Money, year: YearCost | CompanyYear) -> dict[str, Any]:
    return {
        "promised": exact_amount(money, year.promised),
        "present_value": exact_amount(money, year.present_value),
    }


def _performance(performance: PayForPerformance) -> dict[str, Any]:
    return {
        "rank_correlation": known_significant(performance.rank_correlation),
        "quarters": [significant(quarter) for quarter in performance.quarters],
    }


def _figures(money: Money, figures: CostFigures) -> dict[str, Any]:
    return {name: _amounts(money, figure) for name, figure in vars(figures).items()}


def _amounts(money: Money, figure: Figure) -> dict[str, Any]:
    amounts = {name: exact_amount(money, value) for name, value in _both(figure).items()}
    return {**amounts, "decided_by": figure.decided_by.value}


def _share(figure: Figure) -> dict[str, Any]:
    shares = {name: known_significant(value) for name, value in _both(figure).items()}
    return {**shares, "decided_by": figure.decided_by.value}


def _both(figure: Figure) -> dict[str, float | None]:
    simulated = figure.simulated
    return {"closed": figure.closed, "simulated": simulated.value, "low": simulated.low, "high": simulated.high}
