"""The distribution of sums of cells: what a person, a region or the company will sell.

Given the company factor Z = z, a sum is taken as log-normal with its exact first two moments. Its variance is

Σ_regions Σ_{k≥1} (Σ_c m_c·a_c^k)²/k! + Σ_c m_c²·(exp(s_c²(1 − ρ_company²)) − exp(a_c²)),  a_c = s_c·ρ_region,

m_c the conditional means: the covariance m_c·m_d·(exp(a_c·a_d) − 1) within a region as a series that separates the
cells, so that a group of n cells takes O(n·K) and not O(n²). The company factor is then integrated over slices of its
normal distribution. Within a slice the sum's logarithm moves linearly with z, and its distribution function has a
closed form, which stays exact where nothing but the company factor moves the sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from models.allocation.uncertainty.forecast_distribution import ForecastDistribution
from models.arrays import BoolArray, FloatArray, IntArray

OUTERMOST = 4.8
INNER_SLICES = 62
"""Slices of the company factor between −4.8 and 4.8; one more on either side takes the rest of the distribution."""

SERIES_END = 1e-17
LEAST_SPREAD = 1e-10
"""Relative spreads below this are none: the sum is a number."""

NARROW = 1e-4
"""Slices whose logarithm moves by less than this share of its standard deviation count as points."""

QUANTILE_STEPS = 100
QUANTILE_END = 1e-13
_LEGENDRE = ((-0.5 * np.sqrt(0.6), 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.5 * np.sqrt(0.6), 5.0 / 18.0))


@dataclass(frozen=True, eq=False)
class SumDistribution:
    """Sums of groups. `mean` (thousands) is exact. Arrays (groups × slices): within slice i, which has the probability
    `weight[i]`, the sum's logarithm is normal with standard deviation `spread` around a centre that is uniform on
    `centre` ± `width`/2. A group without any spread is its mean."""

    mean: FloatArray
    weight: FloatArray
    centre: FloatArray
    spread: FloatArray
    width: FloatArray

    @property
    def certain(self) -> BoolArray:
        """Groups whose sum is a number."""
        widest = np.maximum(self.spread, np.abs(self.width)).max(axis=1, initial=0.0)
        return np.asarray((self.mean <= 0.0) | (widest <= LEAST_SPREAD), dtype=np.bool_)

    def probability_at_least(self, amount: FloatArray | float) -> FloatArray:
        """P(S ≥ amount) per group, thousands."""
        wanted = np.broadcast_to(np.asarray(amount, dtype=np.float64), self.mean.shape)
        below = np.zeros(self.mean.shape)
        open_ = np.flatnonzero(~self.certain & (wanted > 0.0))
        below[open_] = self._below(open_, np.log(wanted[open_]))[0]
        reached = wanted <= self.mean * (1.0 + LEAST_SPREAD)
        return np.where(self.certain, np.where(reached, 1.0, 0.0), np.clip(1.0 - below, 0.0, 1.0))

    def quantile(self, probability: float) -> FloatArray:
        """The amount (thousands) that each sum stays below with the given probability, 0 < probability < 1."""
        if not 0.0 < probability < 1.0:
            raise ValueError("a probability strictly between 0 and 1 is needed")
        amount = self.mean.copy()
        uncertain = np.flatnonzero(~self.certain)
        amount[uncertain] = np.exp(self._log_quantile(uncertain, probability))
        return amount

    def expected_shortfall(self, target: FloatArray | float) -> FloatArray:
        """E(target − S)+ per group: by how much a target is missed on average, hits counting as zero; thousands."""
        wanted = np.broadcast_to(np.asarray(target, dtype=np.float64), self.mean.shape)
        missed = np.maximum(wanted - self.mean, 0.0)
        open_ = np.flatnonzero(~self.certain & (wanted > 0.0))
        goal, spread = wanted[open_, None], np.maximum(self.spread[open_], LEAST_SPREAD)
        total = np.zeros(open_.shape)
        for place, share in _LEGENDRE:
            centre = self.centre[open_] + place * self.width[open_]
            distance = (np.log(goal) - centre) / spread
            part = goal * ndtr(distance) - np.exp(centre + 0.5 * spread**2) * ndtr(distance - spread)
            total += share * (np.maximum(part, 0.0) @ self.weight)
        missed[open_] = np.maximum(total, missed[open_])
        return missed

    def _log_quantile(self, groups: IntArray, probability: float) -> FloatArray:
        """Newton on the distribution function of the logarithm, kept inside a bracket that halves where it fails."""
        centre, spread, width = self.centre[groups], self.spread[groups], self.width[groups]
        reach = 9.0 * spread + 0.5 * np.abs(width)
        low, high = (centre - reach).min(axis=1, initial=np.inf), (centre + reach).max(axis=1, initial=-np.inf)
        middle = centre @ self.weight
        variance = (centre**2 + spread**2 + width**2 / 12.0) @ self.weight - middle**2
        y = np.clip(middle + ndtri(probability) * np.sqrt(np.maximum(variance, 0.0)), low, high)
        active = np.arange(groups.size)
        for _ in range(QUANTILE_STEPS):
            if not active.size:
                break
            below, density = self._below(groups[active], y[active])
            miss = below - probability
            low[active] = np.where(miss <= 0.0, y[active], low[active])
            high[active] = np.where(miss >= 0.0, y[active], high[active])
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                step = y[active] - miss / density
            inside = (step > low[active]) & (step < high[active])
            new = np.where(inside, step, 0.5 * (low[active] + high[active]))
            moved = np.abs(new - y[active])
            y[active] = new
            active = active[(moved > QUANTILE_END * np.maximum(1.0, np.abs(new))) & (miss != 0.0)]
        return y

    def _below(self, groups: IntArray, logarithm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """P(ln S ≤ logarithm) of some groups, and its derivative."""
        spread = np.maximum(self.spread[groups], LEAST_SPREAD)
        t = (logarithm[:, None] - self.centre[groups]) / spread
        half = np.abs(self.width[groups]) / (2.0 * spread)
        wide = half > NARROW
        k = np.where(wide, half, 1.0)
        high, low = t + k, t - k
        below = np.where(wide, (_ramp(high) - _ramp(low)) / (2.0 * k), ndtr(t))
        density = np.where(wide, (ndtr(high) - ndtr(low)) / (2.0 * k), _bell(t)) / spread
        return np.asarray(below @ self.weight), np.asarray(density @ self.weight)


def sum_distribution(distribution: ForecastDistribution, code: IntArray, count: int) -> SumDistribution:
    """Sums of the groups of a partition: `code[c]` is the group of cell c, −1 outside; `count` groups.

    Cells without a forecast belong to no group. A group of one cell is log-normal exactly.
    """
    cells = np.flatnonzero((code >= 0) & distribution.present)
    group, mean = code[cells], distribution.mean[cells]
    weight, place, length = _slices()
    total = np.bincount(group, weights=mean, minlength=count).astype(np.float64)
    moments = _ConditionalMoments(distribution, cells, group, count)
    centre, spread = np.zeros((count, weight.size)), np.zeros((count, weight.size))
    for index, z in enumerate(place.tolist()):
        centre[:, index], spread[:, index] = moments.logarithm(z)
    width = _slope(centre, place) * length
    single = np.bincount(group[mean > 0.0], minlength=count) == 1
    alone = np.flatnonzero(single[group] & (mean > 0.0))
    s, rows = distribution.log_sd[cells[alone]], group[alone]
    centre[rows] = (np.log(mean[alone]) - 0.5 * s**2)[:, None]
    spread[rows], width[rows] = s[:, None], 0.0
    return SumDistribution(total, weight, centre, spread, width)


class _ConditionalMoments:
    """Mean and variance of the groups' sums given the company factor."""

    def __init__(self, distribution: ForecastDistribution, cells: IntArray, group: IntArray, count: int) -> None:
        s, company = distribution.log_sd[cells], distribution.company_loading[cells]
        self._mean, self._group, self._count = distribution.mean[cells], group, count
        self._push, self._shift = s * company, 0.5 * (s * company) ** 2
        self._regional = s * distribution.region_loading[cells]
        self._own = np.exp(s**2 * (1.0 - company**2)) - np.exp(self._regional**2)
        region = distribution.region[cells]
        pairs, self._pair = np.unique(group * (int(region.max(initial=0)) + 2) + region + 1, return_inverse=True)
        self._pair_group = np.zeros(pairs.size, dtype=np.int64)
        self._pair_group[self._pair] = group
        self._terms = _series_length(float((self._regional**2).max(initial=0.0)))

    def logarithm(self, z: float) -> tuple[FloatArray, FloatArray]:
        """Centre and standard deviation of the log-normal with the sums' moments at Z = z."""
        mean = self._mean * np.exp(self._push * z - self._shift)
        total = np.bincount(self._group, weights=mean, minlength=self._count)
        variance = np.bincount(self._group, weights=np.maximum(self._own, 0.0) * mean**2, minlength=self._count)
        term = mean
        for k in range(1, self._terms + 1):
            term = term * self._regional / np.sqrt(k)
            of_pair = np.bincount(self._pair, weights=term, minlength=self._pair_group.size)
            variance += np.bincount(self._pair_group, weights=of_pair**2, minlength=self._count)
        positive = total > 0.0
        safe = np.where(positive, total, 1.0)
        log_variance = np.log1p(np.where(positive, variance, 0.0) / safe**2)
        return np.log(safe) - 0.5 * log_variance, np.sqrt(log_variance)


