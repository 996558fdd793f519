"""The ratchet: what is sold above target today raises the target of next year, and costs pay then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.incentives.lint.base import LintAssumptions, LintContext, severity_of
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import LintFinding
from models.incentives.measure import Aggregate
from models.incentives.pay_line import Basis, Scale
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.piecewise_sum import sum_of

FURTHEST = 3.0
"""Attainment up to which is looked; what still holds there holds without end."""
SMALLEST = 1e-9
NEGLIGIBLE = 1e-14
"""A coefficient that is this small beside the largest has no root near."""
PERCENT = 0.01


@dataclass(frozen=True)
class Balance:
    """Pay per unit of attainment on [low, high): what it earns `now` and what it costs `later`, both at `low`."""

    low: float
    high: float
    now: float
    later: float


class Ratchet:
    """Stretches above target where one more sale earns no more than it costs next year.

    Next year's target T′ = T · r with r = 1 + λ(a − 1), next year's sales as this year's, so a′ = a / r. Per unit of
    attainment pay gains Σ f′(a) now and loses ρ·λ·Σ f′(a′) · a / r² next year on lines by attainment (commission by
    attainment, target · f: ρ·λ·(a′ f′(a′) − f(a′))); commission on sales loses nothing. Flagged where the balance is
    not positive. Piece by piece that is a quadratic inequality in a, solved exactly. Weitzman, The "ratchet principle"
    and performance incentives (1980).
    """

    name = "ratchet"

    def needs(self, context: LintContext) -> str | None:
        """How strongly targets follow results."""
        return None if context.assumptions.ratchet_rate else "ratchet_rate"

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """One finding per measure and stretch."""
        found: list[LintFinding] = []
        for view in context.views:
            for position, measure in enumerate(context.plan.measures):
                if measure.adds_by is Aggregate.SUM:
                    found += self._of_measure(context, view, position)
        return found

    def _of_measure(self, context: LintContext, view: ClassView, measure: int) -> list[LintFinding]:
        lines = [line for line in view.lines if measure in line.line.measured.measures and not line.line.measured.pool]
        rate = context.assumptions.ratchet_rate or 0.0
        subject = view.subject((line.line.component for line in lines), context.plan.measures[measure].shown)
        found = []
        for balance in losing(lines, context.assumptions):
            high = np.inf if balance.high >= FURTHEST else balance.high
            stretch, net = view.attainments(measure, balance.low, high), (balance.later - balance.now) * PERCENT
            severity = severity_of(stretch, balance.low, high)
            if severity is not None:
                numbers = {"now_minor": balance.now * PERCENT, "later_minor": balance.later * PERCENT, "rate": rate}
                found.append(
                    LintFinding(self.name, self.name, severity, subject, stretch, net, view.share(net), numbers)
                )
        return found


def losing(lines: Sequence[LineView], assumptions: LintAssumptions) -> list[Balance]:
    """Where lines of one measure earn no more now than they cost later, from attainment 1 on."""
    curves = [(line, line.by_attainment) for line in lines if line.by_attainment is not None]
    by_target = [(line, curve) for line, curve in curves if line.line.measured.basis is Basis.ATTAINMENT]
    parts = _Parts(
        now=sum_of(curve for _, curve in curves),
        shares=sum_of(curve for line, curve in by_target if line.line.scale is not Scale.TARGET),
        targets=sum_of(curve for line, curve in by_target if line.line.scale is Scale.TARGET),
        rate=assumptions.ratchet_rate or 0.0,
        later=assumptions.next_year,
    )
    found: list[Balance] = []
    bounds = parts.bounds()
    for low, high in pairwise(bounds):
        middle = (low + high) / 2
        now, later = parts.balance(middle, middle)
        if later > SMALLEST * max(1.0, now) and now - later <= SMALLEST * max(1.0, now):
            at_low = parts.balance(low, middle)
            if found and found[-1].high == low:
                found[-1] = Balance(found[-1].low, high, found[-1].now, found[-1].later)
            else:
                found.append(Balance(low, high, *at_low))
    return found


@dataclass(frozen=True)
class _Parts:
    """Sums of lines by attainment: all, those that pay shares of the target incentive, those that pay of the target."""

    now: PiecewiseLinear
    shares: PiecewiseLinear
    targets: PiecewiseLinear
    rate: float
    later: float

    def bounds(self) -> list[float]:
        """Where the formula or the sign of the balance changes, ascending, from 1 to the furthest."""
        rate = self.rate
        knots = {knot for knot in self.now.knots if knot > 1}
        for knot in (*self.shares.knots, *self.targets.knots):
            if knot > 1 and knot * rate < 1:
                knots.add(knot * (1 - rate) / (1 - knot * rate))
        edges = [1.0, *sorted(knot for knot in knots if 1 < knot < FURTHEST), FURTHEST]
        roots: set[float] = set()
        for low, high in pairwise(edges):
            roots |= {root for root in self._roots((low + high) / 2) if low < root < high}
        return sorted({*edges, *roots})

    def balance(self, attainment: float, inside: float) -> tuple[float, float]:
        """What one unit of attainment earns now and costs later; slopes are those of the piece that holds `inside`."""
        now, slope, intercept = self._of_piece(inside)
        r = 1 + self.rate * (attainment - 1)
        return now, self.later * self.rate * (slope * attainment / r**2 - intercept)

    def _of_piece(self, inside: float) -> tuple[float, float, float]:
        then = inside / (1 + self.rate * (inside - 1))
        now = float(self.now.rate(np.array(inside)))
        rates = float(self.targets.rate(np.array(then)))
        return now, float(self.shares.rate(np.array(then))), float(self.targets.value(np.array(then))) - rates * then

    def _roots(self, inside: float) -> list[float]:
        """Roots of (now + ρλ·intercept) · r² − ρλ · slope · a."""
        now, slope, intercept = self._of_piece(inside)
        weight = self.later * self.rate
        flat, first = now + weight * intercept, 1 - self.rate
        quadratic = [flat * self.rate**2, 2 * flat * self.rate * first - weight * slope, flat * first**2]
        least = NEGLIGIBLE * max(abs(one) for one in quadratic)
        quadratic = [one if abs(one) > least else 0.0 for one in quadratic]
        return [float(root.real) for root in np.roots(quadratic) if abs(root.imag) <= SMALLEST]
