"""The cost of an incentive plan before it runs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from models.findings import FindingList, Location
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.estimate import share_of
from models.incentives.cost.factor_table import factor_table, line_scales, looked_at, whole_moments
from models.incentives.cost.levels import expected_shares, levels_of
from models.incentives.cost.simulation import ClassSample, Simulation, simulate
from models.incentives.cost.total_cost import TotalCost
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.incentives.pay_class import PayClass
from models.units import AmountError
from scenarios.incentives.cost_at_target import cost_at_target
from scenarios.incentives.cost_by_year import cost_by_year_notices
from scenarios.incentives.cost_checks import check_assumptions, check_forecasts, cost_notices
from scenarios.incentives.cost_components import component_costs
from scenarios.incentives.cost_figures import Trust, cost_figures, of_total
from scenarios.incentives.cost_report import ClassCost, CostOfSales, CostReport, Figure, LevelShare, NoClosedForm
from scenarios.incentives.cost_years import Payment, company_years, payments_of, year_costs
from scenarios.incentives.definition.loaded_plan import LoadedPlan

DRAWS = 10_000
LEAST_DRAWS = 100
MOST_NUMBERS = 4_000_000_000
"""People · draws · measures of one run: a few minutes."""


@dataclass(frozen=True)
class CostQuestion:
    """`budget`, in the plan's money unit: None takes the plan's own. `sales`: name of the measure that cost of sales is
    measured by; None: the plan's first one that counts money, sales before margin."""

    assumptions: CostAssumptions = field(default_factory=CostAssumptions)
    draws: int = DRAWS
    seed: int = 1
    budget: float | None = None
    sales: str | None = None


def cost_of(
    loaded: LoadedPlan, question: CostQuestion | None = None, stop: threading.Event | None = None
) -> CostReport:
    """The cost of a plan, in closed form and by simulation side by side.

    Raises InvalidInput: `forecast_missing` for everybody whose pay looks at a number that nothing is expected of,
    `draws_too_many`, `loadings_leave_nothing`, `measure_unknown`, `measure_not_money`,
    `region_attribute_unknown`, and what is wrong with the budget. Raises LimitReached once `stop` is set.
    """
    question = question or CostQuestion()
    plan = loaded.plan
    numbers = UncertainNumbers(plan, question.assumptions)
    sales, budget = _check(loaded, numbers, question)
    simulation = simulate(numbers, question.draws, question.seed, stop=stop)
    indices = [index for index in range(len(plan.classes)) if plan.roster.members(index).size]
    table = factor_table(numbers).of_rows(indices)
    parts = [_class_cost(numbers, TotalCost(table.of([row])), sample) for row, sample in enumerate(simulation.classes)]
    classes = tuple(one for one, _ in parts)
    why = tuple(reason for reason in NoClosedForm if any(reason in one.why_simulated for one in classes))
    trust = Trust(bool(why), plan.roster.count)
    total = TotalCost(table.of(range(len(indices))))
    exact = sum(one.figures.mean.closed or 0.0 for one in classes)
    return _with_sales(
        sales,
        CostReport(
            loaded=loaded,
            assumptions=question.assumptions,
            draws=question.draws,
            seed=question.seed,
            figures=cost_figures(of_total(exact, total), simulation.cost, trust),
            classes=classes,
            years=company_years(classes, [due for _, due in parts], simulation.classes, table, trust),
            budget_minor=budget,
            over_budget=None if budget is None else _over(total, simulation, budget, trust),
            cost_of_sales=None,
            why_simulated=why,
            notices=(*cost_by_year_notices(plan), *loaded.notices, *cost_notices(numbers)),
        ),
    )


