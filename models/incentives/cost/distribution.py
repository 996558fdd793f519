"""Uncertain numbers: what a curve looks at, before the year has run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from models.arrays import FloatArray

FURTHEST = 38.5
"""Standard deviations beyond which nothing lies: the normal density is zero in double precision."""

ROOT_TWO_PI = float(np.sqrt(2.0 * np.pi))


def density(t: FloatArray) -> FloatArray:
    """The standard normal density φ."""
    result: FloatArray = np.exp(-0.5 * t * t) / ROOT_TWO_PI
    return result


@dataclass(frozen=True, eq=False)
class Bands:
    """A number cut by k ascending knots x into k + 1 bands, for n people.

    `edges` t (n, k): z ≥ x_j exactly where the standard normal ε behind z is ≥ t_j; ±38.5 stands for ±∞.
    `moments` (3, n, k + 1): E[z^q; band], q = 0, 1, 2; each band [x_j, x_{j+1}) without cancellation in the far tails.
    `flow` (n, k): dz/dε at the knots. `slope` (n, k): dt/dx, 0 where z is a number without spread.
    """

    knots: FloatArray
    edges: FloatArray
    moments: FloatArray
    flow: FloatArray
    slope: FloatArray

    @cached_property
    def edge_density(self) -> FloatArray:
        """φ(t), shape (n, k)."""
        return density(self.edges)


class Distribution(ABC):
    """A number z per person, monotone in one standard normal ε; arrays of shape (n,)."""

    @abstractmethod
    def expected(self) -> FloatArray:
        """E z."""

    @abstractmethod
    def variance(self) -> FloatArray:
        """Var z."""

    @abstractmethod
    def bands(self, knots: FloatArray) -> Bands:
        """The number cut at ascending knots, shape (k,)."""

    @abstractmethod
    def given(self, shift: FloatArray | float, kept: FloatArray | float) -> Distribution:
        """The number given a part of what is behind it: ε = shift + √kept · own, with own standard normal again."""

    @abstractmethod
    def at(self, normal: FloatArray) -> FloatArray:
        """z at values of ε whose last axis is people."""

    @abstractmethod
    def flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """E[z^power · dz/dε; band], shape (n, k + 1)."""

    @abstractmethod
    def mean_flow_moments(self, bands: Bands, power: int) -> FloatArray:
        """E[z^power · dz/dμ; band], shape (n, k + 1)."""

    @abstractmethod
    def mean_flow(self, knots: FloatArray) -> FloatArray:
        """dz/dμ where z is at the knots, shape (n, k)."""

    @property
    @abstractmethod
    def growth(self) -> FloatArray | float:
        """g of dz/dε = g·z + constant: the log-normal's s; 0 of a score."""


def lower_mass(edges: FloatArray, shift: FloatArray | float = 0.0) -> FloatArray:
    """Probability of each band between edges t, with ε moved up by `shift`: (n, k) → (n, k + 1).

    Differences are taken between the smaller tails, so that a band far out keeps all its digits.
    """
    t = edges - shift
    smaller = ndtr(-np.abs(t))
    above = t > 0
    count = t.shape[1]
    mass = np.empty((t.shape[0], count + 1))
    if not count:
        mass[:] = 1.0
        return mass
    mass[:, 0] = np.where(above[:, 0], 1.0 - smaller[:, 0], smaller[:, 0])
    mass[:, count] = np.where(above[:, -1], smaller[:, -1], 1.0 - smaller[:, -1])
    left, right = smaller[:, :-1], smaller[:, 1:]
    same = np.where(above[:, :-1], left - right, right - left)
    straddles = above[:, 1:] & ~above[:, :-1]
    mass[:, 1:-1] = np.where(straddles, 1.0 - left - right, np.maximum(same, 0.0))
    return mass
