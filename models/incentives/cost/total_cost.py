"""The distribution of the total cost: mean, quantiles, CVaR and P(cost > budget) without drawing a number.

Given the company factor Z the cost is the sum of independent regions and people: nearly normal, with mean m, variance v
and the skewness that the regions give it. Where one region makes much of the spread it is no sum any more: its factor
is then integrated over like Z, atom by atom. VaR is where P(cost > q) = 1 − α; CVaR = q + E(cost − q)+ / (1 − α). By
the envelope theorem the gradient of CVaR needs no derivative of q: it is Σ over regions and shifts of
∂CVaR/∂M·dM + ∂CVaR/∂V·dV.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import brentq

from models.arrays import BoolArray, FloatArray
from models.incentives.cost.factor_table import FactorTable
from models.incentives.cost.quadratic_normal import (
    MOST_BENT,
    bend_of,
    density_of,
    expected_excess,
    probability_above,
)
from models.incentives.cost.region_cost import RegionCost, company_nodes, region_costs

LEAST_SPREAD = 1e-7
"""Relative spreads below it are the rounding of E f² − (E f)²: the cost is a number."""


@dataclass(frozen=True, eq=False)
class TailGradient:
    """Derivatives of CVaR or of P(cost > amount) after the table's `mean` and `variance`: both (G regions, N nodes)."""

    by_mean: FloatArray
    by_variance: FloatArray