def no_closed_form(pay_class: PayClass) -> tuple[NoClosedForm, ...]:
    """Why simulation decides for a class; empty: the closed form is exact but for the shape of the tail."""
    looked = looked_at(pay_class)
    rule = pay_class.group.advances
    others = [
        gate
        for line in pay_class.lines
        for gate in (pay_class.gates[index] for index in pay_class.gates_of(line))
        if gate.measured != line.measured
    ]
    found = {
        NoClosedForm.CAP: pay_class.has_cap,
        NoClosedForm.GATE: bool(others),
        NoClosedForm.POOL: any(measured.pool is not None for measured in looked),
        NoClosedForm.SUM: any(len(measured.measures) > 1 and measured.pool is None for measured in looked),
        NoClosedForm.DRAW: rule.draw is not None and not (rule.draw.recoverable and rule.recoverable),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _class_cost(
    numbers: UncertainNumbers, total: TotalCost, sample: ClassSample
) -> tuple[ClassCost, tuple[Payment, ...]]:
    plan, pay_class, people = numbers.plan, sample.pay_class, sample.people
    scales = line_scales(plan, pay_class, people, numbers)
    moments = whole_moments(numbers, pay_class, people, scales)
    why = no_closed_form(pay_class)
    trust = Trust(bool(why), int(people.size))
    figures = cost_figures(of_total(float(moments.mean.sum()), total), sample.cost, trust)
    payments = payments_of(plan, sample, moments.mean, figures.mean.value)
    cost = ClassCost(
        pay_class=pay_class,
        people=int(people.size),
        target_incentive=float(plan.target_incentive[people].sum()),
        at_target=cost_at_target(plan, pay_class, people),
        figures=figures,
        components=component_costs(numbers, moments, total, sample, trust),
        levels=tuple(_levels(numbers, sample, trust)),
        years=year_costs(plan, payments, sample, figures, trust),
        performance=sample.performance,
        why_simulated=why,
    )
    return cost, payments


def _levels(numbers: UncertainNumbers, sample: ClassSample, trust: Trust) -> list[LevelShare]:
    found = []
    for levels, reached in zip(levels_of(sample.pay_class), sample.reached, strict=True):
        shares = expected_shares(numbers, levels, sample.people)
        for index, (name, attainment) in enumerate(levels.named):
            figure = trust.share(float(shares[index]), reached[index])
            found.append(LevelShare(levels.line.label, name, attainment, figure))
    return found


def _over(total: TotalCost, simulation: Simulation, budget: int, trust: Trust) -> Figure:
    count = int((simulation.cost > budget).sum())
    return trust.chance(total.probability_above(float(budget)), share_of(count, simulation.draws))


def _with_sales(measure: int | None, report: CostReport) -> CostReport:
    plan = report.plan
    sales = 0.0 if measure is None else float(np.nansum(plan.outlook.mean[:, measure]))
    if measure is None or sales <= 0:
        return report
    own = plan.measures[measure]
    rate = own.margin_rate(plan.margin_rate)
    margin = None if not rate else report.expected / (sales * rate)
    cost = CostOfSales(own.shown, sales, report.expected / sales, margin, own.margin)
    return replace(report, cost_of_sales=cost)


def _check(loaded: LoadedPlan, numbers: UncertainNumbers, question: CostQuestion) -> tuple[int | None, int | None]:
    """Refuse what cannot be costed; position of the sales measure (None where no measure counts money) and budget."""
    findings, plan = FindingList(), numbers.plan
    most = max(MOST_NUMBERS // (plan.roster.count * len(plan.measures)), LEAST_DRAWS)
    if question.draws > most:
        findings.add("draws_too_many", Location(parameter="draws"), {"value": question.draws, "most": most})
    check_assumptions(numbers, findings)
    sales, budget = _sales_measure(plan, question.sales, findings), _budget(plan, question.budget, findings)
    check_forecasts(loaded, numbers, findings)
    if len(findings):
        raise loaded.refusal(findings)
    return sales, budget


def _budget(plan: IncentivePlan, budget: float | None, findings: FindingList) -> int | None:
    if budget is None:
        return plan.budget_minor
    amount, place = Decimal(repr(budget)), Location(parameter="budget")
    try:
        minor = plan.money.to_minor(amount)
    except AmountError as error:
        code = "not_finite" if error.reason == "not_finite" else f"amount_{error.reason}"
        findings.add(code, place, {"value": str(amount), "digits": plan.money.written_digits})
        return None
    if minor < 0:
        findings.add("number_below_minimum", place, {"value": str(amount), "bound": "0"})
    return minor


def _sales_measure(plan: IncentivePlan, name: str | None, findings: FindingList) -> int | None:
    names = [measure.name for measure in plan.measures]
    place = Location(parameter="sales")
    if name is None:
        money = [index for index, measure in enumerate(plan.measures) if measure.counts is Counts.MONEY]
        return min(money, key=lambda index: plan.measures[index].margin, default=None)
    if name not in names:
        findings.add("measure_unknown", place, {"name": name[:60], "known": names})
        return None
    if plan.measures[names.index(name)].counts is not Counts.MONEY:
        findings.add("sales_not_money", place, {"name": name, "known": plan.money_measures})
    return names.index(name)
