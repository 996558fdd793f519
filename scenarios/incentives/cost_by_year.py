"""What the cost of a plan leaves out because it is worked out from the results of the whole year, and whose it is."""

from __future__ import annotations

from collections.abc import Callable

from models.findings import Finding, FindingList, Location
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Scale
from models.incentives.settlement.advances import MONTHS, PaidBy


def cost_by_year_notices(plan: IncentivePlan) -> tuple[Finding, ...]:
    """One notice per thing that is left out, with the groups that it is left out of."""
    notices, place = FindingList(), Location(pointer="/groups")
    if groups := _groups(plan, _by_period):
        notices.add("cost_by_period", place, {"groups": groups})
    if groups := _groups(plan, _advances_kept):
        notices.add("cost_advances_kept", place, {"groups": groups})
    if groups := _groups(plan, _draw_evenly):
        notices.add("cost_draw_evenly", place, {"groups": groups})
    if groups := _groups(plan, _clawback):
        notices.add("cost_without_clawback", place, {"groups": groups})
    return tuple(notices)


def _groups(plan: IncentivePlan, holds: Callable[[PayClass], bool]) -> list[str]:
    return list(dict.fromkeys(one.group.shown for one, _ in plan.members() if holds(one)))


def _by_period(one: PayClass) -> bool:
    """Each period is paid by its own results, and the year does not settle: more or less than by the year."""
    rule = one.group.advances
    return _within_year(one) and rule.paid_by is PaidBy.PERIOD and not rule.true_up and _by_attainment(one)


def _advances_kept(one: PayClass) -> bool:
    """Advances beyond the annual pay are kept: never less than by the year."""
    rule = one.group.advances
    settles = rule.paid_by is PaidBy.CUMULATIVE or rule.true_up
    return _within_year(one) and settles and not rule.recoverable and _by_attainment(one)


def _draw_evenly(one: PayClass) -> bool:
    """A draw's cost is convex in each period's pay: pay that comes unevenly makes it dearer."""
    rule = one.group.advances
    return _within_year(one) and rule.draw is not None and not (rule.draw.recoverable and rule.recoverable)


def _clawback(one: PayClass) -> bool:
    """Nothing is taken back: never more than what was paid."""
    return one.group.clawback is not None


def _within_year(one: PayClass) -> bool:
    return one.group.advances.every.months < MONTHS


def _by_attainment(one: PayClass) -> bool:
    """Whether something is paid that can fall from one period to the next: amounts of sales always count to date."""
    return any(line.scale is not Scale.ONE for line in one.lines)
