"""One line's function, many numbers at once: the same f as `PiecewiseLinear.value`, arranged for speed.

f(z) = Σ_j bend_j·max(z, x_j) + Σ_j jump_j·1{z ≥ x_j} + (start − Σ_j bend_j·x_j): one pass over the numbers per knot and
one product with the weights, on tiles that stay in the processor's cache. Equal to `value` but for the last digits,
which a test holds it to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray
from models.incentives.piecewise import PiecewiseLinear, reached_from

TILE = 16_384
"""Numbers worked on at a time."""


@dataclass(frozen=True, eq=False)
class LineKernel:
    """A function ready to be applied to tiles."""

    function: PiecewiseLinear

    @cached_property
    def _bent(self) -> tuple[tuple[float, float], ...]:
        """Knots with a bend."""
        return tuple((x, b) for x, b in zip(self.function.knots, self.function.bends, strict=True) if b)

    @cached_property
    def _jumping(self) -> tuple[tuple[float, float], ...]:
        """From where on a jump counts."""
        return tuple(
            (float(reached_from(x)), j) for x, j in zip(self.function.knots, self.function.jumps, strict=True) if j
        )

    @cached_property
    def _weights(self) -> FloatArray:
        return np.array([b for _, b in self._bent])

    @cached_property
    def _constant(self) -> float:
        return float(self.function.start - sum(b * x for x, b in self._bent))

    @property
    def rows(self) -> int:
        """Rows of working space."""
        return len(self._bent)

    def apply(self, z: FloatArray, space: FloatArray) -> FloatArray:
        """f(z) of a flat tile; `space` (rows or more, size of z or more) is written over."""
        buffer = space[: self.rows, : z.size]
        for row, (knot, _) in enumerate(self._bent):
            np.maximum(z, knot, out=buffer[row])
        values = np.dot(self._weights, buffer) if self.rows else np.zeros(z.size)
        values += self._constant
        for knot, jump in self._jumping:
            values += np.multiply(z >= knot, jump)
        result: FloatArray = values
        return result
