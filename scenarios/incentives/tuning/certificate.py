"""The certificate of a tuned plan: what fresh draws say of its ceilings. It can be worked out again from the plan, the
request and the published values alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.incentives.cost.estimate import Estimate

ENOUGH_DRAWS = 200_000
"""Draws of a certificate: with fewer its interval is wide, and so is the part of the ceiling that is left unused."""

ROOM = 2.0
"""Half-widths of its interval that a found value stays under the ceiling of a plan that is published: one for the
interval, one for the luck of other draws."""


class Certified(StrEnum):
    """What a line of a certificate is about."""

    MEAN = "mean"
    """Expected cost."""
    CVAR = "cvar"
    """Mean cost of the worst cases, 1 − level of all."""
    OVER_BUDGET = "over_budget"
    """P(cost > amount)."""


@dataclass(frozen=True)
class CertificateLine:
    """A ceiling against fresh draws: it holds when the upper limit of the 95 % interval is not above `ceiling`. Minor
    units, or a probability. `level`: of a CVaR; `amount`: that costs are compared to, of OVER_BUDGET."""

    about: Certified
    ceiling: float
    found: Estimate
    level: float | None = None
    amount: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the upper limit is under the ceiling."""
        return self.found.high <= self.ceiling

    @property
    def has_room(self) -> bool:
        """Whether there is room for the luck of other draws too: `ROOM` half-widths above the value."""
        return self.found.value + ROOM * (self.found.high - self.found.value) <= self.ceiling


@dataclass(frozen=True)
class Certificate:
    """`lines`: one per ceiling of the request, none when it has no such ceiling. `mean`, `var95`, `cvar95`: of the
    total cost on the same draws, people's response included. `values`: the published parameters by name, in the
    request's order. `plan_hash`: of the plan that was tuned."""

    plan_hash: str
    values: tuple[tuple[str, float], ...]
    draws: int
    seed: int
    mean: Estimate
    var95: Estimate
    cvar95: Estimate
    lines: tuple[CertificateLine, ...]

    @property
    def holds(self) -> bool:
        """Whether every ceiling holds."""
        return all(line.holds for line in self.lines)

    @property
    def has_room(self) -> bool:
        """Whether every ceiling holds with room for the luck of other draws: only then a plan is published."""
        return all(line.has_room for line in self.lines)
