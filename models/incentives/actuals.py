"""What was achieved, stretch by stretch of the plan year."""

from __future__ import annotations

from dataclasses import dataclass

from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Actuals:
    """`values` (t, n, m): minor units of money, pieces, marks; NaN: not stated. `ends`: plan months over at the end of
    each of the t stretches, ascending: 1, 2, 3 … for months, 3, 6 … for quarters, 12 for a year in one."""

    values: FloatArray
    ends: tuple[int, ...]

    @property
    def through(self) -> int:
        """Plan months that are covered."""
        return self.ends[-1]
