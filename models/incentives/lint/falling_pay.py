"""Falling pay: more is sold, and less is paid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.incentives.lint.base import LintContext
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import LintFinding, Severity
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.piecewise_sum import Segment, segments

SMALLEST = 1e-9
"""Falls of less than this share of the peak are the last bits of floats."""


class FallingPay:
    """Stretches where pay is below what fewer sales had earned: from a peak until it is reached again, if ever.

    A decelerator is fine, since pay still rises; a rate table whose retroactive rates fall is not.
    """

    name = "falling_pay"

    def needs(self, context: LintContext) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """One finding per fall of a curve."""
        return [
            self._told(view, line, fall) for view in context.views for line in view.lines for fall in falls(line.money)
        ]

    def _told(self, view: ClassView, line: LineView, fall: tuple[float, float, float, float]) -> LintFinding:
        low, high, peak, lost = fall
        subject, stretch = view.subject_of(line), line.stretch(low, high)
        numbers = {"peak_minor": peak}
        share = view.share(lost)
        return LintFinding(self.name, "falling_pay", Severity.ERROR, subject, stretch, lost, share, numbers)


def falls(function: PiecewiseLinear) -> list[tuple[float, float, float, float]]:
    """(where it begins, where the peak is reached again or ∞, the peak, the most that is missing) of every fall from
    z = 0 on; what is missing grows without end where the last slope falls, ∞."""
    found: list[tuple[float, float, float, float]] = []
    peak, begun, lost = -np.inf, np.nan, 0.0
    for part in segments(function):
        under = peak - part.height
        if under > SMALLEST * max(1.0, abs(peak)) or part.slope < 0:
            begun = part.low if np.isnan(begun) else begun
            peak = max(peak, part.height)
            lost = max(lost, peak - part.height, peak - _end(part))
        back = _back(part, peak)
        if not np.isnan(begun) and back < part.high:
            found.append((begun, back, peak, lost))
            begun, lost = np.nan, 0.0
        if np.isnan(begun):
            peak = max(peak, part.height, _end(part))
    return found if np.isnan(begun) else [*found, (begun, float(np.inf), peak, lost)]


def _end(part: Segment) -> float:
    """The height towards the end of a part."""
    if part.slope == 0:
        return part.height
    return part.height + part.slope * (part.high - part.low)


def _back(part: Segment, peak: float) -> float:
    """Where a part has the peak again, ∞ where it does not."""
    if part.height >= peak and part.slope >= 0:
        return part.low
    return part.low + (peak - part.height) / part.slope if part.slope > 0 else float(np.inf)
