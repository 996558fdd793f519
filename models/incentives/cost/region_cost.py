"""The cost of one region given the company factor: mean, variance and third moment over the region's own factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import density
from models.incentives.cost.factor_table import FactorTable, read_off

COMPANY_NODES = 512
FEWER_COMPANY_NODES = 128
STANDING_OUT_NODES = 64
REGION_NODES = 15
FURTHEST = 6.0

STANDS_OUT = 0.2
"""Share of the variance given the company factor from which on the largest region is integrated over by itself."""


@dataclass(frozen=True, eq=False)
class RegionCost:
    """`table_mean`, `table_variance` (N,) of a region, and the matrix `reading` (Z·Y, N) that reads them off at every
    node of the company factor and of its own, whose weights are (Y,). A region that `stands_out` has atoms (Z, Y), any
    other one (Z, 1)."""

    table_mean: FloatArray
    table_variance: FloatArray
    reading: FloatArray
    weights: FloatArray
    stands_out: bool = False

    @cached_property
    def mean(self) -> FloatArray:
        """(Z, Y)."""
        return (self.reading @ self.table_mean).reshape(-1, self.weights.size)

    @cached_property
    def variance(self) -> FloatArray:
        """(Z, Y)."""
        return np.maximum((self.reading @ self.table_variance).reshape(-1, self.weights.size), 0.0)

    @cached_property
    def _middle(self) -> FloatArray:
        result: FloatArray = (self.mean @ self.weights)[:, None]
        return result

    @cached_property
    def _apart(self) -> FloatArray:
        return self.mean - self._middle

    @property
    def centre(self) -> FloatArray:
        """Mean at the atoms."""
        return self.mean if self.stands_out else self._middle

    @property
    def spread(self) -> FloatArray:
        """Variance at the atoms: of the people, and of the region's own factor where that is no atom."""
        if self.stands_out:
            return self.variance
        result: FloatArray = ((self.variance + self._apart**2) @ self.weights)[:, None]
        return result

    @property
    def third(self) -> FloatArray:
        """Third central moment at the atoms, but for the people's own."""
        if self.stands_out:
            return np.zeros(self.mean.shape)
        result: FloatArray = ((self._apart**3 + 3.0 * self._apart * self.variance) @ self.weights)[:, None]
        return result

    def gradient(
        self, by_centre: FloatArray, by_spread: FloatArray, by_third: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Back from derivatives at the atoms (Z, Y or 1) to those after `table_mean` and `table_variance`, (N,)."""
        if self.stands_out:
            return by_centre.ravel() @ self.reading, by_spread.ravel() @ self.reading
        centre, spread, third = (part.sum(axis=1, keepdims=True) for part in (by_centre, by_spread, by_third))
        apart, variance, weights = self._apart, self.variance, self.weights
        regional, own = (apart**2 @ weights)[:, None], (variance @ weights)[:, None]
        of_third = 3.0 * (apart**2 - regional + variance - own)
        mean = (centre + 2.0 * spread * apart + third * of_third) * weights
        squares = (spread + 3.0 * third * apart) * weights
        return mean.ravel() @ self.reading, squares.ravel() @ self.reading


def company_nodes(table: FactorTable, regions: Sequence[RegionCost]) -> tuple[FloatArray, FloatArray]:
    """Nodes of the company factor and their weights, both (Z,): fewer where a region multiplies them."""
    return _company(table, FEWER_COMPANY_NODES if any(region.stands_out for region in regions) else COMPANY_NODES)


def region_costs(table: FactorTable) -> tuple[RegionCost, ...]:
    """Every region of a table's first row, the last one being people without a region."""
    regions = _read(table, COMPANY_NODES, None)
    weights = _company(table, COMPANY_NODES)[1]
    spreads = [float(weights @ region.spread[:, 0]) for region in regions]
    largest = int(np.argmax(spreads))
    if table.region_loading > 0 and largest < len(regions) - 1 and spreads[largest] > STANDS_OUT * sum(spreads):
        return _read(table, FEWER_COMPANY_NODES, largest)
    return regions


def _company(table: FactorTable, count: int) -> tuple[FloatArray, FloatArray]:
    if table.company_loading == 0.0:
        return np.zeros(1), np.ones(1)
    return _even(count)


def _even(count: int) -> tuple[FloatArray, FloatArray]:
    nodes = np.linspace(-FURTHEST, FURTHEST, count)
    weights = density(nodes)
    return nodes, weights / weights.sum()


def _read(table: FactorTable, company: int, standing_out: int | None) -> tuple[RegionCost, ...]:
    z, _ = _company(table, company)
    gauss, weights = np.polynomial.hermite_e.hermegauss(REGION_NODES)
    ways = {"none": (np.zeros(1), np.ones(1)), "summed": (gauss, weights / weights.sum())}
    ways["alone"] = _even(STANDING_OUT_NODES)
    readings: dict[str, FloatArray] = {}
    found, last = [], table.mean.shape[1] - 1
    for index in range(last + 1):
        way = "none" if index == last or table.region_loading == 0.0 else "alone" if index == standing_out else "summed"
        y, share = ways[way]
        if way not in readings:
            shifts = table.company_loading * z[:, None] + table.region_loading * y[None, :]
            readings[way] = _reading(table.nodes.tobytes(), shifts.tobytes())
        part = RegionCost(table.mean[0, index], table.variance[0, index], readings[way], share, way == "alone")
        found.append(part)
    return tuple(found)


@lru_cache(maxsize=64)
def _reading(nodes: bytes, shifts: bytes) -> FloatArray:
    """Worked out once: whoever tunes reads tables at the same nodes many times."""
    reading = read_off(np.frombuffer(nodes), np.frombuffer(shifts))
    reading.flags.writeable = False
    return reading
