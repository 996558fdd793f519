"""Which measures' sales bring the margin of a tuning: stated ones, else one that people are paid on themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.findings import Fact, FindingList, Location
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts

PLACE = Location(pointer="/sales")


def margin_measures(plan: IncentivePlan, names: Sequence[str] | None, findings: FindingList) -> tuple[int, ...]:
    """Positions of the measures. By default one, because measures of sales often overlap: of those of money that people
    are paid on themselves the one that counts margin, else the one with the largest expected total; the
    largest of money where nobody is paid on any. None of them where something is wrong with the stated ones."""
    if names is not None:
        return _stated(plan, tuple(dict.fromkeys(names)), findings)
    totals = np.nansum(plan.outlook.mean, axis=0)
    if paid := paid_measures(plan):
        return (max(paid, key=lambda place: (plan.measures[place].margin, float(totals[place]))),)
    money = [place for place in range(len(plan.measures)) if _is_money(plan, place)]
    return (max(money, key=lambda place: float(totals[place]), default=0),)


def paid_measures(plan: IncentivePlan) -> tuple[int, ...]:
    """Measures of money that somebody is paid on for their own results, ascending: only these move with pay."""
    found = {
        measure
        for pay_class in np.unique(plan.roster.pay_class).tolist()
        for line in plan.classes[pay_class].lines
        if line.measured.pool is None
        for measure in line.measured.measures
    }
    return tuple(place for place in sorted(found) if _is_money(plan, place))


def shown_measures(plan: IncentivePlan, places: Sequence[int]) -> str:
    """What people call them, together."""
    return " + ".join(plan.measures[place].shown for place in places)


def _stated(plan: IncentivePlan, names: Sequence[str], findings: FindingList) -> tuple[int, ...]:
    known = [measure.name for measure in plan.measures]
    before = len(findings)
    for name in names:
        if name not in known:
            findings.add("measure_unknown", PLACE, {"name": name[:60], "known": known})
    if len(findings) > before:
        return ()
    places = tuple(known.index(name) for name in names)
    for place in places:
        if not _is_money(plan, place):
            findings.add("sales_not_money", PLACE, {"name": known[place], "known": plan.money_measures})
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for place in places:
        kinds[plan.measures[place].margin].append(plan.measures[place].shown)
    if kinds[True] and kinds[False]:
        facts: dict[str, Fact] = {"margin": kinds[True], "sales": kinds[False]}
        findings.add("tuning_sales_mixed", PLACE, facts)
    return places if len(findings) == before else ()


def _is_money(plan: IncentivePlan, place: int) -> bool:
    return plan.measures[place].counts is Counts.MONEY
