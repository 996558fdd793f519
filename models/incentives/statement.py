"""One person's statement: every line with its derivation, every payment with its date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from models.history.calendar import MONTHS
from models.incentives.curve import corners
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured, PayLine, Scale
from models.incentives.payout import ClassPayout
from models.incentives.piecewise import Piece
from models.incentives.rounded import whole_minor
from models.incentives.settlement.deferral import Clawback
from models.incentives.settlement.settlement import Promise, Settlement

CURVE_END = 2.0
"""Attainment up to which a statement draws curves; further where somebody went further."""


@dataclass(frozen=True)
class LineStatement:
    """Pay of one line: factor · scale · (height + slope · (z − knot)) · gates, whole minor units.

    `number` is z, None where nothing is known of it; `actual` and `target` are what it came from (`target` None where
    it is the actual itself). `piece`: the part of the function that was reached. `curve`: corners (z, f).
    `period_pay`: what it earned in each period so far; `earned`, their sum, differs from `pay` where periods are paid
    one by one. `periods`: then the line by each period's own numbers, in order; else empty. Periods in which the person
    was not there and nothing changed are in neither.
    """

    line: PayLine
    number: float | None
    actual: float | None
    target: float | None
    piece: Piece
    scale: float
    gates: tuple[str, ...]
    gate_factor: float
    pay: int
    curve: tuple[tuple[float, float], ...]
    period_pay: tuple[int, ...]
    periods: tuple[LineStatement, ...] = ()

    @property
    def earned(self) -> int:
        """What the line has earned so far, minor units."""
        return sum(self.period_pay)

    @property
    def excess(self) -> float | None:
        """z − knot; None below the first knot, and where nothing is known."""
        return None if self.number is None or np.isinf(self.piece.knot) else self.number - self.piece.knot

    @property
    def value(self) -> float:
        """f(z) = height + slope · (z − knot)."""
        return self.piece.height + self.piece.slope * (self.excess or 0.0)

    def pay_at(self, value: float) -> float:
        """factor · scale · f · gates for any f, not rounded."""
        return self.line.factor * self.scale * value * self.gate_factor

    def rounded_pay_at(self, value: float) -> int:
        """The same in whole minor units, half up."""
        return int(whole_minor(np.array(self.pay_at(value))))


@dataclass(frozen=True)
class GateStatement:
    """One gate: what it looked at, what it asks for, and what is left of the pay."""

    label: str
    number: float | None
    least: float
    factor: float
    is_passed: bool
    is_attainment: bool


@dataclass(frozen=True)
class ClawbackStatement:
    """Why pay is taken back: share · (pay with what was cancelled − pay without it). `numbers`: what was cancelled, in
    the measure's own unit, of the person's own sales (None) and of those of all who share an attribute; pay in whole
    minor units."""

    rule: Clawback
    numbers: Mapping[str | None, float]
    pay_with: int
    pay_without: int

    @property
    def difference(self) -> int:
        """What was paid on it, minor units."""
        return max(self.pay_with - self.pay_without, 0)


@dataclass(frozen=True)
class PeriodStatement:
    """One payment: `start` and `end` are plan months, amounts whole minor units as in Settlement."""

    start: int
    end: int
    earned: int
    advance: int
    top_up: int
    held: int
    paid: int
    balance: int
    day: date


@dataclass(frozen=True)
class LaterStatement:
    """One later payment: of the deferred pay (`element` None) or of a long-term element; `present_value`: expected, in
    minor units, under the plan's assumptions."""

    element: str | None
    years: int
    day: date
    amount: int
    present_value: float


@dataclass(frozen=True)
class Statement:
    """Everything that one person is told. `months`: plan months that it covers. `periods`: payments, but for those of
    the `away` stretches of plan months (first, after the last) in which the person was not there and nothing is due.
    `forfeited`: later payments that are lost because the person left before they vested, as they had been promised."""

    person: int
    pay_class: PayClass
    months: int
    ote: int
    target_incentive: int
    incentive_to_date: int
    lines: tuple[LineStatement, ...]
    gates: tuple[GateStatement, ...]
    by_period: bool
    components: int
    cap: int | None
    cap_cut: int
    clawback: int
    taken_back: ClawbackStatement | None
    earned: int
    periods: tuple[PeriodStatement, ...]
    away: tuple[tuple[int, int], ...]
    later: tuple[LaterStatement, ...]
    forfeited: tuple[LaterStatement, ...]

    @property
    def paid(self) -> int:
        """Handed out so far."""
        return sum(period.paid for period in self.periods)

    @property
    def held(self) -> int:
        """Deferred of it."""
        return sum(period.held for period in self.periods)


def statement(plan: IncentivePlan, settlement: Settlement, place: int) -> Statement:
    """The statement of the person at a place within the settlement's class."""
    final = settlement.final
    payout = final.payout
    person = int(settlement.people[place])
    listed = settlement.listed(place)
    lines = tuple(_line(settlement, index, place, listed) for index in range(len(payout.pay_class.lines)))
    summed = int(final.line_pay[:, place].sum())
    cap = _cap(settlement, place)
    return Statement(
        person=person,
        pay_class=settlement.pay_class,
        months=final.end,
        ote=int(plan.roster.ote[person]),
        target_incentive=int(plan.target_incentive[person]),
        incentive_to_date=int(final.incentive[place]),
        lines=lines,
        gates=_gates(payout, place),
        by_period=summed != sum(line.pay for line in lines),
        components=summed,
        cap=cap,
        cap_cut=int(final.cap_cut[place]),
        clawback=int(final.clawback[place]),
        taken_back=_taken_back(settlement, place),
        earned=int(final.earned[place]),
        periods=_periods(plan, settlement, place, listed),
        away=_away(settlement, listed),
        later=_later(plan, settlement, settlement.promises, place),
        forfeited=_later(plan, settlement, settlement.forfeited, place),
    )


