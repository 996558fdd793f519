"""A figure that is a linear function of the targets: the total of a node, its growth, its margin."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class LinearMetric:
    """loss = slope·x + offset; `slope` (n) per thousand."""

    slope: FloatArray
    offset: float = 0.0

    def loss(self, targets: FloatArray) -> float:
        """The loss of targets in thousands per cell (n)."""
        return float(self.slope @ targets) + self.offset

    def weighed(self, program: SeparableProgram, weight: float) -> tuple[SeparableProgram, None]:
        """The program with weight·L·slope added to the cells' prices."""
        return program.priced(weight * program.scale * self.slope), None
