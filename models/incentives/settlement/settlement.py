"""What is paid when: advances, draws, the true-up, what is held back, and what follows in later years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.long_term.base import LaterPayment, LongTermContext
from models.incentives.pay_class import PayClass
from models.incentives.rounded import whole_minor
from models.incentives.settlement.advances import MONTHS, Advances
from models.incentives.settlement.deferral import Deferral
from models.incentives.settlement.entitlement import Entitlement, entitlements


@dataclass(frozen=True, eq=False)
class Promise:
    """Later payments of what was deferred (`element` is None), or of a long-term element by its label."""

    element: str | None
    payments: tuple[LaterPayment, ...]


@dataclass(frozen=True, eq=False)
class Settlement:
    """Payments to the k people of one class in the T periods so far; whole minor units.

    `entitlements`: earned to date by period. `advances` (T, k): payment of each period on what is earned; below zero:
    paid back. `top_ups` (T, k): what a draw adds. `held` (T, k): deferred of both; below zero: released. `balance`
    (T, k): paid beyond what is earned by then. `promises`: what follows, once the year is over; `forfeited`: what
    leavers lose of it, which is in none of the promises. `away` (T, k): who was not there in a period.
    """

    pay_class: PayClass
    people: IntArray
    entitlements: tuple[Entitlement, ...]
    advances: FloatArray
    top_ups: FloatArray
    held: FloatArray
    balance: FloatArray
    away: BoolArray
    promises: tuple[Promise, ...]
    forfeited: tuple[Promise, ...] = ()

    @cached_property
    def paid(self) -> FloatArray:
        """What is handed out in each period, shape (T, k)."""
        return self.advances + self.top_ups - self.held

    def listed(self, place: int) -> tuple[int, ...]:
        """Periods that concern the person at a place: of being there, and those in which something changes."""
        reached = np.array([[*period.line_pay[:, place], period.earned[place]] for period in self.entitlements])
        changes = np.diff(reached, axis=0, prepend=0.0).any(axis=1)
        paid = [part[:, place] != 0 for part in (self.advances, self.top_ups, self.held)]
        return tuple(np.flatnonzero(np.any([~self.away[:, place], changes, *paid], axis=0)).tolist())

    @property
    def final(self) -> Entitlement:
        """The latest period."""
        return self.entitlements[-1]

    @property
    def is_whole_year(self) -> bool:
        """Whether the year is over."""
        return self.final.end == MONTHS


def settle(plan: IncentivePlan, pay_class: PayClass, people: IntArray, actuals: Actuals) -> Settlement | None:
    """The settlement of some people of one class; None before the first period is over."""
    earned = entitlements(plan, pay_class, people, actuals)
    if not earned:
        return None
    advances, top_ups, balance = _payments(plan, pay_class, people, earned)
    rule = pay_class.group.deferral
    held = np.zeros(advances.shape) if rule is None else _held(plan, rule, advances + top_ups)
    promises: tuple[Promise, ...] = ()
    if earned[-1].end == MONTHS:
        promises = (
            *_vesting(rule, held.sum(axis=0)),
            *_long_term(plan, pay_class, people, earned[-1]),
        )
    away = plan.roster.absent(plan.first_month, [period.end for period in earned])[:, people]
    kept, lost = _parted(promises, plan.roster.stay_after(plan.first_month)[people])
    return Settlement(pay_class, people, earned, advances, top_ups, held, balance, away, kept, lost)


def _payments(
    plan: IncentivePlan, pay_class: PayClass, people: IntArray, earned: tuple[Entitlement, ...]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Advances, draw top-ups, and what is paid beyond the earned, each (T, k)."""
    rule = pay_class.group.advances
    shape = (len(earned), people.size)
    advances, top_ups, balance = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    counted = np.zeros(people.size)  # paid on account of what is earned
    for index, period in enumerate(earned):
        is_last = period.end == MONTHS
        due = whole_minor((1.0 if is_last else rule.share) * period.earned) - counted
        may_fall = is_last and rule.recoverable
        advances[index] = due if may_fall else np.maximum(due, 0.0)
        top_ups[index] = _top_up(plan, rule, people, period.end, advances[index])
        recovers = rule.draw is not None and rule.draw.recoverable
        counted = counted + advances[index] + (top_ups[index] if recovers else 0.0)
        balance[index] = np.maximum(counted - period.earned, 0.0)
    return advances, top_ups, balance


def _top_up(plan: IncentivePlan, rule: Advances, people: IntArray, end: int, payment: FloatArray) -> FloatArray:
    """What a draw adds to a period's payment to those who are there. What would be taken back at once, with the end of
    the year, is not added."""
    settles = end == MONTHS and rule.recoverable
    if rule.draw is None or end > rule.draw.months or (settles and rule.draw.recoverable):
        return np.zeros(payment.size)
    begins, ends = plan.roster.presence(plan.first_month)
    there = (begins[people] < end) & (ends[people] > end - rule.every.months)
    least = float(plan.money.to_minor(rule.draw.amount))
    return np.where(there, np.maximum(least - np.maximum(payment, 0.0), 0.0), 0.0)


def _held(plan: IncentivePlan, rule: Deferral, payments: FloatArray) -> FloatArray:
    """What is deferred of each period's payment, (T, k): δ of what all paid by then is above the least pay."""
    least = 0 if rule.least_pay is None else plan.money.to_minor(rule.least_pay)
    deferred = whole_minor(rule.share * np.maximum(np.cumsum(payments, axis=0) - least, 0.0))
    return np.diff(deferred, axis=0, prepend=0.0)


def _vesting(rule: Deferral | None, deferred: FloatArray) -> tuple[Promise, ...]:
    """Parts of the deferred pay, whole minor units that add up to it."""
    if rule is None or not deferred.any():
        return ()
    shares = np.cumsum([part.share for part in rule.vesting])
    shares[-1] = 1.0
    reached = whole_minor(shares[:, None] * deferred[None, :])
    parts = np.diff(reached, axis=0, prepend=0.0)
    payments = [LaterPayment(part.after_years, parts[index]) for index, part in enumerate(rule.vesting)]
    return (Promise(None, tuple(payments)),)


def _parted(promises: tuple[Promise, ...], stay: FloatArray) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    """What is kept of promises, and what is forfeited by those who leave before it vests."""
    if np.isinf(stay).all():
        return promises, ()
    kept: list[Promise] = []
    lost: list[Promise] = []
    for promise in promises:
        vested = [(payment, payment.vested(stay)) for payment in promise.payments]
        kept.append(Promise(promise.element, tuple(LaterPayment(one.years, amounts) for one, amounts in vested)))
        rest = [LaterPayment(one.years, one.amounts - amounts) for one, amounts in vested]
        lost.append(Promise(promise.element, tuple(one for one in rest if one.amounts.any())))
    return tuple(kept), tuple(promise for promise in lost if promise.payments)


def _long_term(plan: IncentivePlan, pay_class: PayClass, people: IntArray, year: Entitlement) -> tuple[Promise, ...]:
    context = LongTermContext(
        money=plan.money,
        assumptions=plan.assumptions,
        pay=year.earned,
        target_incentive=plan.target_incentive[people],
        service_months=plan.service_months[people],
    )
    return tuple(Promise(element.shown, element.payments(context)) for element in pay_class.group.long_term)
