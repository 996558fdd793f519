"""Moved money: how much of a plan stands somewhere else under another plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import IntArray


@dataclass(frozen=True)
class MovedMoney:
    """What changes between two plans, in minor units, Δ = after − before per cell or node.

    `gained` Σ Δ⁺ and `lost` Σ Δ⁻ (both ≥ 0), `changed` how many Δ are not zero. `gross` is Σ|Δ|. `moved` is
    min(gained, lost): exactly Σ|Δ|/2 where both plans have the same total, because every unit that one node gains
    another one loses; what the totals differ by is no move.
    """

    gained: int
    lost: int
    changed: int

    @property
    def gross(self) -> int:
        """Σ|Δ|."""
        return self.gained + self.lost

    @property
    def moved(self) -> int:
        """What changes hands."""
        return min(self.gained, self.lost)

    @property
    def net(self) -> int:
        """Total after less total before."""
        return self.gained - self.lost


def moved_money(before: IntArray, after: IntArray) -> MovedMoney:
    """What moves between two plans' numbers of the same cells or nodes, minor units."""
    change = after - before
    return MovedMoney(
        gained=int(np.maximum(change, 0).sum()),
        lost=int(np.maximum(-change, 0).sum()),
        changed=int(np.count_nonzero(change)),
    )
