"""A figure of a plan as a convex loss without unit: what it costs, and what it adds to the separable program."""

from __future__ import annotations

from typing import Protocol

from models.allocation.separable import SeparableProgram
from models.allocation.terms.columns import TermColumns
from models.arrays import FloatArray


class Metric(Protocol):
    """A loss of targets in thousands per cell (n): linear, or piecewise linear and convex."""

    def loss(self, targets: FloatArray) -> float:
        """The loss of targets."""
        ...

    def weighed(self, program: SeparableProgram, weight: float) -> tuple[SeparableProgram, TermColumns | None]:
        """The program (without auxiliary columns) with what weight·loss·L prices in its cells, and what it adds to them
        in rows and auxiliary columns."""
        ...


Weighed = tuple[Metric, float]
"""A metric and what it weighs beside the terms."""
