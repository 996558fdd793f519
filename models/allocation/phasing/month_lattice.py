"""The lattice of month numbers: which multiples of the increment lie below each exact month of each cell.

y = base + q·(below + z), z ∈ {0, 1}. An annual target that is no multiple of the increment (a hold, a remainder) leaves
its rest in the largest month of its cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.lattice import SNAP
from models.allocation.phasing.calendar import MONTHS
from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class MonthLattice:
    """Arrays (cells × 12): `base` in minor units, `steps` = (exact − base)/q, `below` = ⌊steps⌋, `fraction` above it,
    `open` where z is to be decided. `missing[c]`: how many months of cell c go up, so that they add up to its year."""

    increment: int
    base: IntArray
    steps: FloatArray
    below: IntArray
    fraction: FloatArray
    open: BoolArray
    missing: IntArray

    def minor(self, up: BoolArray) -> IntArray:
        """Month numbers in minor units for a choice of z."""
        return np.asarray(self.base + self.increment * (self.below + up), dtype=np.int64)


def month_lattice(targets_minor: IntArray, shares: FloatArray, increment: int) -> MonthLattice:
    """The lattice of published annual targets (n) and the shares of their months (n × 12)."""
    exact = targets_minor.reshape(-1, 1) * shares
    base = np.zeros((targets_minor.shape[0], MONTHS), dtype=np.int64)
    largest = np.argmax(shares, axis=1)  # the earliest of equal ones
    base[np.arange(targets_minor.shape[0]), largest] = targets_minor % increment
    steps = (exact - base) / increment
    snapped = np.rint(steps / SNAP) * SNAP
    # A rest larger than its month would otherwise round below zero.
    below = np.maximum(np.floor(snapped + 0.5 * SNAP), 0.0).astype(np.int64)
    fraction = np.maximum(snapped - below, 0.0)
    missing = targets_minor // increment - below.sum(axis=1)
    return MonthLattice(
        increment=increment,
        base=base,
        steps=steps,
        below=below,
        fraction=fraction,
        open=np.asarray(fraction > 0.5 * SNAP, dtype=np.bool_),
        missing=np.asarray(missing, dtype=np.int64),
    )
