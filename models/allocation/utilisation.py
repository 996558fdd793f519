"""How full capacities are: what a plan uses of every capacity limit, and of those within a node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.formulation import LimitRows
from models.allocation.over_assignment import LevelNumbers
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray, IntArray

CAPACITY = "capacity"


@dataclass(frozen=True, eq=False)
class CapacityUse:
    """One capacity limit: `used` and `capacity` of each of its groups in the same unit; row g of `matrix` holds the
    cells of group g."""

    name: str
    matrix: csr_array
    used: FloatArray
    capacity: FloatArray

    @property
    def rates(self) -> FloatArray:
        """used / capacity per group; NaN without capacity."""
        return _ratio(self.used, self.capacity)


def capacity_uses(problem: AllocationProblem, rows: LimitRows, numbers: LevelNumbers) -> tuple[CapacityUse, ...]:
    """Every capacity limit at the published numbers, in the numbers that it speaks of."""
    found = []
    for layer, minor in zip(problem.layers, numbers.minor, strict=True):
        values = minor / problem.money.minor_per_thousand
        for block in rows.blocks:
            bounded = np.flatnonzero(np.isfinite(block.upper))
            yearly = block.identity.kind == CAPACITY and not block.by_month
            if yearly and block.factor == layer.below and bounded.size:
                matrix = csr_array(block.matrix[bounded])
                capacity = block.upper[bounded] / layer.below
                found.append(CapacityUse(block.identity.name, matrix, matrix @ values, capacity))
    return tuple(found)


def utilisation(uses: Sequence[CapacityUse], code: IntArray, count: int) -> FloatArray:
    """Σ used / Σ capacity per node over the groups that lie wholly inside it, of the limit that is fullest there:
    money and hours are not added up. NaN where no group lies inside."""
    fullest = np.full(count, np.nan)
    for use in uses:
        node = _node_of_groups(use.matrix, code)
        inside = node >= 0
        used = _sums(node[inside], count, use.used[inside])
        fullest = np.fmax(fullest, _ratio(used, _sums(node[inside], count, use.capacity[inside])))
    return fullest


def _node_of_groups(matrix: csr_array, code: IntArray) -> IntArray:
    """The node that holds every cell of a group, −1 where there is none."""
    filled = np.flatnonzero(np.diff(matrix.indptr) > 0)
    node = np.full(matrix.shape[0], -1, dtype=np.int64)
    if filled.size:
        of_entry, starts = code[matrix.indices], matrix.indptr[filled]
        low, high = np.minimum.reduceat(of_entry, starts), np.maximum.reduceat(of_entry, starts)
        node[filled] = np.where(low == high, low, -1)
    return node


def _sums(node: IntArray, count: int, values: FloatArray) -> FloatArray:
    return np.asarray(np.bincount(node, weights=values, minlength=count), dtype=np.float64)


def _ratio(used: FloatArray, capacity: FloatArray) -> FloatArray:
    """used / capacity, NaN where there is no capacity to use."""
    has_any = capacity > 0
    return np.where(has_any, used / np.where(has_any, capacity, 1.0), np.nan)
