"""Where the next million goes: what every cell's plan number gains when the company target rises."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.nodes import Partition
from models.allocation.plan import node_sums
from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class NextAmount:
    """The exact optimum at the raised company target less the one at the present target, in minor units.

    `delta_minor`: how much the target (both ends of a range) rises. `change_minor`: how much the plan does, the same
    where the target is one number. `cells`: change of each cell's plan number (n), summing to `change_minor` exactly.
    `possible`: False where no plan keeps all limits at the raised target; then all changes are zero.
    """

    delta_minor: int
    change_minor: int
    cells: IntArray
    possible: bool

    def of_nodes(self, part: Partition) -> IntArray:
        """Change per node of a partition, in minor units."""
        return node_sums(part.code, part.count, self.cells)

    def of_cells(self, chosen: BoolArray) -> int:
        """Change of some cells together, in minor units."""
        return int(self.cells[chosen].sum())


def whole_changes(exact: FloatArray, total: int) -> IntArray:
    """Integers that sum to `total`, each within one of its exact change as far as these sum to it: largest remainders,
    ties by position."""
    whole = np.floor(exact).astype(np.int64)
    missing = total - int(whole.sum())
    every, left = divmod(missing, max(exact.shape[0], 1))
    order = np.argsort(np.round(whole - exact, 6), kind="stable")
    whole += every
    whole[order[:left]] += 1
    return whole
