"""Payout curves of a plan, today's beside the tuned one's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.documents.amounts import significant
from app.documents.tuning.names import PlanNames
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.curve import PayoutCurve, corners
from models.incentives.role_group import RoleGroup
from scenarios.incentives.tuning.tuning_result import KnobName, TuningReport

REACH = 1.6
"""Attainment up to which curves are drawn; further where excellence or the cap lies beyond."""

FURTHEST_CAP = 3.0
"""Attainment beyond which a cap is no longer drawn: it would leave no room for the rest."""


def changed_curves(report: TuningReport, names: PlanNames) -> list[dict[str, Any]]:
    """One entry per curve that is turned, with the corners of both."""
    if report.document is None:
        return []
    tuned = {owner: component for group in report.document.groups for owner, component in _bonuses(group)}
    found = []
    for group in report.loaded.document.groups:
        for owner, component in _bonuses(group):
            other = tuned.get(owner)
            before = component.curve
            if other is None or not isinstance(before, PayoutCurve) or not isinstance(other.curve, PayoutCurve):
                continue
            if other.curve != before:
                reach = max(REACH, _end(before), _end(other.curve))
                found.append(
                    {
                        "group": owner[0],
                        "variant": owner[1],
                        "component": owner[2],
                        "label": names.where(KnobName(*owner, parameter="")),
                        "cap_today": before.cap,
                        "cap_tuned": other.curve.cap,
                        "today": _corners(before, reach),
                        "tuned": _corners(other.curve, reach),
                    }
                )
    return found


def _bonuses(group: RoleGroup) -> Iterator[tuple[tuple[str, str | None, str], QuotaBonus]]:
    for component in group.components:
        if isinstance(component, QuotaBonus):
            yield (group.key, None, component.name), component
    for variant in group.variants:
        for component in variant.components:
            if isinstance(component, QuotaBonus):
                yield (group.key, variant.name, component.name), component


def _end(curve: PayoutCurve) -> float:
    """A little beyond excellence and, unless it lies far out, the cap."""
    knots = curve.function.knots
    cap = knots[-1] + 0.1 if curve.cap is not None and knots and knots[-1] <= FURTHEST_CAP else 0.0
    return max(curve.excellence + 0.2, cap)


def _corners(curve: PayoutCurve, reach: float) -> list[dict[str, float]]:
    return [{"at": significant(at), "pay": significant(pay)} for at, pay in corners(curve.function, reach)]
