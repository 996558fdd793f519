"""Pay of all people of a plan, and statements of some."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.errors import InvalidInput, UnknownResource
from models.findings import Fact, Finding, FindingList, Location, near_names
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Aggregate
from models.incentives.settlement.advances import MONTHS
from models.incentives.settlement.counted_actuals import counted_actuals
from models.incentives.settlement.settlement import Settlement, settle
from models.incentives.statement import Statement, statement
from scenarios.incentives.absence_notices import note_absence
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.needed import check_actuals
from scenarios.incentives.score_scales import score_notices

IMPLAUSIBLE = 10.0
"""Attainment from which on a number was probably written in another unit."""


MOST_NAMES = 20
"""Names that an answer lists where none is like the one that was asked for."""


@dataclass(frozen=True, eq=False)
class PayRun:
    """Settlements by class in the plan's order. `notices`: what is worth knowing."""

    loaded: LoadedPlan
    actuals: Actuals
    settlements: tuple[Settlement, ...]
    notices: tuple[Finding, ...]

    @property
    def plan(self) -> IncentivePlan:
        """The plan."""
        return self.loaded.plan

    @cached_property
    def places(self) -> IntArray:
        """(settlement, place within it) of everybody in the roster, shape (n, 2); −1 where nothing is due yet."""
        found = np.full((self.plan.roster.count, 2), -1, dtype=np.int64)
        for index, settlement in enumerate(self.settlements):
            found[settlement.people, 0] = index
            found[settlement.people, 1] = np.arange(settlement.people.size)
        return found

    def statement_of(self, person: int) -> Statement | None:
        """The statement of the person at a position of the roster; None while no period is over."""
        index, place = self.places[person].tolist()
        return None if index < 0 else statement(self.plan, self.settlements[index], place)

    @cached_property
    def total_minor(self) -> int:
        """Earned by all, minor units."""
        return int(sum(int(settlement.final.earned.sum()) for settlement in self.settlements))


def pay(loaded: LoadedPlan) -> PayRun:
    """Pay everybody by the plan's actuals of the months in which they were there; others are noted.

    Raises InvalidInput: `actuals_needed`; `actual_missing`, `actual_row_missing` for all that is asked for and not
    there.
    """
    if loaded.actuals is None:
        raise InvalidInput([Finding("actuals_needed", Location(pointer="/actuals"))])
    findings = FindingList()
    places = None if loaded.places is None else loaded.places.actuals
    counted = counted_actuals(loaded.plan, loaded.actuals)
    check_actuals(loaded.plan, counted.actuals, places, findings)
    if len(findings):
        raise loaded.refusal(findings)
    notices = FindingList()
    note_absence(loaded.plan, counted, places, notices)
    run = _paid(loaded, counted.actuals)
    return replace(run, notices=(*notices, *run.notices, *score_notices(loaded.plan, counted.actuals)))


def pay_if(loaded: LoadedPlan, person: str, attainment: dict[str, float], every: float = 1.0) -> tuple[PayRun, int]:
    """Pay as it would be if a person ended the year with these attainments by measure, all other measures at `every` of
    their targets (those without a target as forecast), and the person's position. The year is paid at once: how it
    falls on periods is not assumed. Notes what has neither for them, and `what_if_by_period` where periods decide.

    Raises UnknownResource for the person, InvalidInput: `measure_unknown`, `attainment_without_target`.
    """
    plan = loaded.plan
    position = person_position(plan, person)
    _check_measures(plan, position, attainment)
    factors = np.array([attainment.get(measure.name, every) for measure in plan.measures])
    targets = plan.annual_targets
    values = np.where(np.isnan(targets), plan.outlook.mean, targets * factors)
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in plan.measures], dtype=np.bool_)
    assumed = np.where(np.isnan(values) & adds, 0.0, values)
    run = _paid(loaded, Actuals(assumed[None], (MONTHS,)), at_once=True)
    notices = (*run.notices, *_unknown(plan, position, values), *_by_period(plan, position))
    return replace(run, notices=notices), position


def _by_period(plan: IncentivePlan, position: int) -> list[Finding]:
    """Whether a year as a whole says how somebody is paid."""
    pay_class = plan.classes[int(plan.roster.pay_class[position])]
    if pay_class.is_settled:
        return []
    return [Finding("what_if_by_period", Location(pointer="/groups"), {"group": pay_class.shown})]


def _unknown(plan: IncentivePlan, position: int, values: FloatArray) -> list[Finding]:
    """What a person is paid by and nothing is known of."""
    pay_class = plan.classes[int(plan.roster.pay_class[position])]
    own = [measured for measured in pay_class.looks_at if measured.pool is None]
    asked = sorted({index for measured in own for index in measured.measures})
    return [
        Finding(
            "nothing_assumed",
            Location(pointer="/targets"),
            {"person": plan.roster.labels[position], "measure": plan.measures[index].shown},
        )
        for index in asked
        if np.isnan(values[position, index])
    ]


def person_position(plan: IncentivePlan, person: str) -> int:
    """Where a person stands in the roster, by key or label. Raises UnknownResource with the keys of those who share the
    label, else with names like it."""
    position = plan.position(person)
    if position is None:
        roster = plan.roster
        alike = [key for key, label in zip(roster.keys, roster.labels, strict=True) if label == person]
        near = alike or near_names(person, list(dict.fromkeys([*roster.keys, *roster.labels])))
        raise UnknownResource("person", person, near or roster.labels[:MOST_NAMES])
    return position


def _check_measures(plan: IncentivePlan, position: int, attainment: dict[str, float]) -> None:
    findings = FindingList()
    names = [measure.name for measure in plan.measures]
    for name in attainment:
        place = Location(pointer="/at")
        if name not in names:
            findings.add("measure_unknown", place, {"name": name, "known": names})
        elif not plan.annual_targets[position, names.index(name)] > 0:
            facts = {"measure": name, "person": plan.roster.labels[position]}
            findings.add("attainment_without_target", place, facts)
    if len(findings):
        raise InvalidInput(tuple(findings))


def _paid(loaded: LoadedPlan, actuals: Actuals, *, at_once: bool = False) -> PayRun:
    plan, notices, settlements = loaded.plan, FindingList(), []
    for pay_class, people in plan.members():
        settlement = settle(plan, pay_class.paid_at_once() if at_once else pay_class, people, actuals)
        if settlement is None:
            every = pay_class.group.advances.every.months
            due: dict[str, Fact] = {"group": pay_class.shown, "months": every, "through": actuals.through}
            notices.add("period_not_over", Location(pointer="/actuals"), due)
            continue
        settlements.append(settlement)
        _note_implausible(plan, settlement, notices)
    return PayRun(loaded, actuals, tuple(settlements), (*_about_pay(loaded), *notices))


def _about_pay(loaded: LoadedPlan) -> list[Finding]:
    """Nobody is paid by what was expected of the year."""
    return [notice for notice in loaded.notices if notice.code != "allocation_forecast_assumed"]


def _note_implausible(plan: IncentivePlan, settlement: Settlement, notices: FindingList) -> None:
    payout = settlement.final.payout
    for index, line in enumerate(payout.pay_class.lines):
        if line.measured.basis != "attainment":
            continue
        for place in np.flatnonzero(payout.numbers[index] >= IMPLAUSIBLE).tolist():
            facts: dict[str, Fact] = {
                "person": plan.roster.labels[int(payout.people[place])],
                "component": line.label,
                "percent": round(float(payout.numbers[index, place]) * 100, 1),
            }
            notices.add("attainment_implausible", Location(pointer="/actuals"), facts)
