"""A strategy: what the reference blends, how strongly priorities tilt it, and what a good plan is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FIT_SHARE_OF_WEIGHTS = 0.1
"""Least fit weight as a share of the other weights' sum: below it plans run into corners again."""


class ReferenceSource(StrEnum):
    """What a cell's reference can be drawn from."""

    HISTORY = "history"
    POTENTIAL = "potential"
    FORECAST = "forecast"
    EQUAL = "equal"
    CAPABILITY = "capability"


@dataclass(frozen=True)
class Weights:
    """Weights of the objective terms, each a loss per unit of company target; all ≥ 0, fit > 0."""

    fit: float = 1.0
    strategic: float = 0.1
    profit: float = 0.1
    stability: float = 0.05

    @property
    def fit_floor(self) -> float:
        """The least fit weight that goes with the other weights."""
        return FIT_SHARE_OF_WEIGHTS * (self.strategic + self.profit + self.stability)


@dataclass(frozen=True)
class Strategy:
    """λ over the reference sources (Σ = 1), strategic intensity κ ≥ 0, and the weights of the terms."""

    name: str
    reference: Mapping[ReferenceSource, float]
    strategic_intensity: float
    weights: Weights
