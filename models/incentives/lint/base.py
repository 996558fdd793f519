"""What every rule of the lint has, and what is assumed where a plan does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.class_view import ClassView
from models.incentives.lint.finding import LintFinding, Severity, Stretch

NEAR = 0.01
"""Around a jump people are counted within ± 1 % of it."""
TELLING = (0.8, 1.2)
"""Attainments that people reach in any year: what happens between them matters without any outlook."""
FEW = 0.01
"""What holds for fewer of the people is not told, where an outlook says so."""
MANY = 0.1
"""From this share of the people on it is a warning."""


def severity_of(stretch: Stretch, low: float | None, high: float | None) -> Severity | None:
    """How bad something is that holds on a stretch, which is [low, high) in attainments where that is known: by the
    people expected there, else a warning where people are in any year. None: nobody is there."""
    if stretch.people_share is not None:
        if stretch.people_share < FEW:
            return None
        return Severity.WARNING if stretch.people_share >= MANY else Severity.NOTE
    if low is None or high is None:
        return Severity.NOTE
    return Severity.WARNING if high > TELLING[0] and low < TELLING[1] else Severity.NOTE


@dataclass(frozen=True)
class LintAssumptions:
    """`ratchet_rate` λ: share of the sales above target that is added to the next target; None: not assumed.
    `next_year` ρ: what next year's money counts for today. `shift_share`: largest part of a period's sales that can be
    moved to the next one. `margin_rate`: margin per unit of money sold, in the place of the plan's."""

    ratchet_rate: float | None = None
    next_year: float = 1.0
    shift_share: float = 0.25
    margin_rate: float | None = None


@dataclass(frozen=True, eq=False)
class LintContext:
    """What a rule may know."""

    plan: IncentivePlan
    views: tuple[ClassView, ...]
    assumptions: LintAssumptions

    @property
    def margin_rate(self) -> float | None:
        """The assumed margin, or the plan's."""
        own = self.assumptions.margin_rate
        return self.plan.margin_rate if own is None else own


class LintRule(Protocol):
    """One rule. `name` is what findings call it."""

    name: str

    def needs(self, context: LintContext) -> str | None:
        """What must be stated before it can look at a plan: `margin_rate`, `ratchet_rate`; None: nothing."""

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """What it finds, in the order of the plan."""