@dataclass(frozen=True, eq=False)
class TotalCost:
    """The cost of one row of a factor table (of all classes, or of some), minor units. Its atoms have the shape (Z, Y):
    nodes of the company factor by those of the region that stands out (Y = 1: none does)."""

    table: FactorTable
    _quantiles: dict[float, float] = field(init=False, repr=False, default_factory=dict)

    @cached_property
    def _regions(self) -> tuple[RegionCost, ...]:
        return region_costs(self.table)

    @cached_property
    def _weights(self) -> FloatArray:
        """Of the atoms."""
        _, company = company_nodes(self.table, self._regions)
        apart = [region.weights for region in self._regions if region.stands_out]
        return company[:, None] * (apart[0] if apart else np.ones(1))

    @cached_property
    def mean_given(self) -> FloatArray:
        """m at the atoms."""
        return sum((region.centre for region in self._regions), np.zeros(self._weights.shape))

    @cached_property
    def variance_given(self) -> FloatArray:
        """v at the atoms, with what m moves between two atoms: so that no step is left where v is small."""
        whole = sum((region.spread for region in self._regions), np.zeros(self._weights.shape))
        return whole + sum((change**2 for _, change in _changes(self.mean_given)), np.zeros(whole.shape)) / 12.0

    @cached_property
    def _bend(self) -> FloatArray:
        third = sum((region.third for region in self._regions), np.zeros(self._weights.shape))
        power = self.variance_given**1.5
        return bend_of(np.divide(third, power, out=np.zeros_like(power), where=power > 0))

    @cached_property
    def _scale(self) -> FloatArray:
        result: FloatArray = np.sqrt(self.variance_given / (1.0 + 2.0 * self._bend**2))
        return result

    @cached_property
    def mean(self) -> float:
        """E cost."""
        return float((self._weights * self.mean_given).sum())

    @property
    def variance(self) -> float:
        """Var cost."""
        return float((self._weights * (self.variance_given + (self.mean_given - self.mean) ** 2)).sum())

    def probability_above(self, amount: float) -> float:
        """P(cost > amount)."""
        return float((self._weights * self._chance(amount)).sum())

    def excess(self, amount: float) -> float:
        """E(cost − amount)+."""
        apart, certain = self._standardised(amount)
        excess = self._scale * expected_excess(apart, self._bend)[0]
        beyond = np.where(certain, np.maximum(self.mean_given - amount, 0.0), excess)
        return float((self._weights * beyond).sum())

    def quantile(self, level: float) -> float:
        """The amount that cost stays under with probability `level`, between 0 and 1."""
        if level not in self._quantiles:
            reach = 12.0 * np.sqrt(self.variance_given) + 1.0
            low, high = float((self.mean_given - reach).min()), float((self.mean_given + reach).max())
            self._quantiles[level] = float(
                brentq(lambda q: self.probability_above(q) - (1.0 - level), low, high, xtol=1e-3, rtol=1e-13)
            )
        return self._quantiles[level]

    def expected_shortfall(self, level: float) -> float:
        """CVaR: the mean of the worst 1 − level."""
        worst = self.quantile(level)
        return worst + self.excess(worst) / (1.0 - level)

    def tail_gradient(self, level: float) -> TailGradient:
        """Of CVaR, after the table's means and variances."""
        worst = self.quantile(level)
        apart, _ = self._standardised(worst)
        chance = self._chance(worst)
        excess, after_bend = expected_excess(apart, self._bend)
        after_scale = excess + apart * chance
        share = 1.0 / (1.0 - level)
        return self._back(worst, share * chance, share * after_scale, share * self._scale * after_bend)

    def probability_gradient(self, amount: float) -> TailGradient:
        """Of P(cost > amount), after the table's means and variances; 0 where there is no spread."""
        apart, certain = self._standardised(amount)
        tip, after_bend = density_of(apart, self._bend)
        by_mean = np.where(certain, 0.0, tip / np.where(certain, 1.0, self._scale))
        return self._back(amount, by_mean, by_mean * apart, after_bend)

    def _back(self, amount: float, by_mean: FloatArray, by_scale: FloatArray, by_bend: FloatArray) -> TailGradient:
        """From derivatives after m, scale and c at the atoms, unweighted, to those after the table."""
        _, certain = self._standardised(amount)
        bend, scale = self._bend, self._scale
        variance = np.where(certain, 1.0, self.variance_given)
        bent = 1.0 + 2.0 * bend**2
        by_skew = (by_bend - by_scale * scale * 2.0 * bend / bent) * bent**2.5 / 6.0
        by_skew = np.where(certain | (np.abs(bend) >= MOST_BENT), 0.0, by_skew)
        skew = (6.0 * bend + 8.0 * bend**3) / bent**1.5
        by_variance = np.where(certain, 0.0, (0.5 * by_scale * scale - 1.5 * by_skew * skew) / variance)
        spread = self._weights * by_variance
        third = self._weights * np.where(certain, 0.0, by_skew / variance**1.5)
        centre = self._weights * by_mean + _back_between(self.mean_given, spread)
        parts = [region.gradient(centre, spread, third) for region in self._regions]
        return TailGradient(np.array([mean for mean, _ in parts]), np.array([spread for _, spread in parts]))

    def _chance(self, amount: float) -> FloatArray:
        """P(cost > amount) at the atoms."""
        apart, certain = self._standardised(amount)
        return np.where(certain, self.mean_given > amount, probability_above(apart, self._bend))

    def _standardised(self, amount: float) -> tuple[FloatArray, BoolArray]:
        """(amount − m)/scale at the atoms, and where there is no spread."""
        certain = self._scale <= LEAST_SPREAD * np.abs(self.mean_given)
        return (amount - self.mean_given) / np.where(certain, 1.0, self._scale), certain


def _changes(mean: FloatArray) -> list[tuple[int, FloatArray]]:
    """By axis of the atoms: what m moves from one to the next."""
    return [(axis, np.gradient(mean, axis=axis)) for axis in (0, 1) if mean.shape[axis] > 1]


def _back_between(mean: FloatArray, by_variance: FloatArray) -> FloatArray:
    """Derivative after m of what m moves between atoms, Σ change²/12, weighted: the transposed differences."""
    total = np.zeros(mean.shape)
    for axis, change in _changes(mean):
        differences: FloatArray = np.asarray(np.gradient(np.eye(mean.shape[axis]), axis=0))
        total += np.moveaxis(np.tensordot(differences.T, by_variance * change / 6.0, axes=(1, axis)), 0, axis)
    return total
