"""Scores that were probably written on two scales, such as 0.89 and 89."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import FloatArray
from models.findings import Fact, Finding, FindingList, Location
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Basis, Measured
from scenarios.incentives.definition.periods import stretch_text

APART = 20.0
"""From this ratio on two marks of one measure are hardly on one scale; shares and percent lie a hundred apart."""
DIGITS = 4


def score_notices(plan: IncentivePlan, actuals: Actuals) -> tuple[Finding, ...]:
    """Notes `score_implausible` for marks of a person that are far from most marks of the measure, and `score_scale`
    for rules that are far from all of them."""
    notices = FindingList()
    for index, measure in enumerate(plan.measures):
        usual = _usual(actuals.values[:, :, index]) if measure.counts is Counts.SCORE else None
        if usual is None:
            continue
        marks = actuals.values[:, :, index]
        far = (marks >= APART * usual) | ((marks > 0) & (marks <= usual / APART))
        for who in np.flatnonzero(far.any(axis=0)).tolist():
            first = int(np.argmax(far[:, who]))
            begin = actuals.ends[first - 1] if first else 0
            facts: dict[str, Fact] = {
                "person": plan.roster.labels[who],
                "measure": measure.shown,
                "value": f"{float(marks[first, who]):g}",
                "usual": round(usual, DIGITS),
                "period": stretch_text(plan.first_month + begin, plan.first_month + actuals.ends[first] - 1),
            }
            count = int(far[:, who].sum())
            if count > 1:
                facts["count"] = count
            notices.add("score_implausible", Location(pointer="/actuals"), facts)
    return (*notices, *scale_notices(plan, actuals.values))


def scale_notices(plan: IncentivePlan, marks: FloatArray) -> tuple[Finding, ...]:
    """Notes `score_scale`: gates and curves whose numbers are far from most marks, of any shape (…, n, m)."""
    notices = FindingList()
    met: set[tuple[str, int]] = set()
    for position, group in enumerate(plan.classes):
        if not plan.roster.members(position).size:
            continue
        for label, measured, low, high in _looks(group):
            index = measured.measures[0]
            usual = _usual(marks[..., index])
            is_score = plan.measures[index].counts is Counts.SCORE and len(measured.measures) == 1
            if measured.basis is not Basis.ACTUAL or not is_score or usual is None:
                continue
            # Variants repeat the rules of their group.
            if (label, index) not in met and (low >= APART * usual or usual >= APART * high):
                met.add((label, index))
                facts: dict[str, Fact] = {
                    "component": label,
                    "measure": plan.measures[index].shown,
                    "value": f"{low:g}",
                    "usual": round(usual, DIGITS),
                }
                notices.add("score_scale", Location(pointer="/groups"), facts)
    return tuple(notices)


def _looks(pay_class: PayClass) -> Iterator[tuple[str, Measured, float, float]]:
    """Label and what is looked at of every rule, with its smallest and largest number above zero."""
    for gate in pay_class.gates:
        yield gate.label, gate.measured, gate.least, gate.least
    for line in pay_class.lines:
        knots = [knot for knot in line.function.knots if knot > 0]
        if knots:
            yield line.label, line.measured, min(knots), max(knots)


def _usual(marks: FloatArray) -> float | None:
    """The median mark above zero, the lower one of two: between two scales lies no mark. None where there is none."""
    known = marks[np.isfinite(marks) & (marks > 0)]
    return float(np.percentile(known, 50, method="lower")) if known.size else None
