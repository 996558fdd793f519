"""Log-normal numbers: sales, pieces, attainments.

z = μ·exp(s·ε − s²/2), so that E z = μ. With d2 = (ln(μ/x) − s²/2)/s and d1 = d2 + s:
P(z ≥ x) = Φ(d2); c1(x) = E(z − x)+ = μΦ(d1) − xΦ(d2);
c2(x) = E[((z − x)+)²] = μ²·e^{s²}·Φ(d2 + 2s) − 2xμΦ(d1) + x²Φ(d2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from models.arrays import FloatArray, IntArray
from models.incentives.cost.distribution import FURTHEST, Bands, Distribution, lower_mass


@dataclass(frozen=True, eq=False)
class LogNormal(Distribution):
    """`mean` μ ≥ 0 and `log_sd` s ≥ 0, shape (n,). s = 0 is the number μ itself, which is its limit."""

    mean: FloatArray
    log_sd: FloatArray

    def expected(self) -> FloatArray:
        """μ."""
        return self.mean

    def variance(self) -> FloatArray:
        """μ²·(e^{s²} − 1)."""
        result: FloatArray = self.mean**2 * np.expm1(self.log_sd**2)
        return result

    def some(self, people: IntArray) -> LogNormal:
        """The numbers of some people."""
        return LogNormal(self.mean[people], self.log_sd[people])

    def at(self, normal: FloatArray) -> FloatArray:
        """μ·exp(s·ε − s²/2)."""
        result: FloatArray = self.mean * np.exp(self.log_sd * normal - 0.5 * self.log_sd**2)
        return result

    def given(self, shift: FloatArray | float, kept: FloatArray | float) -> LogNormal:
        """Mean μ·exp(s·shift − s²(1 − kept)/2), log standard deviation s·√kept."""
        mean = self.mean * np.exp(self.log_sd * shift - 0.5 * self.log_sd**2 * (1.0 - np.asarray(kept)))
        return LogNormal(mean, self.log_sd * np.sqrt(kept))

    def edges(self, knots: FloatArray) -> FloatArray:
        """t = (ln(x/μ) + s²/2)/s = −d2, shape (n, k); a knot at or below zero is always passed."""
        mean, spread = self.mean[:, None], self.log_sd[:, None]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            distance = np.log(np.maximum(knots, 0.0)) - np.log(mean) + 0.5 * spread**2
            t = np.where(spread > 0, distance / spread, np.where(knots <= mean, -FURTHEST, FURTHEST))
        t = np.where(knots <= 0, -FURTHEST, t)
        return np.clip(t, -FURTHEST, FURTHEST)

    def bands(self, knots: FloatArray) -> Bands:
        """Cut at the knots: E[z^q; band] = μ^q·e^{q(q−1)s²/2}·[Φ(t' − q·s)] between its edges."""
        edges, spread = self.edges(knots), self.log_sd[:, None]
        moments = lower_mass(np.concatenate([edges, edges - spread, edges - 2.0 * spread])).reshape(
            3, edges.shape[0], -1
        )
        moments[1] *= self.mean[:, None]
        moments[2] *= (self.mean**2 * np.exp(self.log_sd**2))[:, None]
        flow = spread * np.maximum(knots, 0.0)
        inside = (flow > 0) & (np.abs(edges) < FURTHEST)
        slope = np.divide(1.0, flow, out=np.zeros_like(flow), where=inside)
        return Bands(knots, edges, moments, flow, slope)

    def flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """dz/dε = s·z."""
        result: FloatArray = self.log_sd[:, None] * bands.moments[power + 1]
        return result

    def mean_flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """dz/dμ = z/μ."""
        mean = self.mean[:, None]
        moments = bands.moments[power + 1]
        result: FloatArray = np.divide(moments, mean, out=np.zeros_like(moments), where=mean > 0)
        return result

    def mean_flow(self, knots: FloatArray) -> FloatArray:
        """x/μ."""
        mean = self.mean[:, None]
        wide = np.broadcast_to(knots, (self.mean.size, knots.size))
        return np.divide(wide, mean, out=np.zeros(wide.shape), where=mean > 0)

    @property
    def growth(self) -> FloatArray | float:
        """s."""
        return self.log_sd


@dataclass(frozen=True, eq=False)
class HingeMoments:
    """Of (z − x)+: `reached` P(z ≥ x), `first` c1, `second` c2, and their derivatives, shape (n, k).

    dP/dx = −φ(d2)/(xs); dc1/dx = −P; dc2/dx = −2·c1; dP/dμ = φ(d2)/(μs); dc1/dμ = Φ(d1);
    dc2/dμ = 2μe^{s²}Φ(d2 + 2s) − 2xΦ(d1).
    """

    reached: FloatArray
    first: FloatArray
    second: FloatArray
    reached_by_knot: FloatArray
    reached_by_mean: FloatArray
    first_by_mean: FloatArray
    second_by_mean: FloatArray

    @property
    def first_by_knot(self) -> FloatArray:
        """dc1/dx."""
        return -self.reached

    @property
    def second_by_knot(self) -> FloatArray:
        """dc2/dx."""
        return -2.0 * self.first


def hinge_moments(number: LogNormal, knots: FloatArray) -> HingeMoments:
    """Moments of (z − x)+ at every knot x > 0."""
    bands = number.bands(knots)
    mean, spread = number.mean[:, None], number.log_sd[:, None]
    reached, by_mean = ndtr(-bands.edges), ndtr(spread - bands.edges)
    top = np.exp(spread**2) * ndtr(2.0 * spread - bands.edges)
    point = bands.edge_density * bands.slope
    return HingeMoments(
        reached=reached,
        first=np.maximum(mean * by_mean - knots * reached, 0.0),
        second=np.maximum(mean**2 * top - 2.0 * knots * mean * by_mean + knots**2 * reached, 0.0),
        reached_by_knot=-point,
        reached_by_mean=point * number.mean_flow(knots),
        first_by_mean=by_mean,
        second_by_mean=2.0 * (mean * top - knots * by_mean),
    )
