"""How difficulty goes along with a characteristic of the people: slope with confidence interval, rank correlation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np
from scipy.stats import linregress, rankdata, spearmanr, t

from models.allocation.certificate.rules import Missing
from models.arrays import FloatArray, IntArray

LEAST_SPREAD = 1e-9
"""Standard deviation of z, relative to its largest value, below which everybody is alike."""

LEAST_PAIRS, LEAST_TRIPLE = 2, 3

MOST_COUNTED = 8
"""People up to whom every order is counted; for more, Student's t comes within two hundredths."""


@dataclass(frozen=True)
class Association:
    """Difficulty d against z over `count` people who have both.

    `slope`: change of d per standard deviation of z (dividing by n), least squares: Σ(z − z̄)·d / (n·sd(z)). `low` and
    `high`: its confidence interval by Student's t with n − 2 degrees of freedom; None below three people.
    `rank_correlation`: Spearman's, with its two-sided `p_value`: up to MOST_COUNTED people the share of all orders that
    correlate as strongly, above that by Student's t. Both None below three people, or where difficulties differ by
    rounding alone (`rank_missing` says which). `missing`: why there is no slope.
    """

    characteristic: str
    count: int
    slope: float | None = None
    low: float | None = None
    high: float | None = None
    rank_correlation: float | None = None
    p_value: float | None = None
    missing: Missing | None = None
    rank_missing: Missing | None = None


def associate(name: str, z: FloatArray, d: FloatArray, confidence: float, *, equal: bool) -> Association:
    """Difficulty against a characteristic, NaN where that is unknown. `equal`: d differs by rounding alone."""
    known = ~np.isnan(z)
    z, d = z[known], d[known]
    missing = _missing(z)
    if missing is not None:
        return Association(name, z.size, missing=missing, rank_missing=missing)
    slope, margin = _slope((z - z.mean()) / z.std(), d, confidence)
    if z.size < LEAST_TRIPLE or equal:
        reason = Missing.ALL_EQUAL if equal else Missing.TOO_FEW
        ranked, p_value = None, None
    else:
        reason = None
        ranked, p_value = _rank_correlation(z, d)
        if ranked is None:
            reason = Missing.ALL_EQUAL
    return Association(
        characteristic=name,
        count=z.size,
        slope=slope,
        low=None if margin is None else slope - margin,
        high=None if margin is None else slope + margin,
        rank_correlation=ranked,
        p_value=p_value,
        rank_missing=reason,
    )


def _missing(z: FloatArray) -> Missing | None:
    if not z.size:
        return Missing.NO_DATA
    if z.size < LEAST_PAIRS:
        return Missing.TOO_FEW
    return Missing.NO_SPREAD if z.std() <= LEAST_SPREAD * np.abs(z).max() else None


def _slope(standard: FloatArray, d: FloatArray, confidence: float) -> tuple[float, float | None]:
    """Slope, and half the width of its confidence interval."""
    n = d.size
    if d.max() == d.min():
        return 0.0, 0.0 if n >= LEAST_TRIPLE else None
    found = linregress(standard, d)
    if n < LEAST_TRIPLE:
        return float(found.slope), None
    return float(found.slope), float(t.ppf((1.0 + confidence) / 2.0, n - 2) * found.stderr)


def _rank_correlation(z: FloatArray, d: FloatArray) -> tuple[float | None, float | None]:
    if d.max() == d.min():
        return None, None
    found = spearmanr(z, d)
    return float(found.statistic), _exact_p_value(z, d) if z.size <= MOST_COUNTED else float(found.pvalue)


def _exact_p_value(z: FloatArray, d: FloatArray) -> float:
    """Share of the n! orders of d whose rank correlation with z is as far from zero; counted in integers."""
    one, other = _centred_ranks(z), _centred_ranks(d)
    every = np.abs(other[_orders(z.size)] @ one)
    return float((every >= abs(int(other @ one))).mean())


def _centred_ranks(values: FloatArray) -> IntArray:
    """Ranks less their mean, times 2n: whole numbers, where ties have the mean of their ranks too."""
    twice = np.round(2.0 * rankdata(values)).astype(np.int64)
    return np.asarray(twice.size * twice - twice.sum(), dtype=np.int64)


@cache
def _orders(n: int) -> IntArray:
    """Every order of n places (n! × n)."""
    return np.array(list(permutations(range(n))), dtype=np.int64)
