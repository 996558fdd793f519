"""A pay class as its typical person sees it: every line in money, by its own number and by attainment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.achievement import Achievement
from models.incentives.cost.lognormal import LogNormal
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.finding import CountedIn, Stretch, Subject
from models.incentives.measure import Counts
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured, PayGate, PayLine, Scale
from models.incentives.piecewise import PiecewiseLinear

_COUNTED = {Counts.MONEY: CountedIn.MONEY, Counts.UNITS: CountedIn.UNITS, Counts.SCORE: CountedIn.SCORE}


@dataclass(frozen=True, eq=False)
class Expected:
    """A number of the `known` people for whom it is stated, on average and how far it spreads."""

    number: LogNormal

    @property
    def known(self) -> int:
        """How many they are."""
        return int(self.number.mean.size)

    def inside(self, low: float, high: float) -> float:
        """How many people are expected at low ≤ z < high: Σ_i P(low ≤ z_i < high)."""
        knots = np.array([low] if np.isinf(high) else [low, high])
        return float(self.number.bands(knots).moments[0][:, 1].sum())


def stretch_of(
    expected: Expected | None, counted_in: CountedIn, low: float, high: float, point: float | None = None
) -> Stretch:
    """[low, high) with the people expected there; told as a `point` where one is given."""
    people = None if expected is None else expected.inside(low, high)
    share = None if expected is None or people is None else people / expected.known
    if point is not None:
        return Stretch(point, point, counted_in, people, share)
    return Stretch(low, None if np.isinf(high) else high, counted_in, people, share)


@dataclass(frozen=True, eq=False)
class LineView:
    """A line for the typical person. `scale`: median of what its function is multiplied by; `target`: median target of
    its measures where they have one, else None. Minor units, pieces, marks."""

    line: PayLine
    scale: float
    target: float | None
    counted_in: CountedIn
    expected: Expected | None

    def stretch(self, low: float, high: float) -> Stretch:
        """[low, high) of its own number with the people expected there."""
        return stretch_of(self.expected, self.counted_in, low, high)

    def point(self, knot: float, about: float) -> Stretch:
        """One point of its own number with the people expected about it."""
        return stretch_of(self.expected, self.counted_in, knot * (1 - about), knot * (1 + about), knot)

    @cached_property
    def money(self) -> PiecewiseLinear:
        """Pay in minor units by the line's own number z."""
        return self.line.function.scaled(values=self.line.factor * self.scale)

    @cached_property
    def by_attainment(self) -> PiecewiseLinear | None:
        """Pay in minor units by attainment; None where there is no target."""
        if self.line.measured.basis is Basis.ATTAINMENT:
            return self.money
        return None if self.target is None else self.money.scaled(knots=1 / self.target)

    def attainment(self, number: float) -> float | None:
        """The line's own number as attainment; None where there is no target."""
        if self.line.measured.basis is Basis.ATTAINMENT:
            return number
        return None if self.target is None else number / self.target


@dataclass(frozen=True, eq=False)
class ClassView:
    """A class with people: `incentive`, median target incentive of those who have one, minor units (0: nobody has)."""

    plan: IncentivePlan
    pay_class: PayClass
    people: IntArray
    incentive: float
    lines: tuple[LineView, ...]

    def share(self, money: float) -> float | None:
        """Money as a share of the typical target incentive."""
        return money / self.incentive if self.incentive > 0 else None

    def subject(self, components: Iterable[str], measure: str | None = None) -> Subject:
        """Whose pay it is; components named once each."""
        variant = self.pay_class.variant
        name = None if variant is None else variant.name
        return Subject(self.pay_class.group.key, name, tuple(dict.fromkeys(components)), measure)

    def subject_of(self, line: LineView) -> Subject:
        """One line: its component, and the measure of a scorecard's item."""
        return self.subject([line.line.component], line.line.item or None)

    def gate_stretch(self, gate: PayGate, about: float) -> Stretch:
        """The point of a gate with the people expected about it."""
        expected = _expected(self.plan, self.people, gate.measured)
        counted_in = _counted_in(self.plan, gate.measured)
        return stretch_of(expected, counted_in, gate.least * (1 - about), gate.least * (1 + about), gate.least)

    def attainments(self, measure: int, low: float, high: float) -> Stretch:
        """Attainments of one measure with the people expected there."""
        expected = _expected(self.plan, self.people, Measured((measure,), Basis.ATTAINMENT))
        return stretch_of(expected, CountedIn.ATTAINMENT, low, high)


def class_views(plan: IncentivePlan) -> tuple[ClassView, ...]:
    """Every class that has people."""
    return tuple(_class_view(plan, pay_class, people) for pay_class, people in plan.members())


def _class_view(plan: IncentivePlan, pay_class: PayClass, people: IntArray) -> ClassView:
    incentive = _median(plan.target_incentive[people])
    lines = tuple(_line_view(plan, people, line, incentive or 0.0) for line in pay_class.lines)
    return ClassView(plan, pay_class, people, incentive or 0.0, lines)


def _line_view(plan: IncentivePlan, people: IntArray, line: PayLine, incentive: float) -> LineView:
    year = Achievement(plan.outlook.mean, plan.annual_targets)
    target = _median(year.target_of(line.measured, plan.roster)[people])
    scales = {Scale.TARGET_INCENTIVE: incentive, Scale.TARGET: target or 0.0, Scale.ONE: 1.0}
    counted = _counted_in(plan, line.measured)
    return LineView(line, scales[line.scale], target, counted, _expected(plan, people, line.measured))


def _counted_in(plan: IncentivePlan, measured: Measured) -> CountedIn:
    if measured.basis is Basis.ATTAINMENT:
        return CountedIn.ATTAINMENT
    return _COUNTED[plan.measures[measured.measures[0]].counts]


def _expected(plan: IncentivePlan, people: IntArray, measured: Measured) -> Expected | None:
    if measured.pool is not None:
        return None
    year = Achievement(plan.outlook.mean, plan.annual_targets)
    with np.errstate(divide="ignore", invalid="ignore"):
        numbers = year.number(measured, plan.roster)[people]
        columns = np.array(measured.measures)
        means, spreads = plan.outlook.mean[np.ix_(people, columns)], plan.outlook.log_sd[np.ix_(people, columns)]
        # Parts of a sum are taken to rise and fall together: nobody states how else they go.
        spread = (means * spreads).sum(axis=1) / means.sum(axis=1)
    known = np.isfinite(numbers) & (numbers > 0) & np.isfinite(spread)
    return Expected(LogNormal(numbers[known], spread[known])) if known.any() else None


def _median(numbers: FloatArray) -> float | None:
    known = numbers[np.isfinite(numbers) & (numbers > 0)]
    return float(np.median(known)) if known.size else None
