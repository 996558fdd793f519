"""What an incentive plan pays under each strategy of a comparison: the same rules, each strategy's targets."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from models.allocation.plan import Plan
from scenarios.comparison.comparison import Comparison
from scenarios.comparison.pay_figures import PayCosts, StrategyPay
from scenarios.comparison.request import ScenarioComparison
from scenarios.incentives.cost_report import CostReport
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.definition.allocation import AllocationDocument
from scenarios.incentives.definition.loaded_plan import LoadedPlan

PlanWith = Callable[[AllocationDocument], LoadedPlan]
"""An incentive plan with the targets of an allocation. Raises InvalidInput where they do not fit it."""


def with_pay_costs(
    found: ScenarioComparison, plan_with: PlanWith, stop: threading.Event | None = None
) -> ScenarioComparison:
    """A comparison with what an incentive plan pays under each strategy. Raises InvalidInput, LimitReached."""
    costs = pay_costs(found.comparison, plan_with, stop)
    return found if costs is None else replace(found, pay=costs)


def pay_costs(comparison: Comparison, plan_with: PlanWith, stop: threading.Event | None = None) -> PayCosts | None:
    """None where no strategy has a plan. Raises InvalidInput, LimitReached."""
    reports: dict[str, CostReport] = {}
    for row in comparison.with_plan:
        if row.plan is not None:
            reports[row.name] = cost_of(plan_with(allocation_of(row.plan)), CostQuestion(), stop)
    if not reports:
        return None
    first = next(iter(reports.values()))
    found = {name: _pay(report) for name, report in reports.items()}
    return PayCosts(first.plan.name, first.plan.money, found)


def allocation_of(plan: Plan) -> AllocationDocument:
    """The targets of a plan as an incentive plan reads them: exact, without going through text."""
    problem, money, planned = plan.problem, plan.problem.money, plan.numbers.plan.tolist()
    names = [dimension.name for dimension in problem.dimensions]
    cells = []
    for cell, minor in enumerate(plan.targets_minor.tolist()):
        months = None
        if plan.months is not None:
            months = [money.from_minor(int(month)) for month in plan.months.minor[cell].tolist()]
        cells.append(
            {
                "members": dict(zip(names, problem.cell_key(cell), strict=True)),
                "target": money.from_minor(minor),
                "plan": money.from_minor(planned[cell]),
                "months": months,
            }
        )
    written = {"currency": money.currency, "unit": money.unit}
    document = {"schema": "allot.plan/1", "money": written, "metric": problem.metric, "cells": cells}
    return AllocationDocument(plan=document)


def _pay(report: CostReport) -> StrategyPay:
    over = report.over_budget
    return StrategyPay(
        expected=report.expected,
        p90=report.figures.p90.value,
        over_budget=None if over is None else over.value,
    )
