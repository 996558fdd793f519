"""Marginal pay above margin: the company loses on the next sale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from models.incentives.achievement import Achievement
from models.incentives.lint.base import LintContext
from models.incentives.lint.class_view import ClassView
from models.incentives.lint.finding import LintFinding, Severity
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis
from models.incentives.payout import caps
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.piecewise_sum import Segment, first_reaching, segments, sum_of

SLACK = 1e-9


class MarginalPay:
    """Stretches where one more unit of money sold earns more pay than the margin it brings; of a measure that counts
    margin itself, more than all of it.

    Marginal pay per unit sold of a measure = Σ of all lines of the class that count it: factor · scale · g′(a) / target
    by attainment, the rate by sales; all measures at the same attainment a. Of a pool everybody who shares it is paid
    for the same sale: the pooled lines of all classes count. Beyond the cap of a person nothing more is paid. Jumps are
    in no rate: see cliffs.
    """

    name = "marginal_pay"

    def needs(self, context: LintContext) -> str | None:
        """A margin rate, unless all money that is counted is margin itself."""
        money = [measure for measure in context.plan.measures if measure.counts is Counts.MONEY]
        is_known = bool(money) and all(measure.margin_rate(context.margin_rate) is not None for measure in money)
        return None if is_known or context.margin_rate is not None else "margin_rate"

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """One finding per measure and stretch."""
        found = []
        for view in context.views:
            for position, measure in enumerate(context.plan.measures):
                if measure.counts is Counts.MONEY:
                    found += self._of_measure(context, view, position)
        return found

    def _of_measure(self, context: LintContext, view: ClassView, measure: int) -> list[LintFinding]:
        margin = context.plan.measures[measure].margin_rate(context.margin_rate) or 0.0
        paying = [*_own(view, measure), *_pooled(context, view, measure)]
        if not paying:
            return []
        subject = view.subject((name for name, _ in paying), context.plan.measures[measure].shown)
        above = [part for part in segments(sum_of(curve for _, curve in paying)) if part.slope > margin * (1 + SLACK)]
        capped = _capped_from(view)
        found = []
        for part in _joined([part for part in above if part.low < capped]):
            stretch = view.attainments(measure, part.low, min(part.high, capped))
            numbers = {"marginal": part.slope, "margin": margin}
            found.append(LintFinding(self.name, self.name, Severity.ERROR, subject, stretch, numbers=numbers))
        return found


_Paying = tuple[str, PiecewiseLinear]
"""A component, and a function of the attainment whose slope is pay per unit sold."""


def _own(view: ClassView, measure: int) -> Iterator[_Paying]:
    for line in view.lines:
        measured = line.line.measured
        if measure not in measured.measures or measured.pool is not None:
            continue
        if line.by_attainment is not None and line.target is not None:
            yield line.line.component, line.by_attainment.scaled(values=1 / line.target)
        elif measured.basis is Basis.ACTUAL and line.money.knots == (0.0,):
            # Tiers have no place on the axis without a target; one rate for all sales needs none.
            yield line.line.component, line.money


def _pooled(context: LintContext, view: ClassView, measure: int) -> Iterator[_Paying]:
    plan = context.plan
    for other, people in plan.members():
        for line in other.lines:
            pool = line.measured.pool
            if measure not in line.measured.measures or pool is None:
                continue
            codes = plan.roster.codes(pool)
            sharing = people[codes[people] >= 0]
            sums = np.bincount(codes[sharing], plan.target_incentive[sharing], minlength=int(codes.max(initial=0)) + 1)
            targets = Achievement(plan.annual_targets, plan.annual_targets).target_of(line.measured, plan.roster)
            mine = view.people[(codes[view.people] >= 0) & (targets[view.people] > 0)]
            if mine.size:
                paid = float(np.median(sums[codes[mine]] / targets[mine]))
                yield line.component, line.function.scaled(values=line.factor * paid)


def _capped_from(view: ClassView) -> float:
    cap = float(caps(view.pay_class, np.array([view.incentive]))[0])
    if np.isinf(cap):
        return cap
    return first_reaching(sum_of(line.by_attainment for line in view.lines if line.by_attainment is not None), cap)


def _joined(parts: Sequence[Segment]) -> list[Segment]:
    """Parts that follow each other as one, with the steepest slope."""
    whole: list[Segment] = []
    for part in parts:
        if whole and whole[-1].high == part.low:
            before = whole.pop()
            part = Segment(before.low, part.high, before.height, max(before.slope, part.slope), before.jump)
        whole.append(part)
    return whole
