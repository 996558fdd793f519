"""Dominance: a plan is dominated where another one is as good on every measure and better on at least one, by more than
rounding can make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.allocation.comparison.measure import Measure
from models.allocation.scorecard import ScoreCard
from models.arrays import FloatArray

NO_NOISE: Mapping[Measure, float] = MappingProxyType({})

SAME = 1e-9
"""Values nearer than this, relative to the larger one, count as equal: sums of floats differ in their last digits."""


@dataclass(frozen=True)
class Dominance:
    """`by[s]`: the plans that dominate plan s, in order; empty where none does. `measures`: what was looked at;
    `left_out`: measures that some plan has no value of, or that are better neither way, which therefore compare
    nothing."""

    measures: tuple[Measure, ...]
    left_out: tuple[Measure, ...]
    by: tuple[tuple[int, ...], ...]

    def is_dominated(self, plan: int) -> bool:
        """True where another plan is at least as good throughout and better somewhere."""
        return bool(self.by[plan])


def dominance(
    cards: Sequence[ScoreCard], measures: Sequence[Measure], noise: Mapping[Measure, float] = NO_NOISE
) -> Dominance:
    """Which plans are dominated on the measures that all of them have and that are better one way; without any measure
    none is. `noise`: what rounding alone can make of a measure's difference, which is no advantage; a disadvantage
    counts however small, so that no plans beat each other in a circle."""
    known = tuple(
        measure for measure in measures if measure.better and all(measure.of(card) is not None for card in cards)
    )
    values = np.array([[_value(measure, card) for measure in known] for card in cards], dtype=np.float64)
    values = values.reshape(len(cards), len(known))
    least = np.array([noise.get(measure, 0.0) for measure in known], dtype=np.float64)
    plans = range(len(cards))
    return Dominance(
        measures=known,
        left_out=tuple(measure for measure in measures if measure not in known),
        by=tuple(tuple(one for one in plans if _dominates(values[one], values[other], least)) for other in plans),
    )


def _value(measure: Measure, card: ScoreCard) -> float:
    """The value, higher is better."""
    value = measure.of(card)
    assert value is not None and measure.better is not None
    return value * measure.better.sign


def _dominates(one: FloatArray, other: FloatArray, least: FloatArray) -> bool:
    slack = SAME * np.maximum(np.abs(one), np.abs(other))
    return bool((one >= other - slack).all() and (one > other + least + slack).any())
