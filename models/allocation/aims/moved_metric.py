"""Money moved away from amounts that the cells have already: their last targets, or last year's sales."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class MovedMetric:
    """loss = Σ_{c in cells} |x_c − amount_c| / L; `amount` (n) and `scale` L in thousands."""

    amount: FloatArray
    cells: BoolArray
    scale: float

    def loss(self, targets: FloatArray) -> float:
        """The loss of targets in thousands per cell (n)."""
        return float(np.abs(targets - self.amount)[self.cells].sum()) / self.scale

    def weighed(self, program: SeparableProgram, weight: float) -> tuple[SeparableProgram, None]:
        """The program with its cells drawn to the amounts. A cell is drawn to one amount only: `clashes` says whether
        two metrics, or this one and the last targets of the stability, disagree about it."""
        anchor = np.where(self.cells, self.amount, program.anchor)
        drawn = program.anchor_weight + np.where(self.cells, weight, 0.0)
        return replace(program, anchor=anchor, anchor_weight=drawn), None

    def clashes(self, other: MovedMetric) -> bool:
        """True where both draw a cell, and to different amounts."""
        return bool((self.amount != other.amount)[self.cells & other.cells].any())
