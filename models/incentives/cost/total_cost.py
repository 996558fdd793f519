"""The distribution of the total cost: mean, quantiles, CVaR and P(cost > budget) without drawing a number.

Given the company factor Z the cost is the sum of independent regions and people: nearly normal, with mean m(z),
variance v(z) and the skewness that the regions give it. Z is integrated over 512 nodes. VaR is where
P(cost > q) = 1 − α, by bisection; CVaR = q + E(cost − q)+ / (1 − α). By the envelope theorem its gradient needs no
derivative of q: it is Σ over regions and shifts of ∂CVaR/∂M·dM + ∂CVaR/∂V·dV.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import density
from models.incentives.cost.factor_table import FactorTable, read_off
from models.incentives.cost.quadratic_normal import MOST_BENT, bend_of, expected_excess, probability_above

COMPANY_NODES = 512
COMPANY_REACH = 6.0
REGION_NODES = 15
BISECTIONS = 60


@dataclass(frozen=True, eq=False)
class TailGradient:
    """Derivatives of CVaR after the table's `mean` and `variance`: both (G regions, N nodes)."""

    by_mean: FloatArray
    by_variance: FloatArray


@dataclass(frozen=True, eq=False)
class _Region:
    """A region at every Z and every region node: means and variances (Z, Y), their weights (Y,), and the matrix
    (Z·Y, N) that reads them off the table."""

    mean: FloatArray
    variance: FloatArray
    weights: FloatArray
    reading: FloatArray

    @cached_property
    def centre(self) -> FloatArray:
        return self.mean @ self.weights

    @cached_property
    def apart(self) -> FloatArray:
        return self.mean - self.centre[:, None]

    @cached_property
    def spread(self) -> FloatArray:
        """Variance given Z: of the people, and of the region's own factor."""
        return (self.variance + self.apart**2) @ self.weights

    @cached_property
    def third(self) -> FloatArray:
        """Third central moment given Z, but for the people's own."""
        return (self.apart**3 + 3.0 * self.apart * self.variance) @ self.weights