def _slices() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Probability, mean and length of the slices of a standard normal; a length is that of the uniform distribution
    with the slice's variance."""
    inner = np.linspace(-OUTERMOST, OUTERMOST, INNER_SLICES + 1)
    low, high = np.append(-np.inf, inner), np.append(inner, np.inf)
    weight = np.where(low >= 0.0, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))
    bell_low, bell_high = _bell(low), _bell(high)
    mean = (bell_low - bell_high) / weight
    edge_low, edge_high = np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, 0.0)
    variance = 1.0 + (edge_low * bell_low - edge_high * bell_high) / weight - mean**2
    return weight / weight.sum(), mean, np.sqrt(12.0 * np.maximum(variance, 0.0))


def _slope(centre: FloatArray, place: FloatArray) -> FloatArray:
    """Change of the centres per unit of the company factor."""
    slope: FloatArray = np.asarray(np.gradient(centre, place, axis=1), dtype=np.float64)
    return slope


def _series_length(largest: float) -> int:
    """Terms of Σ x^k/k! after which nothing changes."""
    term, k = largest, 1
    while term > SERIES_END * max(largest, 1.0):
        k += 1
        term *= largest / k
    return k


def _bell(t: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-0.5 * np.square(t)) / np.sqrt(2.0 * np.pi), dtype=np.float64)


def _ramp(t: FloatArray) -> FloatArray:
    """Antiderivative of the normal distribution function."""
    return np.asarray(t * ndtr(t) + _bell(t), dtype=np.float64)
