"""Normal numbers: scores, marks, shares, which have no natural zero to stay above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import FURTHEST, Bands, Distribution, density, lower_mass


@dataclass(frozen=True, eq=False)
class NormalScore(Distribution):
    """z = μ + sd·ε, arrays of shape (n,). E(z − x)+ = (μ − x)Φ(d) + sd·φ(d), d = (μ − x)/sd."""

    mean: FloatArray
    sd: FloatArray

    def expected(self) -> FloatArray:
        """μ."""
        return self.mean

    def variance(self) -> FloatArray:
        """sd²."""
        result: FloatArray = self.sd**2
        return result

    def at(self, normal: FloatArray) -> FloatArray:
        """μ + sd·ε."""
        result: FloatArray = self.mean + self.sd * normal
        return result

    def given(self, shift: FloatArray | float, kept: FloatArray | float) -> NormalScore:
        """Mean μ + sd·shift, standard deviation sd·√kept."""
        return NormalScore(self.mean + self.sd * shift, self.sd * np.sqrt(kept))

    def bands(self, knots: FloatArray) -> Bands:
        """Cut at the knots."""
        mean, sd = self.mean[:, None], self.sd[:, None]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            edges = np.where(sd > 0, (knots - mean) / sd, np.where(knots <= mean, -FURTHEST, FURTHEST))
        edges = np.clip(edges, -FURTHEST, FURTHEST)
        mass, tip = lower_mass(edges), density(edges)
        none = np.zeros((edges.shape[0], 1))
        drop = -np.diff(np.hstack([none, tip, none]), axis=1)
        twist = -np.diff(np.hstack([none, edges * tip, none]), axis=1)
        first = mean * mass + sd * drop
        second = mean**2 * mass + 2.0 * mean * sd * drop + sd**2 * (mass + twist)
        flow = np.broadcast_to(sd, edges.shape)
        inside = (flow > 0) & (np.abs(edges) < FURTHEST)
        slope = np.divide(1.0, flow, out=np.zeros(edges.shape), where=inside)
        return Bands(knots, edges, np.stack([mass, first, second]), flow, slope)

    def flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """dz/dε = sd."""
        result: FloatArray = self.sd[:, None] * bands.moments[power]
        return result

    def mean_flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """dz/dμ = 1."""
        moments: FloatArray = bands.moments[power]
        return moments

    def mean_flow(self, knots: FloatArray) -> FloatArray:
        """1."""
        return np.ones((self.mean.size, knots.size))

    @property
    def growth(self) -> FloatArray | float:
        """0."""
        return 0.0
