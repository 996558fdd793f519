"""In which calendar years the cost of a plan is paid, and what that is worth today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.factor_table import FactorTable
from models.incentives.cost.simulation import ClassSample
from models.incentives.cost.total_cost import TotalCost
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.long_term.base import LaterPayment, LongTermContext, LongTermElement
from models.incentives.settlement.payment_years import due_year, paid_by_end_of
from scenarios.incentives.cost_figures import Closed, Trust, cost_figures, of_rate, of_total, without_closed_form
from scenarios.incentives.cost_report import ClassCost, CompanyYear, CostFigures, YearCost


@dataclass(frozen=True, eq=False)
class Payment:
    """A payment of a class: fixed + rate · cost + held, minor units. `held` (D,): a part of what is deferred above a
    least pay, which is no rate of the cost, so that it has no closed form; None: there is none."""

    year: int
    years: int
    kind: str
    element: str | None
    fixed: float
    rate: float
    held: FloatArray | None = None

    def sample(self, cost: FloatArray) -> FloatArray:
        """In every draw, (D,)."""
        result: FloatArray = self.fixed + self.rate * cost
        return result if self.held is None else result + self.held

    def expected(self, cost: float) -> float:
        """Of an expected cost."""
        return self.fixed + self.rate * cost + (0.0 if self.held is None else float(self.held.mean()))


def payments_of(plan: IncentivePlan, sample: ClassSample, pays: FloatArray, expected: float) -> tuple[Payment, ...]:
    """Payments of a class: pay of the year less what is held back, P(1 − δ), by the calendar years in which it is paid
    out; what vests, δ·P·v_t; and long-term elements, at rates of the pay. `pays` (k,): expected pay of each in closed
    form, brought to `expected` where simulation decides."""
    return (*_pay(plan, sample), *_vesting(plan, sample), *_long_term(plan, sample, pays, expected))


def year_costs(
    plan: IncentivePlan, payments: Sequence[Payment], sample: ClassSample, figures: CostFigures, trust: Trust
) -> tuple[YearCost, ...]:
    """Their figures. `figures`: of the class's cost."""
    found = []
    for one in payments:
        closed: Closed = without_closed_form if one.held is not None else of_rate(one.fixed, one.rate, figures)
        amount = one.expected(figures.mean.value)
        value = amount * plan.assumptions.present_value(one.years)
        own = cost_figures(closed, one.sample(sample.cost), trust)
        found.append(YearCost(one.year, one.years, one.kind, one.element, own, amount, value))
    return tuple(found)


def company_years(
    classes: Sequence[ClassCost],
    payments: Sequence[Sequence[Payment]],
    samples: Sequence[ClassSample],
    table: FactorTable,
    trust: Trust,
) -> tuple[CompanyYear, ...]:
    """What everybody is paid, year by year. `table`: its rows are the classes."""
    found = []
    for year in sorted({one.year for own in payments for one in own}):
        due = [[one for one in own if one.year == year] for own in payments]
        drawn = np.sum(
            [one.sample(sample.cost) for own, sample in zip(due, samples, strict=True) for one in own], axis=0
        )
        parts = [part for one in classes for part in one.years if part.year == year]
        found.append(
            CompanyYear(
                year=year,
                figures=cost_figures(_closed(classes, due, table), drawn, trust),
                promised=sum(part.promised for part in parts),
                present_value=sum(part.present_value for part in parts),
            )
        )
    return tuple(found)


def _closed(classes: Sequence[ClassCost], due: Sequence[Sequence[Payment]], table: FactorTable) -> Closed:
    """Closed forms of the sum of some payments by class."""
    if any(one.held is not None for own in due for one in own):
        return without_closed_form
    fixed, rates = sum(one.fixed for own in due for one in own), [sum(one.rate for one in own) for own in due]
    if not any(rates):
        return lambda name: fixed  # noqa: ARG005
    exact = sum(rate * (one.figures.mean.closed or 0.0) for one, rate in zip(classes, rates, strict=True))
    of_pay = of_total(exact, TotalCost(table.of(range(len(rates)), rates)))

    def closed(name: str) -> float | None:
        value = of_pay(name)
        return None if value is None else fixed + value

    return closed


def _pay(plan: IncentivePlan, sample: ClassSample) -> Iterator[Payment]:
    group, before = sample.pay_class.group, 0.0
    rule, held = group.deferral, np.zeros(sample.cost.size)
    for (year, reached), by_then in zip(
        paid_by_end_of(group.advances, plan.first_month).items(), sample.held, strict=True
    ):
        rate = reached - before
        if rule is None or rule.least_pay is None:
            yield Payment(year, 0, "pay", None, 0.0, rate * (1.0 - (0.0 if rule is None else rule.share)))
        else:
            yield Payment(year, 0, "pay", None, 0.0, rate, held - by_then)
        before, held = reached, by_then


def _vesting(plan: IncentivePlan, sample: ClassSample) -> Iterator[Payment]:
    group, held = sample.pay_class.group, sample.held[-1]
    rule = group.deferral
    for part in () if rule is None or not held.any() else rule.vesting:
        assert rule is not None
        year = due_year(group.advances, plan.first_month, part.after_years)
        if rule.least_pay is None:
            yield Payment(year, part.after_years, "deferred", None, 0.0, rule.share * part.share)
        else:
            yield Payment(year, part.after_years, "deferred", None, 0.0, 0.0, held * part.share)


def _long_term(plan: IncentivePlan, sample: ClassSample, pays: FloatArray, expected: float) -> Iterator[Payment]:
    group, people, total = sample.pay_class.group, sample.people, float(pays.sum())
    stay = plan.roster.stay_after(plan.first_month)[people]

    def totals(element: LongTermElement, pay: FloatArray) -> dict[int, float]:
        context = LongTermContext(
            money=plan.money,
            assumptions=plan.assumptions,
            pay=pay,
            target_incentive=plan.target_incentive[people],
            service_months=plan.service_months[people],
        )
        return _summed(element.payments(context), stay)

    for element in group.long_term:
        fixed = totals(element, np.zeros(pays.size))
        whole = totals(element, pays * (expected / total)) if total else fixed
        for years, amount in whole.items():
            own = fixed.get(years, 0.0)
            rate = (amount - own) / expected if expected else 0.0
            year = due_year(group.advances, plan.first_month, years)
            yield Payment(year, years, "long_term", element.shown, own, rate)


def _summed(payments: Sequence[LaterPayment], stay: FloatArray) -> dict[int, float]:
    """Total by years ahead, of what people who stay so long after the plan year get."""
    found: dict[int, float] = {}
    for payment in payments:
        found[payment.years] = found.get(payment.years, 0.0) + float(payment.vested(stay).sum())
    return found
