"""Growth from year to year, and how much of a group's own growth is worth carrying forward."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray

LARGEST_LOG_GROWTH = 1.0
"""Logarithm beyond which an observed growth is cut (÷ 2.7 to × 2.7): a launch or an end is no trend."""


@dataclass(frozen=True, eq=False)
class Growth:
    """Log growth per group. `observed` (NaN where one of the years has no sales), `weight` of the group's own growth
    against the mean, and `expected` = damping · (mean + weight · (observed − mean))."""

    mean: float
    damping: float
    observed: FloatArray
    weight: FloatArray
    expected: FloatArray
    between_variance: float


def log_growth(previous: IntArray, base: IntArray) -> FloatArray:
    """ln(base / previous), cut at ± LARGEST_LOG_GROWTH; NaN where either is not above zero."""
    both: BoolArray = (previous > 0) & (base > 0)
    ratio = np.where(both, base, 1) / np.where(both, previous, 1)
    return np.where(both, np.clip(np.log(ratio), -LARGEST_LOG_GROWTH, LARGEST_LOG_GROWTH), np.nan)


def damping_of(changes: int) -> float:
    """How much of an observed growth is expected to go on: n / (n + 1) after n year-on-year changes, so one change
    counts half, and none at all nothing."""
    return changes / (changes + 1)


def shrunk_growth(observed: FloatArray, mean: float, noise: FloatArray, damping: float) -> Growth:
    """Empirical Bayes: a group's own growth counts with w = τ² / (τ² + v), the rest is the mean's.

    v (`noise`) is the variance of a group's observed growth; τ² = max(0, mean of (observed − mean)² − mean of v) is
    what the groups truly differ by (method of moments). Groups without an observed growth get the mean.
    """
    seen: BoolArray = np.isfinite(observed) & np.isfinite(noise)
    between = 0.0
    if seen.any():
        spread = float(np.mean((observed[seen] - mean) ** 2))
        between = max(0.0, spread - float(np.mean(noise[seen])))
    whole = between + np.where(seen, noise, 1.0)
    weight = np.where(seen & (whole > 0), between / np.where(whole > 0, whole, 1.0), 0.0)
    own = np.where(seen, observed, mean)
    return Growth(mean, damping, observed, weight, damping * (mean + weight * (own - mean)), between)