def _line(settlement: Settlement, index: int, place: int, listed: Sequence[int]) -> LineStatement:
    """The line to date, with its listed periods where they are paid one by one."""
    to_date = _line_of(settlement.final.payout, index, place)
    reached = [int(period.line_pay[index, place]) for period in settlement.entitlements]
    pays = tuple(reached[period] - (reached[period - 1] if period else 0) for period in listed)
    owns = [settlement.entitlements[period].own for period in listed]
    by_period = settlement.final.own is not None and to_date.line.scale is not Scale.ONE
    periods = tuple(_line_of(own, index, place) for own in owns if own is not None) if by_period else ()
    return replace(to_date, period_pay=pays, periods=periods)


def _line_of(payout: ClassPayout, index: int, place: int) -> LineStatement:
    """The line by the numbers of one payout."""
    pay_class, line = payout.pay_class, payout.pay_class.lines[index]
    number = _known(payout.numbers[index, place])
    acting = pay_class.gates_of(line)
    factor = float(np.prod([payout.gate_factors[gate, place] for gate in acting])) if acting else 1.0
    at = 0.0 if number is None else number
    piece = -1 if number is None else int(line.function.piece_of(np.array(number)))
    reach = max(CURVE_END, at) if line.measured.basis is Basis.ATTAINMENT else max(at, *line.function.knots, 1.0) * 1.25
    return LineStatement(
        line=line,
        number=number,
        actual=_known(payout.actuals[index, place]),
        target=_target(line.measured, payout, index, place),
        piece=line.function.piece(piece),
        scale=float(payout.scales[index, place]),
        gates=tuple(pay_class.gates[gate].label for gate in acting if payout.gate_factors[gate, place] < 1),
        gate_factor=factor,
        pay=int(payout.line_pay[index, place]),
        curve=tuple(corners(line.function, reach)),
        period_pay=(int(payout.line_pay[index, place]),),
    )


def _target(measured: Measured, payout: ClassPayout, index: int, place: int) -> float | None:
    return _known(payout.targets[index, place]) if measured.basis is Basis.ATTAINMENT else None


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _gates(payout: ClassPayout, place: int) -> tuple[GateStatement, ...]:
    return tuple(
        GateStatement(
            label=gate.label,
            number=_known(payout.gate_numbers[index, place]),
            least=gate.least,
            factor=gate.factor,
            is_passed=bool(payout.gate_factors[index, place] == 1.0),
            is_attainment=gate.measured.basis is Basis.ATTAINMENT,
        )
        for index, gate in enumerate(payout.pay_class.gates)
    )


def _cap(settlement: Settlement, place: int) -> int | None:
    cap = float(settlement.final.cap[place])
    return None if np.isinf(cap) else int(cap)


def _taken_back(settlement: Settlement, place: int) -> ClawbackStatement | None:
    final, rule = settlement.final, settlement.pay_class.group.clawback
    if rule is None or final.cancelled is None or not final.clawback[place]:
        return None
    cancelled = final.cancelled
    with_it, without = int(final.payout.pay[place]), int(cancelled.without[place])
    numbers = {pool: float(number[place]) for pool, number in cancelled.numbers.items()}
    return ClawbackStatement(rule, numbers, with_it, without)


def _periods(
    plan: IncentivePlan, settlement: Settlement, place: int, listed: Sequence[int]
) -> tuple[PeriodStatement, ...]:
    rule, found = settlement.pay_class.group.advances, []
    for index in listed:
        period = settlement.entitlements[index]
        day = rule.day_after(plan.first_month + period.end - 1)
        found.append(
            PeriodStatement(
                start=_start(settlement, index),
                end=period.end,
                earned=int(period.earned[place]),
                advance=int(settlement.advances[index, place]),
                top_up=int(settlement.top_ups[index, place]),
                held=int(settlement.held[index, place]),
                paid=int(settlement.paid[index, place]),
                balance=int(settlement.balance[index, place]),
                day=day,
            )
        )
    return tuple(found)


def _start(settlement: Settlement, index: int) -> int:
    return settlement.entitlements[index - 1].end if index else 0


def _away(settlement: Settlement, listed: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Stretches that are not listed, neighbours as one."""
    found: list[tuple[int, int]] = []
    for index in sorted(set(range(len(settlement.entitlements))).difference(listed)):
        first, after = _start(settlement, index), settlement.entitlements[index].end
        joins = found and found[-1][1] == first
        found[-1:] = [(found[-1][0], after)] if joins else [*found[-1:], (first, after)]
    return tuple(found)


def _later(
    plan: IncentivePlan, settlement: Settlement, promises: tuple[Promise, ...], place: int
) -> tuple[LaterStatement, ...]:
    rule = settlement.pay_class.group.advances
    found = []
    for promise in promises:
        for payment in promise.payments:
            amount = int(payment.amounts[place])
            if amount:
                value = amount * plan.assumptions.present_value(payment.years)
                day = rule.day_after(plan.first_month + MONTHS - 1 + MONTHS * payment.years)
                found.append(LaterStatement(promise.element, payment.years, day, amount, value))
    return tuple(sorted(found, key=lambda later: (later.day, later.element or "")))
