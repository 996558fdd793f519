"""What an incentive plan pays under each strategy of a comparison: the same rules, each strategy's targets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from models.allocation.plan import Plan
from models.arrays import IntArray
from models.findings import Fact, Finding, Location
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
    costs = pay_costs(found.comparison, found.scenario.strategy_label, plan_with, stop)
    return found if costs is None else replace(found, pay=costs)


def pay_costs(
    comparison: Comparison, label_of: Callable[[str], str], plan_with: PlanWith, stop: threading.Event | None = None
) -> PayCosts | None:
    """None where no strategy has a plan. `label_of`: what people call a strategy. Raises InvalidInput, LimitReached."""
    base = comparison.base
    if base is None or base.plan is None:
        return None
    expected = _expected(base.plan)
    reports = {
        row.name: cost_of(plan_with(allocation_of(row.plan, expected)), CostQuestion(), stop)
        for row in comparison.with_plan
        if row.plan is not None
    }
    first = reports[base.name]
    notices = [*_notices(reports.values()), *_of_base(base.plan, label_of(base.name), reports.values())]
    found = {name: _pay(report) for name, report in reports.items()}
    return PayCosts(first.plan.name, first.plan.money, found, tuple(notices))


def _expected(base: Plan) -> IntArray:
    """What is expected of every cell under every strategy alike, so that harder targets are reached less often: the
    scenario's forecast, and where there is none, what the base plans. In minor units or pieces."""
    forecast = base.problem.cells.forecast
    return np.where(forecast.present, forecast.minor, base.numbers.plan)


def _of_base(base: Plan, label: str, reports: Iterable[CostReport]) -> list[Finding]:
    """That some expectations are those of the base, where the incentive plan leaves any to the cells."""
    present = base.problem.cells.forecast.present
    taken = any(notice.code == "allocation_forecast_taken" for report in reports for notice in report.notices)
    if present.all() or not taken:
        return []
    facts: dict[str, Fact] = {"count": int((~present).sum()), "total": int(present.size), "strategy": label}
    return [Finding("allocation_forecast_base", Location(pointer="/cells"), facts)]


def _notices(reports: Iterable[CostReport]) -> tuple[Finding, ...]:
    """What is worth knowing of any of them, once: of the first that says it."""
    found: dict[tuple[str, Location], Finding] = {}
    for report in reports:
        for notice in report.notices:
            found.setdefault((notice.code, notice.location), notice)
    return tuple(found.values())


def allocation_of(plan: Plan, expected: IntArray) -> AllocationDocument:
    """The targets of a plan as an incentive plan reads them: exact, without going through text. Beside them stands what
    is `expected` of every cell, in minor units or pieces."""
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
                "forecast": money.from_minor(int(expected[cell])),
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
