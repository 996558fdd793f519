"""Shifted orders: pay that is gained by reporting a sale in another period of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.lint.base import LintContext
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import CountedIn, LintFinding, Severity, Stretch
from models.incentives.measure import Aggregate
from models.incentives.pay_line import Basis
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.settlement.advances import MONTHS, Advances, PaidBy

STEEP = 0.01
"""From this share of the target incentive on a gain is a warning."""
SMALLEST = 1e-9
TOUCH = 1e-12
"""A sum of floats that is meant to reach a threshold may miss it by its last bits."""
YEARS = tuple(round(0.7 + 0.05 * step, 2) for step in range(13))
"""Annual attainments that are looked at: 70 % to 130 %."""


@dataclass(frozen=True)
class Shift:
    """The best shift at an annual attainment: `moved` (share of a period's target, > 0: to the earlier one of the
    periods `first` and `first` + 1, counted from 0), `gain` as a share of what the curve pays at 100 % of its scale."""

    attainment: float
    first: int
    moved: float
    gain: float


class ShiftedOrders:
    """The most that moving sales between two periods in a row earns while the year's sales stay what they are.

    Over Q equal periods with attainments a_q a line with function f (in money for the year) has earned Σ f(a_q) / Q
    where periods are paid one by one without a true-up, else f of the year; advances that are not recoverable are kept.
    At equal attainments before the shift, the gain is a piecewise linear function of what is moved; it is greatest at
    one of its corners, and all of them are looked at: no step size. A recoverable true-up gains nothing.
    """

    name = "shifted_orders"

    def needs(self, context: LintContext) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """One finding per line that gains: the year in which the gain is largest."""
        found: list[LintFinding] = []
        for view in context.views:
            for line in view.lines:
                found += self._of_line(context, view, line)
        return found

    def _of_line(self, context: LintContext, view: ClassView, line: LineView) -> Iterator[LintFinding]:
        advances = view.pay_class.group.advances
        if line.line.measured.basis is Basis.ACTUAL or any(
            context.plan.measures[index].adds_by is not Aggregate.SUM for index in line.line.measured.measures
        ):
            return  # commission in money counts since the year began; marks are no orders
        limit = context.assumptions.shift_share
        shifts = [best_shift(line.money, advances, attainment, limit) for attainment in YEARS]
        best = max(shifts, key=lambda shift: shift.gain)
        if best.gain <= SMALLEST * max(1.0, view.incentive):
            return
        share = view.share(best.gain)
        at_target = next(shift.gain for shift in shifts if shift.attainment == 1.0)
        numbers = {
            "from_period": float(best.first + (1 if best.moved > 0 else 0) + 1),
            "to_period": float(best.first + (0 if best.moved > 0 else 1) + 1),
            "moved": abs(best.moved) / best.attainment,
            "at_target_minor": at_target,
        }
        severity = Severity.WARNING if share is None or share >= STEEP else Severity.NOTE
        stretch = Stretch(best.attainment, best.attainment, CountedIn.ATTAINMENT)
        subject = view.subject_of(line)
        yield LintFinding(self.name, self.name, severity, subject, stretch, best.gain, share, numbers)


def best_shift(function: PiecewiseLinear, advances: Advances, attainment: float, limit: float) -> Shift:
    """The shift that gains most, 0 where none does. `limit`: largest part of a period's sales that can be moved."""
    count = MONTHS // advances.every.months
    even = np.full(count, attainment + TOUCH)
    best = Shift(attainment, 0, 0.0, 0.0)
    if advances.recoverable and not _sums_periods(advances):
        return best
    usual = year_pay(function, advances, even)
    for first in range(count - 1):
        for moved in _corners(function, attainment, first + 1, limit * attainment):
            shifted = even.copy()
            shifted[first] += moved
            shifted[first + 1] -= moved
            gain = year_pay(function, advances, shifted) - usual
            # Of equal gains the smallest shift is told: no more is moved than it takes.
            if gain > best.gain * (1 + SMALLEST) or (gain >= best.gain > 0 and abs(moved) < abs(best.moved)):
                best = Shift(attainment, first, moved, gain)
    return best


def year_pay(function: PiecewiseLinear, advances: Advances, attainments: FloatArray) -> float:
    """What is paid for a year of Q equal periods, f in money for the whole year, as `settle` does it."""
    count = attainments.size
    since = np.arange(1, count + 1)
    to_date = function.value(np.cumsum(attainments) / since) * since / count
    by_period = np.cumsum(function.value(attainments)) / count
    earned = to_date if advances.paid_by is PaidBy.CUMULATIVE else by_period
    last = by_period[-1] if _sums_periods(advances) else to_date[-1]
    if advances.recoverable:
        return float(last)
    return float(max(last, advances.share * earned[:-1].max(initial=0.0)))


def _sums_periods(advances: Advances) -> bool:
    """Whether the year's pay is the sum of its periods' instead of the pay of the year's attainment."""
    return advances.paid_by is PaidBy.PERIOD and not advances.true_up


def _corners(function: PiecewiseLinear, attainment: float, since: int, limit: float) -> list[float]:
    """Shifts at which a period, or the year up to one, comes to a knot, and the largest ones."""
    reach = [knot - attainment for knot in function.knots]
    corners = {-limit, limit}
    for distance in reach:
        corners |= {distance, -distance, distance * since}
    return sorted(corner for corner in corners if 0 < abs(corner) <= limit)
