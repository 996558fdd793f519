"""What ties the rules together: closed forms, and their inverses."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from models.incentives.consistency.rule import Span
from models.incentives.cost.expectation import expectation
from models.incentives.cost.lognormal import LogNormal
from models.incentives.piecewise import PiecewiseLinear

LOG_RATIO = Span(float(np.log(0.1)), float(np.log(10.0)))
"""Mean attainments and forecasts that are looked at, as logarithms: 10 % to 1,000 %."""
BRACKETS = 65
"""Means at which a curve is looked at before its inverse is narrowed."""


@dataclass(frozen=True, eq=False)
class RuleModel:
    """`curve`: share of the target incentive by attainment, never falling; `people`: how many, with quotas about alike.

    log a_i = log μ − s²/2 + s·(ℓ·F + √(1 − ℓ²)·own_i), F and own standard normal. Then
    μ = f / (1 + h); p = Φ((ln μ − s²/2) / s); B = E curve(a);
    q = Φ((ln f − σ²/2) / σ) with e^{σ²} = e^{s²ℓ²} · (1 + (e^{s²(1 − ℓ²)} − 1) / people):
    the sum of the people's results, taken as log-normal with its own mean and variance (Fenton–Wilkinson).
    """

    curve: PiecewiseLinear
    people: int
    _inverses: dict[tuple[float, float], float] = field(init=False, repr=False, default_factory=dict)

    def budget_share(self, log_mean: float, spread: float) -> float:
        """B: expected share of the target incentive that is paid."""
        number = LogNormal(np.exp([log_mean]), np.array([spread]))
        return float(expectation(self.curve, number).mean[0])

    def log_mean_of_budget(self, share: float, spread: float) -> float:
        """ln μ at which B is a share; beyond the ends of what is looked at by as much as B misses it there."""
        key = (share, spread)
        if key not in self._inverses:
            self._inverses[key] = self._inverse(share, spread)
        return self._inverses[key]

    def company_deviation(self, spread: float, loading: float) -> float:
        """σ: standard deviation of the log of the company's result; it rises with ℓ."""
        own = np.expm1(spread**2 * (1 - loading**2)) / self.people
        return float(np.sqrt(spread**2 * loading**2 + np.log1p(own)))

    def _inverse(self, share: float, spread: float) -> float:
        grid = np.linspace(LOG_RATIO.low, LOG_RATIO.high, BRACKETS)
        shares = expectation(self.curve, LogNormal(np.exp(grid), np.full(BRACKETS, spread))).mean
        lowest, highest = float(shares[0]), float(shares[-1])
        if share <= lowest:
            return LOG_RATIO.low - (lowest - share)
        if share >= highest:
            return LOG_RATIO.high + (share - highest)
        above = int(np.argmax(shares > share))
        low, high = float(grid[above - 1]), float(grid[above])
        return float(brentq(lambda mean: self.budget_share(mean, spread) - share, low, high, xtol=1e-13))


def log_at_probability(probability: float, deviation: float) -> float:
    """ln m of a log-normal number with mean m that reaches 1 with a probability: z·σ + σ²/2."""
    return float(ndtri(probability)) * deviation + deviation**2 / 2


def probability_at_log(log_mean: float, deviation: float) -> float:
    """P(number ≥ 1) = Φ((ln m − σ²/2) / σ)."""
    return float(ndtr((log_mean - deviation**2 / 2) / deviation))
