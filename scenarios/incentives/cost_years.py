"""In which year the cost of a plan is paid, and what that is worth today."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.long_term.base import LongTermContext
from models.incentives.pay_class import PayClass
from scenarios.incentives.cost_report import YearCost


def year_costs(
    plan: IncentivePlan,
    pay_class: PayClass,
    people: IntArray,
    pays: FloatArray,
    expected: float,
    deferred: float,
) -> tuple[YearCost, ...]:
    """Expected payments of a class: pay of the year less what is held back, P(1 − δ); what vests, δ·P·v_t, worth
    S_t/(1 + ρ)^t of it; and long-term elements. `pays` (k,): expected pay of each in closed form, brought to `expected`
    where simulation decides."""
    found = [YearCost(0, "pay", None, expected - deferred, expected - deferred)]
    rule, worth = pay_class.group.deferral, plan.assumptions.present_value
    if rule is not None and deferred:
        for part in rule.vesting:
            amount = deferred * part.share
            found.append(YearCost(part.after_years, "deferred", None, amount, amount * worth(part.after_years)))
    total = float(pays.sum())
    context = LongTermContext(
        money=plan.money,
        assumptions=plan.assumptions,
        pay=pays * (expected / total) if total else np.zeros(pays.size),
        target_incentive=plan.target_incentive[people],
        service_months=plan.service_months[people],
    )
    stay = plan.roster.stay_after(plan.first_month)[people]
    for element in pay_class.group.long_term:
        for payment in element.payments(context):
            amount = float(payment.vested(stay).sum())
            value = amount * worth(payment.years)
            found.append(YearCost(payment.years, "long_term", element.shown, amount, value))
    return tuple(found)
