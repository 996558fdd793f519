"""Dominance: a plan is dominated where another one is as good on every measure and better on at least one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.comparison.measure import Measure
from models.allocation.scorecard import ScoreCard
from models.arrays import FloatArray

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


def dominance(cards: Sequence[ScoreCard], measures: Sequence[Measure]) -> Dominance:
    """Which plans are dominated on the measures that all of them have and that are better one way; without any measure
    none is."""
    known = tuple(
        measure for measure in measures if measure.better and all(measure.of(card) is not None for card in cards)
    )
    values = np.array([[_value(measure, card) for measure in known] for card in cards], dtype=np.float64)
    values = values.reshape(len(cards), len(known))
    plans = range(len(cards))
    return Dominance(
        measures=known,
        left_out=tuple(measure for measure in measures if measure not in known),
        by=tuple(tuple(one for one in plans if _dominates(values[one], values[other])) for other in plans),
    )


def _value(measure: Measure, card: ScoreCard) -> float:
    """The value, higher is better."""
    value = measure.of(card)
    assert value is not None and measure.better is not None
    return value * measure.better.sign


def _dominates(one: FloatArray, other: FloatArray) -> bool:
    slack = SAME * np.maximum(np.abs(one), np.abs(other))
    return bool((one >= other - slack).all() and (one > other + slack).any())
