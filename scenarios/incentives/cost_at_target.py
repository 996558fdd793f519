"""What a plan would pay if everybody ended the year exactly on target."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.achievement import Achievement
from models.incentives.cost.class_payer import guaranteed
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import PayClass
from models.incentives.payout import class_payout


def cost_at_target(plan: IncentivePlan, pay_class: PayClass, people: IntArray) -> float:
    """What some people of a class cost on target, minor units: as statements pay it, with commissions, gates, caps and
    what draws add. What has no target is taken as it is forecast."""
    achieved = Achievement(_results(plan), plan.annual_targets)
    pay = class_payout(pay_class, people, plan.roster, achieved, plan.target_incentive).pay
    rule = pay_class.group.advances
    if rule.draw is not None:
        pay = guaranteed(rule, float(plan.money.to_minor(rule.draw.amount)), pay)
    return float(pay.sum())


def lacks_targets(plan: IncentivePlan) -> bool:
    """Whether somebody is paid by a number that has no target."""
    return any(
        bool(np.isnan(plan.annual_targets[np.ix_(people, np.array(measured.measures))]).any())
        for pay_class, people in plan.members()
        for measured in pay_class.looks_at
        if measured.pool is None
    )


def _results(plan: IncentivePlan) -> FloatArray:
    return np.where(np.isnan(plan.annual_targets), plan.outlook.mean, plan.annual_targets)
