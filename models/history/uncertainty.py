"""How far a year's sales may lie from their forecast: variances of the company, the regions and each series alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.history.growth import LARGEST_LOG_GROWTH

QUARTERS = 4

DEFAULT_COMPANY_SD, DEFAULT_REGION_SD, DEFAULT_OWN_SD = 0.10, 0.10, 0.20
"""Standard deviations of the log of a year's sales where the history says nothing."""

PRIOR_QUARTERS = 8
"""Quarterly growth rates at which the history and the defaults count alike."""

LEAST_SD, LARGEST_SD = 0.02, 0.60


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Standard deviations of a year's log: `company` and `region` are shared, `own` is per series. `counts` are the
    quarterly growth rates each rests on; `raw` the variances that these alone give (NaN: nothing), before the defaults
    are mixed in. `noise` is the variance of each series' mean quarterly growth (NaN: none seen)."""

    company: float
    region: float
    pooled_own: float
    own: FloatArray
    noise: FloatArray
    raw: tuple[float, float, float]
    counts: tuple[int, int, int]

    @property
    def loadings(self) -> tuple[float, float]:
        """Loadings of a typical series on the company's and its region's factor; their squares and that of the own
        part add up to one."""
        return self.company / self.typical_log_sd, self.region / self.typical_log_sd

    @property
    def typical_log_sd(self) -> float:
        """Standard deviation of the log of a typical series."""
        return math.sqrt(self.company**2 + self.region**2 + self.pooled_own**2)

    def log_sd(self) -> FloatArray:
        """Standard deviation of the log per series: √(company² + region² + own²)."""
        return np.sqrt(self.company**2 + self.region**2 + self.own**2)


def quarterly_growth(quarters: IntArray) -> FloatArray:
    """ln(S_q / S_{q−4}) of sums by quarter (series × quarters, whole years); NaN where one is not above zero."""
    later, earlier = quarters[:, QUARTERS:], quarters[:, :-QUARTERS]
    both = (later > 0) & (earlier > 0)
    ratio = np.where(both, later, 1) / np.where(both, earlier, 1)
    return np.where(both, np.clip(np.log(ratio), -LARGEST_LOG_GROWTH, LARGEST_LOG_GROWTH), np.nan)


def uncertainty_of(quarters: IntArray, region: IntArray, prior: int = PRIOR_QUARTERS) -> Uncertainty:
    """Variance components of a year's log sales from sums by quarter (series × quarters, whole years).

    g is the year-on-year log growth of a quarter. The company's part is the sample variance of its own g over the
    quarters, ÷ 4 for a year of four. Each series' yearly residual is the mean over a year of its g less the company's.
    Products of two residuals of one region estimate the region's variance (two different series share nothing else),
    and what is left of the squares is the series' own. Every variance is then (n · raw + prior · default) /
    (n + prior), and a series' own is mixed with the pooled one in the same way.
    """
    growth = quarterly_growth(quarters)
    company_growth = quarterly_growth(quarters.sum(axis=0, keepdims=True))[0]
    company_raw, company_n = _company(company_growth)
    residual, counts = _yearly_residuals(growth - company_growth)
    region_raw, region_n = _shared(residual, region)
    square = np.where(np.isfinite(residual), residual, 0.0) ** 2
    own_n = int(counts.sum())
    years = int(np.isfinite(residual).sum())
    own_raw = float(square.sum() / years) - max(region_raw if region_n else 0.0, 0.0) if years else math.nan
    company = _mixed(company_raw, company_n, DEFAULT_COMPANY_SD, prior)
    shared = _mixed(region_raw, region_n, DEFAULT_REGION_SD, prior)
    pooled = _mixed(own_raw, own_n, DEFAULT_OWN_SD, prior)
    return Uncertainty(
        company=company,
        region=shared,
        pooled_own=pooled,
        own=_own(residual, counts, shared, pooled, prior),
        noise=_noise(growth),
        raw=(company_raw, region_raw, own_raw),
        counts=(company_n, region_n, own_n),
    )


def _company(growth: FloatArray) -> tuple[float, int]:
    seen = growth[np.isfinite(growth)]
    if seen.size < 2:
        return math.nan, 0
    return float(np.var(seen, ddof=1)) / QUARTERS, int(seen.size)


def _yearly_residuals(residual: FloatArray) -> tuple[FloatArray, IntArray]:
    """(mean per series and year, number of quarters behind it); NaN where there are none."""
    by_year = residual.reshape(residual.shape[0], -1, QUARTERS)
    counts = np.asarray(np.isfinite(by_year).sum(axis=2), dtype=np.int64)
    sums = np.where(np.isfinite(by_year), by_year, 0.0).sum(axis=2)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan), counts


def _shared(residual: FloatArray, region: IntArray) -> tuple[float, int]:
    """Mean product of the residuals of two different series of one region, and how many pairs there are."""
    value = np.where(np.isfinite(residual), residual, 0.0)
    there = np.isfinite(residual).astype(np.float64)
    products = pairs = 0.0
    for one in np.unique(region):
        inside = region == one
        products += float((value[inside].sum(axis=0) ** 2 - (value[inside] ** 2).sum(axis=0)).sum())
        pairs += float((there[inside].sum(axis=0) ** 2 - there[inside].sum(axis=0)).sum())
    return (products / pairs, int(pairs // 2)) if pairs else (math.nan, 0)


def _own(residual: FloatArray, counts: IntArray, shared: float, pooled: float, prior: int) -> FloatArray:
    there = np.isfinite(residual)
    years = there.sum(axis=1)
    square = (np.where(there, residual, 0.0) ** 2).sum(axis=1) / np.maximum(years, 1)
    quarters = counts.sum(axis=1)
    raw = np.maximum(square - shared**2, 0.0)
    variance = (quarters * raw + prior * pooled**2) / (quarters + prior)
    return np.asarray(np.clip(np.sqrt(variance), LEAST_SD, LARGEST_SD), dtype=np.float64)


def _noise(growth: FloatArray) -> FloatArray:
    """Variance of each series' mean quarterly growth: the pooled variance within series ÷ its number of quarters."""
    there = np.isfinite(growth)
    count = there.sum(axis=1)
    value = np.where(there, growth, 0.0)
    mean = value.sum(axis=1) / np.maximum(count, 1)
    within = (np.where(there, growth - mean[:, None], 0.0) ** 2).sum()
    freedom = int((np.maximum(count, 1) - 1).sum())
    pooled = float(within) / freedom if freedom else DEFAULT_OWN_SD**2 * QUARTERS
    return np.where(count > 0, pooled / np.maximum(count, 1), np.nan)


def _mixed(raw: float, count: int, default: float, prior: int) -> float:
    variance = default**2 if count == 0 else (count * max(raw, 0.0) + prior * default**2) / (count + prior)
    return min(max(math.sqrt(variance), LEAST_SD), LARGEST_SD)
