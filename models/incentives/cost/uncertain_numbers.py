"""The uncertain number behind every line and gate of a plan, and what it shares with company and region.

Sums of measures and of pools have no distribution of their own; they are taken as log-normal (scores: normal) with
their exact first two moments. Pairs of log-normals have covariance m_a·m_b·(e^{s_a·s_b·r} − 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.incentives.achievement import Achievement
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.distribution import Distribution
from models.incentives.cost.lognormal import LogNormal
from models.incentives.cost.normal_score import NormalScore
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis, Measured

SERIES = 30


@dataclass(frozen=True, eq=False)
class UncertainNumber:
    """z of everybody, shape (n,): its distribution; `loading` L, the correlation of what is behind it with the common
    factors; `known`, whether mean and target are stated (elsewhere it is 0 and pays nothing)."""

    distribution: Distribution
    loading: FloatArray
    known: BoolArray

    def some(self, people: IntArray) -> UncertainNumber:
        """The number of some people."""
        return UncertainNumber(self.distribution.some(people), self.loading[people], self.known[people])

    def given(self, common: FloatArray | float) -> Distribution:
        """The number given the person's common factor, a standard normal."""
        return self.distribution.given(self.loading * common, 1.0 - self.loading**2)


@dataclass(frozen=True, eq=False)
class UncertainNumbers:
    """All numbers of a plan under assumptions."""

    plan: IncentivePlan
    assumptions: CostAssumptions
    _known: dict[Measured, UncertainNumber] = field(init=False, repr=False, default_factory=dict)

    @cached_property
    def regions(self) -> IntArray:
        """Region of each person, −1 where none is stated: then ρ_r is 0 and that part is the person's own."""
        return self.plan.roster.codes(self.assumptions.region)

    @cached_property
    def common(self) -> FloatArray:
        """R = √(ρ_c² + ρ_r²) of each person, shape (n,)."""
        regional = np.where(self.regions >= 0, self.assumptions.region_loading, 0.0)
        result: FloatArray = np.sqrt(self.assumptions.company_loading**2 + regional**2)
        return result

    @cached_property
    def mean(self) -> FloatArray:
        """μ per person and measure, shape (n, m)."""
        return self.plan.outlook.mean

    @cached_property
    def spread(self) -> FloatArray:
        """s per person and measure, shape (n, m)."""
        return self.plan.outlook.log_sd

    @cached_property
    def expected(self) -> Achievement:
        """What is expected, as an achievement of the year."""
        return Achievement(self.mean, self.plan.annual_targets)

    def of(self, measured: Measured) -> UncertainNumber:
        """The number that a line or gate looks at."""
        if measured not in self._known:
            self._known[measured] = self._found(measured)
        return self._known[measured]

    def own_correlation(self, first: Measured, second: Measured) -> float:
        """Correlation of what is left of two different numbers of a person given the common factors."""
        return 0.0 if first.pool is not None or second.pool is not None else self.assumptions.own_correlation

    def correlation(self, first: Measured, second: Measured) -> FloatArray:
        """Correlation of what is behind two different numbers of a person, shape (n,)."""
        one, other = self.of(first).loading, self.of(second).loading
        own = np.sqrt((1.0 - one**2) * (1.0 - other**2))
        result: FloatArray = one * other + self.own_correlation(first, second) * own
        return result

    def _found(self, measured: Measured) -> UncertainNumber:
        roster = self.plan.roster
        total = self.expected.actual_of(measured, roster)
        unit = np.ones(total.size)
        if measured.basis is Basis.ATTAINMENT:
            unit = self.expected.target_of(measured, roster)
        known = np.asarray(~np.isnan(total) & ~np.isnan(unit) & (unit > 0), dtype=np.bool_)
        is_score = self.plan.measures[measured.measures[0]].counts is Counts.SCORE
        variance, shared = self._variances(measured, is_score=is_score)
        with np.errstate(divide="ignore", invalid="ignore"):
            relative, common = variance / total**2, shared / total**2
            if not is_score:
                relative, common = np.log1p(relative), np.log1p(common)
            loading = np.where(relative > 0, np.sqrt(common / relative), 0.0)
            mean, spread = np.where(known, total / unit, 0.0), np.sqrt(relative)
        spread = np.where(known & np.isfinite(spread), spread, 0.0)
        loading = np.where(np.isfinite(loading), np.minimum(loading, 1.0), 0.0)
        whole = NormalScore(mean, spread * mean) if is_score else LogNormal(mean, spread)
        return UncertainNumber(whole, loading, known)

    def _variances(self, measured: Measured, *, is_score: bool) -> tuple[FloatArray, FloatArray]:
        """Var Σ actual and the part of it that common factors explain, shape (n,)."""
        one = measured.measures
        common, own = self.common**2, self.assumptions.own_correlation
        whole, shared = np.zeros(self.mean.shape[0]), np.zeros(self.mean.shape[0])
        for first in one:
            for second in one:
                correlation = 1.0 if first == second else common + own * (1.0 - common)
                product = self.mean[:, first] * self.mean[:, second]
                exponent = self.spread[:, first] * self.spread[:, second]
                for total, part in ((whole, exponent * correlation), (shared, exponent * common)):
                    total += product * (part if is_score else np.expm1(part))
        if measured.pool is None:
            return whole, shared
        return self._pooled(measured, whole - shared, is_score=is_score)

    def _pooled(self, measured: Measured, own: FloatArray, *, is_score: bool) -> tuple[FloatArray, FloatArray]:
        """The same of a pool: what is own adds up by itself, what is common by powers of s, as a series."""
        codes = self.plan.roster.codes(measured.pool or "")
        inside, count = codes >= 0, int(codes.max(initial=0)) + 1
        regions = np.where(self.regions >= 0, self.regions, self.regions.max(initial=0) + 1)
        places = codes * (int(regions.max(initial=0)) + 1) + regions
        company = self.assumptions.company_loading**2
        shared, weight = np.zeros(count), 1.0
        for power in range(1, 2 if is_score else SERIES):
            weight /= power
            term = sum(np.nan_to_num(self.mean[:, m] * self.spread[:, m] ** power) for m in measured.measures)
            term = np.asarray(term)[inside]
            shared += weight * company**power * np.bincount(codes[inside], term, count) ** 2
            regional = weight * (self.common[inside] ** (2 * power) - company**power)
            by_place = np.bincount(places[inside], np.sqrt(np.maximum(regional, 0.0)) * term)
            shared += np.bincount(np.arange(by_place.size) // (int(regions.max(initial=0)) + 1), by_place**2, count)
        whole = shared + np.bincount(codes[inside], np.nan_to_num(own[inside]), count)
        inside_codes = np.maximum(codes, 0)
        return np.where(inside, whole[inside_codes], np.nan), np.where(inside, shared[inside_codes], np.nan)
