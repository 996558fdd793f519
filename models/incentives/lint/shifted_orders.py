"""Shifted orders: pay that is gained by reporting a sale in another period of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.incentives.lint.base import LintContext
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import CountedIn, LintFinding, Severity, Stretch
from models.incentives.lint.largest_shift import largest_shift
from models.incentives.measure import Aggregate
from models.incentives.pay_line import Basis

STEEP = 0.01
"""From this share of the target incentive on a gain is a warning."""
SMALLEST = 1e-9


class ShiftedOrders:
    """The most that moving sales between two periods in a row earns while the year's sales stay what they are.

    Over Q equal periods with attainments a_q a line with function f (in money for the year) has earned Σ f(a_q) / Q
    where periods are paid one by one without a true-up, else f of the year; advances that are not recoverable are kept.
    Periods are equal before the shift. `largest_shift` looks at every year from 70 to 130 % and at all that can be
    moved: no step size. A recoverable true-up gains nothing.
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
        best = largest_shift(line.money, advances, limit)
        if best.gain <= SMALLEST * max(1.0, view.incentive):
            return
        gain = round(best.gain, 3)  # minor units, without the last bits of sums of floats
        share = view.share(gain)
        numbers = {
            "from_period": float(best.first + (1 if best.moved > 0 else 0) + 1),
            "to_period": float(best.first + (0 if best.moved > 0 else 1) + 1),
            "moved": abs(best.moved) / best.attainment,
            "at_target_minor": largest_shift(line.money, advances, limit, (1.0, 1.0)).gain,
        }
        severity = Severity.WARNING if share is None or share >= STEEP else Severity.NOTE
        stretch = Stretch(best.attainment, best.attainment, CountedIn.ATTAINMENT)
        subject = view.subject_of(line)
        case = "shifted_orders_below" if best.is_below else self.name
        yield LintFinding(self.name, case, severity, subject, stretch, gain, share, numbers)
