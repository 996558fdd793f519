"""What is earned by the end of each period: the payout to date, with target incentive and targets to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.achievement import Achievement, over_months
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Aggregate
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured, Scale
from models.incentives.payout import ClassPayout, caps, class_payout
from models.incentives.rounded import whole_minor
from models.incentives.settlement.advances import MONTHS, PaidBy


@dataclass(frozen=True, eq=False)
class Cancelled:
    """Why k people give pay back. `numbers`: what was cancelled of the clawback's measure, (k,) in its own unit, for
    every kind of sales that pay looks at: a person's own (None), or those of all who share an attribute, as those whose
    pay looks at a region's sales give back for all of it. `without` (k,): pay to date without it, minor units."""

    numbers: Mapping[str | None, FloatArray]
    without: FloatArray


@dataclass(frozen=True, eq=False)
class Entitlement:
    """What k people of one class have earned by the end of period t, whole minor units.

    `end`: plan months over. `payout`: pay to date as if the year ended there. `line_pay` (L, k): what each line has
    earned to date, which differs from `payout.line_pay` where periods are paid one by one. `cap_cut` (k,) ≥ 0.
    `cap` (k,), `incentive` (k,): most pay and target incentive to date. `clawback` (k,): taken back, ≥ 0.
    `earned` (k,) = Σ line_pay − cap_cut − clawback. `cancelled`: what the clawback comes from; None: no clawback.
    `own`: pay of the period alone where periods are paid one by one; None: pay counts to date.
    """

    end: int
    payout: ClassPayout
    line_pay: FloatArray
    cap_cut: FloatArray
    cap: FloatArray
    incentive: FloatArray
    clawback: FloatArray
    cancelled: Cancelled | None
    own: ClassPayout | None = None

    @cached_property
    def earned(self) -> FloatArray:
        """Earned to date, shape (k,)."""
        total: FloatArray = self.line_pay.sum(axis=0)
        return total - self.cap_cut - self.clawback


def entitlements(
    plan: IncentivePlan, pay_class: PayClass, people: IntArray, actuals: Actuals
) -> tuple[Entitlement, ...]:
    """Earned by the end of every payment period that the actuals cover, in order.

    With `paid_by: period` weighted lines and commissions by attainment are paid by each period's own numbers; the
    annual pay takes their place at the end of the year where there is a true-up. Amount lines always count to date.
    """
    step = pay_class.group.advances.every.months
    ends = [end for end in range(step, MONTHS + 1, step) if end in actuals.ends]
    found: list[Entitlement] = []
    for end in ends:
        to_date = _to_date(plan, pay_class, people, actuals, end)
        found.append(to_date if _counts_to_date(pay_class, end) else _by_period(plan, actuals, to_date, found))
    return tuple(found)


def incentive_to_date(plan: IncentivePlan, end: int) -> FloatArray:
    """Target incentive of the first `end` plan months, whole minor units, shape (n,): evenly over the months in which
    somebody was there."""
    begins, ends = plan.roster.presence(plan.first_month)
    active, length = np.clip(np.minimum(end, ends) - begins, 0.0, None), ends - begins
    share = np.divide(active, length, out=np.zeros(length.size), where=length > 0)
    return whole_minor(plan.target_incentive * share)


def achievement_between(plan: IncentivePlan, actuals: Actuals, start: int, end: int) -> Achievement:
    """Actuals and targets of the plan months from `start` to before `end`."""
    inside = [index for index, stretch_end in enumerate(actuals.ends) if start < stretch_end <= end]
    return Achievement(
        over_months(_of_absence(plan, actuals)[inside], plan.measures),
        over_months(plan.targets[start:end], plan.measures),
    )


def _of_absence(plan: IncentivePlan, actuals: Actuals) -> FloatArray:
    """Actuals with nothing, not unknown, in stretches in which somebody was not there; marks stay unknown there."""
    away = plan.roster.absent(plan.first_month, actuals.ends)
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in plan.measures], dtype=np.bool_)
    return np.where(away[:, :, None] & adds & np.isnan(actuals.values), 0.0, actuals.values)


def _counts_to_date(pay_class: PayClass, end: int) -> bool:
    return pay_class.group.advances.paid_by is PaidBy.CUMULATIVE or (pay_class.is_settled and end == MONTHS)


def _to_date(plan: IncentivePlan, pay_class: PayClass, people: IntArray, actuals: Actuals, end: int) -> Entitlement:
    achieved, incentive = achievement_between(plan, actuals, 0, end), incentive_to_date(plan, end)
    payout = class_payout(pay_class, people, plan.roster, achieved, incentive)
    cancelled = _cancelled(plan, payout, achieved, incentive)
    own = incentive[people]
    most, taken = caps(pay_class, own), _clawback(payout, cancelled)
    return Entitlement(end, payout, payout.line_pay, payout.cap_cut, most, own, taken, cancelled)


def _by_period(plan: IncentivePlan, actuals: Actuals, to_date: Entitlement, before: list[Entitlement]) -> Entitlement:
    """The same with every period paid by its own numbers and added to those before."""
    payout, last = to_date.payout, before[-1] if before else None
    start = last.end if last is not None else 0
    own_incentive = incentive_to_date(plan, to_date.end) - incentive_to_date(plan, start)
    achieved = achievement_between(plan, actuals, start, to_date.end)
    own = class_payout(payout.pay_class, payout.people, plan.roster, achieved, own_incentive)
    is_amount = np.array([line.scale is Scale.ONE for line in payout.pay_class.lines], dtype=np.bool_)
    summed = own.line_pay if last is None else last.line_pay + own.line_pay
    lines = np.where(is_amount[:, None], payout.line_pay, summed)
    cut = np.maximum(lines.sum(axis=0) - to_date.cap, 0.0)
    # What is taken back was worked out to date, where it may have earned more than period by period.
    taken = np.minimum(to_date.clawback, lines.sum(axis=0) - cut)
    return replace(to_date, line_pay=lines, cap_cut=cut, clawback=taken, own=own)


def _cancelled(
    plan: IncentivePlan, payout: ClassPayout, achieved: Achievement, incentive: FloatArray
) -> Cancelled | None:
    """What was cancelled, and pay without it; None where nothing is taken back."""
    rule = payout.pay_class.group.clawback
    if rule is None:
        return None
    names = [measure.name for measure in plan.measures]
    place, counted = names.index(rule.measure), names.index(rule.of)
    cancelled = np.nan_to_num(achieved.actual[:, place])
    lasting = achieved.actual.copy()
    lasting[:, counted] -= cancelled
    without = class_payout(
        payout.pay_class, payout.people, plan.roster, Achievement(lasting, achieved.target), incentive
    )
    pools = dict.fromkeys(one.pool for one in payout.pay_class.looks_at if counted in one.measures)
    numbers = {
        pool: np.nan_to_num(achieved.actual_of(Measured((place,), Basis.ACTUAL, pool), plan.roster))[payout.people]
        for pool in sorted(pools, key=lambda pool: pool is not None)
    }
    return Cancelled(numbers, without.pay)


def _clawback(payout: ClassPayout, cancelled: Cancelled | None) -> FloatArray:
    """share · (pay with what was cancelled − pay without it), never below zero."""
    rule = payout.pay_class.group.clawback
    if rule is None or cancelled is None:
        return np.zeros(payout.people.size)
    return whole_minor(rule.share * np.maximum(payout.pay - cancelled.without, 0.0))
