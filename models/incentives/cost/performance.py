"""Pay for performance: whether who achieves more is paid more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.stats import rankdata

from models.arrays import FloatArray

QUARTERS = 4


@dataclass(frozen=True)
class PayForPerformance:
    """`rank_correlation` of pay over target incentive with attainment, over people, mean of several draws; `quarters`:
    mean pay over target incentive of the quarter that attains least up to the one that attains most. None and empty
    where people or their attainments do not differ."""

    rank_correlation: float | None
    quarters: tuple[float, ...]


def pay_for_performance(pay_share: FloatArray, attainment: FloatArray) -> PayForPerformance:
    """From draws of both, shape (B, k)."""
    people = pay_share.shape[1]
    if people < QUARTERS:
        return PayForPerformance(None, ())
    pay_ranks, ranks = (rankdata(values, axis=1) for values in (pay_share, attainment))
    pay_apart, apart = (one - one.mean(axis=1, keepdims=True) for one in (pay_ranks, ranks))
    spread = np.sqrt((pay_apart**2).sum(axis=1) * (apart**2).sum(axis=1))
    sound = spread > 0
    correlation = None
    if sound.any():
        correlation = float(((pay_apart * apart).sum(axis=1)[sound] / spread[sound]).mean())
    order = np.argsort(attainment, axis=1, kind="stable")
    ordered = np.take_along_axis(pay_share, order, axis=1)
    bounds = np.round(np.linspace(0, people, QUARTERS + 1)).astype(int)
    quarters = tuple(float(ordered[:, a:b].mean()) for a, b in pairwise(bounds.tolist()))
    return PayForPerformance(correlation, quarters)
