"""Whether everything that somebody's pay asks for is known: targets to measure against, actuals that are due."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location
from models.history.calendar import month_text
from models.incentives.achievement import Achievement
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Aggregate
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured
from models.incentives.settlement.advances import PaidBy
from scenarios.incentives.definition.periods import stretch_text


def check_targets(plan: IncentivePlan, findings: FindingList, *, is_allocated: bool) -> None:
    """Attainment needs a target above zero. Finds `target_missing`, `target_zero`, `pool_attribute_missing`; where
    there is no target at all and no allocation to give one, `targets_none` once."""
    place = Location(pointer="/targets")
    if not is_allocated and np.isnan(plan.annual_targets).all():
        paid = [people for _, people, _, measured in _uses(plan) if measured.basis is Basis.ATTAINMENT]
        if paid:
            findings.add("targets_none", place, {"people": int(np.unique(np.concatenate(paid)).size)})
            return
    asked = Achievement(plan.annual_targets, plan.annual_targets)
    for pay_class, people, component, measured in _uses(plan):
        if measured.pool is not None:
            _check_pool(plan, people, component, measured.pool, findings)
            people = people[plan.roster.codes(measured.pool)[people] >= 0]
        if measured.basis is not Basis.ATTAINMENT:
            continue
        target = asked.target_of(measured, plan.roster)[people]
        for at in np.flatnonzero(~(target > 0)).tolist():
            about: dict[str, Fact] = {
                "person": plan.roster.labels[int(people[at])],
                "measure": _names(plan, measured),
                "component": component,
                "group": pay_class.group.shown,
            }
            if target[at] == 0:
                findings.add("target_zero", place, about)
            else:
                findings.add("target_missing", place, about | _first_without(plan, measured, int(people[at])))


def check_actuals(plan: IncentivePlan, actuals: Actuals, findings: FindingList) -> None:
    """Every number that a line or gate asks for is there up to the last period: what is missing is not zero.

    Finds `actual_missing` per person and measure, with the first period that lacks it.
    """
    place = Location(pointer="/actuals")
    lacking = np.zeros(actuals.values.shape, dtype=np.bool_)
    for pay_class, people in plan.members():
        lacking |= _lacking(plan, actuals, pay_class, _needed(plan, pay_class, people))
    for who, index in np.argwhere(lacking.any(axis=0)).tolist():
        first = int(np.argmax(lacking[:, who, index]))
        facts: dict[str, Fact] = {
            "person": plan.roster.labels[who],
            "measure": plan.measures[index].shown,
            "period": _period(plan, actuals, first),
        }
        count = int(lacking[:, who, index].sum())
        if count > 1:
            facts["count"] = count
        findings.add("actual_missing", place, facts)


def _needed(plan: IncentivePlan, pay_class: PayClass, people: IntArray) -> BoolArray:
    """Whose numbers a class is paid by, (n, m): its lines, gates and clawback."""
    needed = np.zeros((plan.roster.count, len(plan.measures)), dtype=np.bool_)
    has_target = ~np.isnan(plan.annual_targets)
    for measured in pay_class.looks_at:
        for index in measured.measures:
            if measured.pool is None:
                needed[people, index] = True
            else:  # of those without a target of their own, such as a manager, the pool asks nothing
                codes = plan.roster.codes(measured.pool)
                needed[:, index] |= np.isin(codes, codes[people]) & has_target[:, index]
    rule = pay_class.group.clawback
    if rule is not None:
        needed[people, [measure.name for measure in plan.measures].index(rule.measure)] = True
    return needed


def _lacking(plan: IncentivePlan, actuals: Actuals, pay_class: PayClass, needed: BoolArray) -> BoolArray:
    """Which numbers are missing, (t, n, m). Of a mean or last one known number per payment is enough; who is not there
    has none."""
    away = plan.roster.absent(plan.first_month, actuals.ends)
    lacking = np.isnan(actuals.values) & needed & ~away[:, :, None]
    for index, measure in enumerate(plan.measures):
        if measure.adds_by is not Aggregate.SUM and needed[:, index].any():
            known = ~np.isnan(actuals.values[:, :, index])
            lacking[:, :, index] &= _unpayable(pay_class, actuals, known, away)
    return lacking


def _unpayable(pay_class: PayClass, actuals: Actuals, known: BoolArray, away: BoolArray) -> BoolArray:
    """Stretches (t, n) of payments that come due with no mark at all: of the period where each is paid by its own, else
    of the year so far."""
    rule, found, start = pay_class.group.advances, np.zeros(known.shape, dtype=np.bool_), 0
    for index, end in enumerate(actuals.ends):
        if end % rule.every.months:
            continue
        since = start if rule.paid_by is PaidBy.PERIOD else 0
        none = ~known[since : index + 1].any(axis=0) & ~away[since : index + 1].all(axis=0)
        found[since : index + 1] |= none
        start = index + 1
    return found


def _uses(plan: IncentivePlan) -> Iterator[tuple[PayClass, IntArray, str, Measured]]:
    """Everything that lines and gates look at, by class."""
    for pay_class, people in plan.members():
        for line in pay_class.lines:
            yield pay_class, people, line.label, line.measured
        for gate in pay_class.gates:
            yield pay_class, people, gate.label, gate.measured


def _check_pool(plan: IncentivePlan, people: IntArray, component: str, pool: str, findings: FindingList) -> None:
    codes = plan.roster.codes(pool)[people]
    for who in people[codes < 0].tolist():
        facts = {"person": plan.roster.labels[who], "attribute": pool, "component": component}
        findings.add("pool_attribute_missing", Location(pointer="/people"), facts)


def _first_without(plan: IncentivePlan, measured: Measured, person: int) -> dict[str, Fact]:
    """The first month without a target where some have one."""
    stated = ~np.isnan(plan.targets[:, person, list(measured.measures)])
    if measured.pool is not None or not stated.any(axis=0).all():
        return {}
    return {"period": month_text(plan.first_month + int(np.argmin(stated.all(axis=1))))}


def _names(plan: IncentivePlan, measured: Measured) -> str:
    return " + ".join(plan.measures[index].shown for index in measured.measures)


def _period(plan: IncentivePlan, actuals: Actuals, stretch: int) -> str:
    first = actuals.ends[stretch - 1] if stretch else 0
    last = actuals.ends[stretch] - 1
    return stretch_text(plan.first_month + first, plan.first_month + last)
