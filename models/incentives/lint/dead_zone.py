"""Dead zones: more is sold, and pay stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.incentives.lint.base import LintContext, severity_of
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import CountedIn, LintFinding, Stretch
from models.incentives.payout import caps
from models.incentives.piecewise_sum import Segment, first_reaching, segments, sum_of


class DeadZone:
    """Stretches where marginal pay is zero: below the first pay, between steps, beyond a cap.

    Where an outlook is stated, people are counted: under 1 % of a class nothing is said, from 10 % on it is a warning.
    Without one a zone is a warning where it reaches into 80 to 120 % of the target.
    """

    name = "dead_zone"

    def needs(self, context: LintContext) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """At most one finding of each kind per curve, and one for the cap of a person."""
        found: list[LintFinding] = []
        for view in context.views:
            for line in view.lines:
                found += self._of_line(view, line)
            found += self._of_person_cap(view)
        return found

    def _of_line(self, view: ClassView, line: LineView) -> Iterator[LintFinding]:
        for code, (low, high), count in _zones(line):
            stretch = line.stretch(low, high)
            severity = severity_of(stretch, line.attainment(low), line.attainment(high))
            if severity is not None:
                subject, numbers = view.subject_of(line), {"more": float(count - 1)}
                yield LintFinding(self.name, code, severity, subject, stretch, numbers=numbers)

    def _of_person_cap(self, view: ClassView) -> Iterator[LintFinding]:
        cap = float(caps(view.pay_class, np.array([view.incentive]))[0])
        curves = [line.by_attainment for line in view.lines if line.by_attainment is not None]
        low = first_reaching(sum_of(curves), cap)
        if np.isinf(low) or view.incentive <= 0:
            return
        stretch = Stretch(low, None, CountedIn.ATTAINMENT)
        severity = severity_of(stretch, low, np.inf)
        if severity is not None:
            subject = view.subject(line.line.component for line in view.lines)
            yield LintFinding(self.name, "dead_zone_cap", severity, subject, stretch, cap, view.share(cap))


def _zones(line: LineView) -> Iterator[tuple[str, tuple[float, float], int]]:
    """Kind, widest zone of it, and how many of the kind there are."""
    flats = [(part.low, part.high) for part in _merged(segments(line.money)) if part.slope == 0]
    inner = [(low, high) for low, high in flats if low > 0 and not np.isinf(high)]
    if flats and flats[0][0] == 0 and not np.isinf(flats[0][1]):
        yield "dead_zone_below", flats[0], 1
    if inner:
        yield "dead_zone_flat", max(inner, key=lambda zone: zone[1] - zone[0]), len(inner)
    if flats and np.isinf(flats[-1][1]):
        yield "dead_zone_beyond", flats[-1], 1


def _merged(parts: Sequence[Segment]) -> list[Segment]:
    """Flat parts that go on without a jump as one."""
    whole: list[Segment] = []
    for part in parts:
        if whole and part.slope == 0 == whole[-1].slope and part.jump == 0:
            whole[-1] = replace(whole[-1], high=part.high)
        else:
            whole.append(part)
    return whole