@dataclass(frozen=True, eq=False)
class TotalCost:
    """The cost of one row of a factor table (of all classes, or of some), minor units."""

    table: FactorTable

    @cached_property
    def _company(self) -> tuple[FloatArray, FloatArray]:
        if self.table.company_loading == 0.0:
            return np.zeros(1), np.ones(1)
        edges = np.linspace(-COMPANY_REACH, COMPANY_REACH, COMPANY_NODES)
        weights = density(edges)
        return edges, weights / weights.sum()

    @cached_property
    def _regions(self) -> tuple[_Region, ...]:
        z, _ = self._company
        nodes, weights = np.polynomial.hermite_e.hermegauss(REGION_NODES)
        alone = (np.zeros(1), np.ones(1))
        last = self.table.mean.shape[1] - 1
        readings = {}
        found = []
        for index in range(last + 1):
            has_factor = index < last and self.table.region_loading > 0
            y, share = (nodes, weights / weights.sum()) if has_factor else alone
            if has_factor not in readings:
                shifts = self.table.company_loading * z[:, None] + self.table.region_loading * y[None, :]
                readings[has_factor] = read_off(self.table.nodes, shifts)
            reading = readings[has_factor]
            mean, variance = (
                (reading @ part[0, index]).reshape(z.size, y.size) for part in (self.table.mean, self.table.variance)
            )
            found.append(_Region(mean, np.maximum(variance, 0.0), share, reading))
        return tuple(found)

    @cached_property
    def mean_given(self) -> FloatArray:
        """m(z) at the nodes of Z."""
        total: FloatArray = np.sum([region.centre for region in self._regions], axis=0)
        return total

    @cached_property
    def variance_given(self) -> FloatArray:
        """v(z) at the nodes of Z, with what m(z) moves between two nodes: so that no step is left where v is small."""
        z, _ = self._company
        total: FloatArray = np.sum([region.spread for region in self._regions], axis=0)
        return total + (np.gradient(self.mean_given) ** 2 / 12.0 if z.size > 1 else 0.0)

    @cached_property
    def _bend(self) -> FloatArray:
        third = np.sum([region.third for region in self._regions], axis=0)
        power = self.variance_given**1.5
        return bend_of(np.divide(third, power, out=np.zeros_like(power), where=power > 0))

    @cached_property
    def _scale(self) -> FloatArray:
        result: FloatArray = np.sqrt(self.variance_given / (1.0 + 2.0 * self._bend**2))
        return result

    @property
    def mean(self) -> float:
        """E cost."""
        return float(self._company[1] @ self.mean_given)

    @property
    def variance(self) -> float:
        """Var cost."""
        weights = self._company[1]
        return float(weights @ (self.variance_given + (self.mean_given - self.mean) ** 2))

    def probability_above(self, amount: float) -> float:
        """P(cost > amount)."""
        apart, certain = self._standardised(amount)
        chance = np.where(certain, self.mean_given > amount, probability_above(apart, self._bend))
        return float(self._company[1] @ chance)

    def excess(self, amount: float) -> float:
        """E(cost − amount)+."""
        apart, certain = self._standardised(amount)
        excess = self._scale * expected_excess(apart, self._bend)[0]
        return float(self._company[1] @ np.where(certain, np.maximum(self.mean_given - amount, 0.0), excess))

    def quantile(self, level: float) -> float:
        """The amount that cost stays under with probability `level`, between 0 and 1."""
        reach = 9.0 * np.sqrt(self.variance_given) + 1.0
        low, high = float((self.mean_given - reach).min()), float((self.mean_given + reach).max())
        for _ in range(BISECTIONS):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.probability_above(middle) > 1.0 - level else (low, middle)
        return 0.5 * (low + high)

    def expected_shortfall(self, level: float) -> float:
        """CVaR: the mean of the worst 1 − level."""
        worst = self.quantile(level)
        return worst + self.excess(worst) / (1.0 - level)

    def tail_gradient(self, level: float) -> TailGradient:
        """Of CVaR, after the table's means and variances."""
        worst, weights = self.quantile(level), self._company[1] / (1.0 - level)
        apart, certain = self._standardised(worst)
        bend, scale, variance = self._bend, self._scale, self.variance_given
        chance = np.where(certain, self.mean_given > worst, probability_above(apart, bend))
        excess, after_bend = expected_excess(apart, bend)
        after_scale = np.where(certain, 0.0, excess + apart * chance)
        bent = 1.0 + 2.0 * bend**2
        after_skew = np.where(
            certain | (np.abs(bend) >= MOST_BENT),
            0.0,
            (scale * after_bend - after_scale * scale * 2.0 * bend / bent) * bent**2.5 / 6.0,
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            skew = (6.0 * bend + 8.0 * bend**3) / bent**1.5
            by_variance = np.where(
                certain, 0.0, after_scale * scale / (2.0 * variance) - 1.5 * after_skew * skew / variance
            )
            by_third = np.where(certain, 0.0, after_skew / variance**1.5)
        parts = [
            _region_gradient(region, weights * chance, weights * by_variance, weights * by_third)
            for region in self._regions
        ]
        return TailGradient(np.array([mean for mean, _ in parts]), np.array([variance for _, variance in parts]))

    def _standardised(self, amount: float) -> tuple[FloatArray, FloatArray]:
        """(amount − m)/scale at the nodes of Z, and where there is no spread."""
        certain = self._scale <= 0.0
        return (amount - self.mean_given) / np.where(certain, 1.0, self._scale), certain


def _region_gradient(
    region: _Region, by_centre: FloatArray, by_spread: FloatArray, by_third: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Back from a region's moments to its table: (N,) after the means and (N,) after the variances."""
    apart, variance, weights = region.apart, region.variance, region.weights
    own, regional = variance @ weights, (apart**2) @ weights
    third = 3.0 * (apart**2 - regional[:, None] + variance - own[:, None])
    mean = (by_centre[:, None] + 2.0 * by_spread[:, None] * apart + by_third[:, None] * third) * weights
    spread = (by_spread[:, None] + 3.0 * by_third[:, None] * apart) * weights
    return mean.ravel() @ region.reading, spread.ravel() @ region.reading
