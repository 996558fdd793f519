"""Whether everything that somebody's pay asks for is known: targets to measure against, actuals that are due."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location
from models.history.calendar import MONTHS, month_text
from models.incentives.achievement import Achievement
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Aggregate
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured
from models.incentives.settlement.advances import PaidBy
from scenarios.incentives.definition.periods import stretch_texts
from scenarios.incentives.definition.plan_places import ActualPlaces
from scenarios.incentives.definition.pool_checks import check_pool_targets
from scenarios.incentives.definition.target_places import TargetPlaces


def check_targets(plan: IncentivePlan, places: TargetPlaces, findings: FindingList, *, is_allocated: bool) -> None:
    """Attainment needs a target above zero. Finds `target_missing`, `target_zero`, `pool_attribute_missing`,
    `pool_without_target`; where there is no target at all and no allocation to give one, `targets_none` once."""
    if not is_allocated and np.isnan(plan.targets).all():
        paid = [people for _, people, _, measured in _uses(plan) if measured.basis is Basis.ATTAINMENT]
        if paid:
            facts: dict[str, Fact] = {"people": int(np.unique(np.concatenate(paid)).size)}
            findings.add("targets_none", Location(pointer="/targets"), facts)
            return
    asked = Achievement(plan.annual_targets, plan.annual_targets)
    for pay_class, people, component, measured in _uses(plan):
        if measured.pool is not None:
            _check_pool(plan, people, component, measured.pool, findings)
            people = people[plan.roster.codes(measured.pool)[people] >= 0]
        if measured.basis is not Basis.ATTAINMENT:
            continue
        target = asked.target_of(measured, plan.roster)[people]
        if measured.pool is not None:
            check_pool_targets(plan, people, target, component, measured, findings)
            continue
        for at in np.flatnonzero(~(target > 0)).tolist():
            who = int(people[at])
            about: dict[str, Fact] = {
                "person": person_words(plan, who),
                "measure": _names(plan, measured),
                "component": component,
                "group": pay_class.group.shown,
            }
            is_zero = bool(target[at] == 0)
            place = places.target(who, measured.measures, is_stated=is_zero)
            if is_zero:
                left = int(plan.roster.left[who])
                findings.add("target_zero", place, about | ({"left": month_text(left)} if left >= 0 else {}))
            else:
                findings.add("target_missing", place, about | _without(plan, measured, who))


def check_actuals(plan: IncentivePlan, actuals: Actuals, places: ActualPlaces | None, findings: FindingList) -> None:
    """Every number that a line or gate asks for is there up to the last period: what is missing is not zero.

    Finds `actual_missing` per person and measure at the first row that lacks it, and `actual_row_missing` per person
    where periods have no row at all; both with all their periods.
    """
    lacking = np.zeros(actuals.values.shape, dtype=np.bool_)
    for pay_class, people in plan.members():
        lacking |= _lacking(plan, actuals, pay_class, _needed(plan, pay_class, people))
    if not lacking.any():
        return
    rows = np.full(lacking.shape[:2], -1) if places is None else places.rows
    for who, index in np.argwhere((lacking & (rows >= 0)[:, :, None]).any(axis=0)).tolist():
        blank = np.flatnonzero(lacking[:, who, index] & (rows[:, who] >= 0)).tolist()
        measure = plan.measures[index]
        place = Location(pointer="/actuals") if places is None else places.of(blank[0], who, measure.name)
        facts: dict[str, Fact] = {
            "person": person_words(plan, who),
            "measure": measure.shown,
            "periods": stretch_texts(plan.first_month, actuals.ends, blank),
        }
        findings.add("actual_missing", place, facts)
    table = Location(pointer="/actuals") if places is None else places.table.place(None, None)
    without_row = lacking.any(axis=2) & (rows < 0)
    for who in np.flatnonzero(without_row.any(axis=0)).tolist():
        stretches = np.flatnonzero(without_row[:, who]).tolist()
        asked = np.flatnonzero(lacking[stretches, who].any(axis=0)).tolist()
        facts = {
            "person": person_words(plan, who),
            "measures": [plan.measures[index].shown for index in asked],
            "periods": stretch_texts(plan.first_month, actuals.ends, stretches),
        }
        findings.add("actual_row_missing", table, facts)


def person_words(plan: IncentivePlan, who: int) -> str:
    """The label, with the key that tables know the person by where it is another."""
    key, label = plan.roster.keys[who], plan.roster.labels[who]
    return label if label == key else f"{label} ({key})"


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


def _without(plan: IncentivePlan, measured: Measured, person: int) -> dict[str, Fact]:
    """The months without a target where some have one."""
    stated = ~np.isnan(plan.targets[:, person, list(measured.measures)])
    if measured.pool is not None or not stated.any(axis=0).all():
        return {}
    lacking = np.flatnonzero(~stated.all(axis=1)).tolist()
    return {"periods": stretch_texts(plan.first_month, range(1, MONTHS + 1), lacking)}


def _names(plan: IncentivePlan, measured: Measured) -> str:
    return " + ".join(plan.measures[index].shown for index in measured.measures)
