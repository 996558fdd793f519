"""Pay of many people as columns, and their sums by group, component and day of payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.settlement.advances import MONTHS
from models.incentives.settlement.settlement import Promise, Settlement
from scenarios.incentives.paying import PayRun

AMOUNTS = (
    "target_incentive",
    "incentive_to_date",
    "components",
    "cap_cut",
    "clawback",
    "earned",
    "paid",
    "held",
    "balance",
    "later",
    "forfeited",
)
"""Amounts of a person, whole minor units: components − cap_cut − clawback = earned; `held` is deferred of what was
paid, `balance` paid beyond what is earned by now, `later` promised for later years, the deferred pay in it, and
`forfeited` what those who left lose of it."""


@dataclass(frozen=True, eq=False)
class PayColumns:
    """`people`: positions in the roster, ascending, of those whom something is due to. `amounts`: by the names of
    `AMOUNTS`, whole minor units, shape (k,)."""

    people: IntArray
    amounts: Mapping[str, IntArray]

    def sums(self, chosen: IntArray | None = None) -> dict[str, int]:
        """Sums over everybody, or over some places in these columns."""
        return {
            name: int((column if chosen is None else column[chosen]).sum()) for name, column in self.amounts.items()
        }


@dataclass(frozen=True)
class ComponentSum:
    """What a component of a group has earned its people, minor units; before caps and clawbacks."""

    group: str
    component: str
    label: str
    people: int
    earned: int


@dataclass(frozen=True)
class DaySum:
    """Payments of one day, minor units; `months`: plan months over at the end of the period that they are for."""

    day: date
    months: int
    people: int
    advance: int
    top_up: int
    held: int
    paid: int


@dataclass(frozen=True)
class LaterSum:
    """Later payments of one day: of deferred pay (`element` None) or a long-term element; `present_value` in minor
    units."""

    day: date
    element: str | None
    people: int
    amount: int
    present_value: float


def pay_columns(run: PayRun, only: Sequence[int] | None = None) -> PayColumns:
    """The columns of everybody, or of some positions of the roster."""
    count = run.plan.roster.count
    filled = {name: np.zeros(count, dtype=np.int64) for name in AMOUNTS}
    is_due = np.zeros(count, dtype=np.bool_)
    for settlement in run.settlements:
        is_due[settlement.people] = True
        for name, column in _columns(run, settlement).items():
            filled[name][settlement.people] = column
    if only is not None:
        is_due &= np.isin(np.arange(count), list(only))
    people = np.flatnonzero(is_due)
    return PayColumns(people, {name: column[people] for name, column in filled.items()})


def component_sums(run: PayRun, people: IntArray) -> list[ComponentSum]:
    """By group and component, in the plan's order."""
    found: dict[tuple[str, str], ComponentSum] = {}
    for settlement, chosen in settlements_of(run, people):
        group = settlement.pay_class.group.key
        for index, line in enumerate(settlement.pay_class.lines):
            earned = int(settlement.final.line_pay[index, chosen].sum())
            before = found.get((group, line.component), ComponentSum(group, line.component, line.label, 0, 0))
            # The lines of one class come together: a scorecard counts its people once.
            is_new = index == 0 or settlement.pay_class.lines[index - 1].component != line.component
            counted = before.people + (chosen.size if is_new else 0)
            found[group, line.component] = ComponentSum(
                group, line.component, before.label, counted, before.earned + earned
            )
    return list(found.values())


def day_sums(run: PayRun, people: IntArray) -> list[DaySum]:
    """Payments so far by day, and by period where one day pays several; without those in which nobody was there and
    nothing is due."""
    found: dict[tuple[date, int], list[DaySum]] = {}
    for settlement, chosen in settlements_of(run, people):
        rule = settlement.pay_class.group.advances
        for index, period in enumerate(settlement.entitlements):
            day = rule.day_after(run.plan.first_month + period.end - 1)
            parts = (settlement.advances, settlement.top_ups, settlement.held, settlement.paid)
            sums = [int(part[index, chosen].sum()) for part in parts]
            if settlement.away[index, chosen].all() and not any(part[index, chosen].any() for part in parts):
                continue
            found.setdefault((day, period.end), []).append(DaySum(day, period.end, chosen.size, *sums))
    return [_day_total(found[key]) for key in sorted(found)]


def later_sums(run: PayRun, people: IntArray) -> list[LaterSum]:
    """Later payments by day and element."""
    found: dict[tuple[date, str], list[LaterSum]] = {}
    for settlement, chosen in settlements_of(run, people):
        rule = settlement.pay_class.group.advances
        for promise in settlement.promises:
            for payment in promise.payments:
                amounts = payment.amounts[chosen]
                if not amounts.any():
                    continue
                day = rule.day_after(run.plan.first_month + MONTHS - 1 + MONTHS * payment.years)
                amount, held_by = int(amounts.sum()), int(np.count_nonzero(amounts))
                value = amount * run.plan.assumptions.present_value(payment.years)
                one = LaterSum(day, promise.element, held_by, amount, value)
                found.setdefault((day, promise.element or ""), []).append(one)
    return [_later_total(found[key]) for key in sorted(found)]


def _columns(run: PayRun, settlement: Settlement) -> dict[str, IntArray]:
    final = settlement.final
    columns: dict[str, FloatArray] = {
        "target_incentive": run.plan.target_incentive[settlement.people],
        "incentive_to_date": final.incentive,
        "components": final.line_pay.sum(axis=0),
        "cap_cut": final.cap_cut,
        "clawback": final.clawback,
        "earned": final.earned,
        "paid": settlement.paid.sum(axis=0),
        "held": settlement.held.sum(axis=0),
        "balance": settlement.balance[-1],
        "later": _promised(settlement, settlement.promises),
        "forfeited": _promised(settlement, settlement.forfeited),
    }
    return {name: column.astype(np.int64) for name, column in columns.items()}


def _promised(settlement: Settlement, promises: Iterable[Promise]) -> FloatArray:
    """All payments of promises together, shape (k,)."""
    total = np.zeros(settlement.people.size)
    for promise in promises:
        for payment in promise.payments:
            total = total + payment.amounts
    return total


def settlements_of(run: PayRun, people: IntArray) -> Iterable[tuple[Settlement, IntArray]]:
    """Settlements with the places of the people in them that are asked for."""
    wanted = np.zeros(run.plan.roster.count, dtype=np.bool_)
    wanted[people] = True
    for settlement in run.settlements:
        chosen = np.flatnonzero(wanted[settlement.people])
        if chosen.size:
            yield settlement, chosen


def _day_total(parts: Sequence[DaySum]) -> DaySum:
    sums = [sum(getattr(part, name) for part in parts) for name in ("people", "advance", "top_up", "held", "paid")]
    return DaySum(parts[0].day, parts[0].months, *sums)


def _later_total(parts: Sequence[LaterSum]) -> LaterSum:
    people, amount = sum(part.people for part in parts), sum(part.amount for part in parts)
    value = sum(part.present_value for part in parts)
    return LaterSum(parts[0].day, parts[0].element, people, amount, value)
