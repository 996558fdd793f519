"""What a sample says of a distribution, each with its 95 % confidence interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrik, ndtri

from models.arrays import FloatArray

CONFIDENCE = 0.95
REACH = float(ndtri(0.5 + CONFIDENCE / 2))


@dataclass(frozen=True)
class Estimate:
    """A value with its interval, low ≤ value ≤ high."""

    value: float
    low: float
    high: float

    def holds(self, other: float, slack: float = 0.0) -> bool:
        """Whether another value lies in the interval, widened by `slack`."""
        return self.low - slack <= other <= self.high + slack


def mean_of(sample: FloatArray) -> Estimate:
    """The mean: ± 1.96 · sd/√n."""
    count, mean = sample.size, float(sample.mean())
    half = REACH * float(sample.std(ddof=1)) / float(np.sqrt(count)) if count > 1 else float("inf")
    return Estimate(mean, mean - half, mean + half)


def quantile_of(sample: FloatArray, level: float) -> Estimate:
    """A quantile: between the order statistics whose ranks a binomial count leaves in doubt; no assumption made."""
    ordered = np.sort(sample)
    count = ordered.size
    tail = (1.0 - CONFIDENCE) / 2.0
    low = int(np.floor(bdtrik(tail, count, level)))
    high = int(np.ceil(bdtrik(1.0 - tail, count, level))) + 1
    bounds = (
        -np.inf if low < 1 else float(ordered[low - 1]),
        np.inf if high > count else float(ordered[high - 1]),
    )
    return Estimate(float(np.quantile(ordered, level)), *bounds)


def shortfall_of(sample: FloatArray, level: float) -> Estimate:
    """CVaR, the mean of the worst 1 − level: ± 1.96 · sd of (x − VaR)+ / ((1 − level)·√n)."""
    worst = float(np.quantile(sample, level))
    excess = np.maximum(sample - worst, 0.0)
    value = worst + float(excess.mean()) / (1.0 - level)
    error = float(excess.std(ddof=1)) / float(np.sqrt(sample.size)) if sample.size > 1 else float("inf")
    half = REACH * error / (1.0 - level)
    return Estimate(value, value - half, value + half)


def share_of(count: int, total: int) -> Estimate:
    """A probability: Wilson's interval, sound at 0 and 1 too."""
    share, square = count / total, REACH**2 / total
    middle = (share + square / 2) / (1 + square)
    half = REACH * np.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return Estimate(share, max(0.0, min(share, float(middle - half))), min(1.0, max(share, float(middle + half))))
