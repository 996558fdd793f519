"""A strategy: what the reference blends, how strongly priorities tilt it, and what a good plan is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

FIT_SHARE_OF_WEIGHTS = 0.1
"""Least fit weight as a share of the other weights' sum: below it plans run into corners again."""

TIER_TOLERANCE = 0.01
"""How much of its range an earlier tier gives up for the later ones, unless the strategy says otherwise."""


class ReferenceSource(StrEnum):
    """What a cell's reference can be drawn from."""

    HISTORY = "history"
    POTENTIAL = "potential"
    FORECAST = "forecast"
    EQUAL = "equal"
    CAPABILITY = "capability"


class Term(StrEnum):
    """The terms of the objective, each a loss per unit of company target."""

    FIT = "fit"
    STRATEGIC = "strategic"
    PROFIT = "profit"
    STABILITY = "stability"
    FAIRNESS = "fairness"
    ATTAINABILITY = "attainability"
    LOAD = "load"


class Normalise(StrEnum):
    """What a weight weighs: the term's loss as it is, or its loss per range that it has among the allowed plans."""

    NONE = "none"
    PAYOFF = "payoff"


@dataclass(frozen=True)
class Weights:
    """Weights of the objective terms, each a loss per unit of company target; all ≥ 0, fit > 0."""

    fit: float = 1.0
    strategic: float = 0.1
    profit: float = 0.1
    stability: float = 0.05
    fairness: float = 0.0
    attainability: float = 0.0
    load: float = 0.0

    @classmethod
    def of(cls, weights: Mapping[Term, float]) -> Weights:
        """Weights by term; what is not named weighs nothing."""
        return cls(*(float(weights.get(Term(field.name), 0.0)) for field in fields(cls)))

    def by_term(self) -> dict[Term, float]:
        """The weight of every term."""
        return {Term(field.name): getattr(self, field.name) for field in fields(self)}

    @property
    def fit_floor(self) -> float:
        """The least fit weight that goes with the other weights."""
        return FIT_SHARE_OF_WEIGHTS * (sum(self.by_term().values()) - self.fit)


@dataclass(frozen=True)
class Strategy:
    """λ over the reference sources (Σ = 1), strategic intensity κ ≥ 0, and the weights of the terms.

    `tiers`: terms in order of importance; the terms of a tier are optimised together, and each earlier tier is kept
    within max(1e-6, `tier_tolerance` · its range) while the next is optimised. Empty: all terms together.
    `is_written`: False for a ready-made strategy.
    """

    name: str
    reference: Mapping[ReferenceSource, float]
    strategic_intensity: float
    weights: Weights
    normalise: Normalise = Normalise.NONE
    tiers: tuple[tuple[Term, ...], ...] = ()
    tier_tolerance: float = TIER_TOLERANCE
    is_written: bool = True
