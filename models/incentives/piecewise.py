"""Piecewise linear functions with jumps: payout curves, rate tables and scorecards are all of this one kind.

f(z) = start + Σ_j [ jump_j · 1{z ≥ knot_j} + bend_j · (z − knot_j)+ ]

Right-continuous: a threshold is inclusive from below. Below the first knot f is `start`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray

REACHED = 1e-13
"""Part of a threshold by which a float may miss it and yet reach it: means and sums of shares end in bits of their own.
Of money up to 9 · 10¹² minor units it is less than one."""


SAME = 1e-12
"""Part of a height by which two of them may differ and yet be the same."""


def exact_product(threshold: float | Decimal, per_unit: float) -> float:
    """A threshold as it is written, in other units, without the bits that floats add: 1.1 yuan are 110 fen."""
    written = threshold if isinstance(threshold, Decimal) else Decimal(repr(float(threshold)))
    return float(written * Decimal(repr(float(per_unit))))


def reached_from(threshold: FloatArray | float) -> FloatArray:
    """The least number that counts as reaching a threshold: where twelve marks of 0.7 have a mean of 0.7."""
    exact = np.asarray(threshold, dtype=np.float64)
    return exact - REACHED * np.abs(exact)


@dataclass(frozen=True)
class Piece:
    """One straight part: from `knot` on (−∞ for the first), f(z) = height + slope · (z − knot)."""

    knot: float
    height: float
    slope: float


@dataclass(frozen=True)
class PiecewiseLinear:
    """`knots` ascending, no two alike; `jumps` and `bends` per knot, in the same order."""

    knots: tuple[float, ...]
    jumps: tuple[float, ...]
    bends: tuple[float, ...]
    start: float = 0.0

    def __post_init__(self) -> None:
        if not len(self.knots) == len(self.jumps) == len(self.bends):
            raise ValueError("knots, jumps and bends go together")
        if any(right <= left for left, right in zip(self.knots, self.knots[1:], strict=False)):
            raise ValueError(f"knots must ascend: {self.knots}")

    @cached_property
    def slopes(self) -> FloatArray:
        """Slope from each knot on, shape (k,)."""
        return np.cumsum(np.asarray(self.bends, dtype=np.float64))

    @cached_property
    def heights(self) -> FloatArray:
        """f at each knot, its jump included, shape (k,)."""
        knots = np.asarray(self.knots, dtype=np.float64)
        rises = np.zeros(knots.size)
        rises[1:] = self.slopes[:-1] * np.diff(knots)
        return self.start + np.cumsum(rises + np.asarray(self.jumps, dtype=np.float64))

    def piece_of(self, z: FloatArray) -> IntArray:
        """Index of the knot whose piece holds each z, −1 below the first. Same shape as z."""
        return np.searchsorted(self._reached, z, side="right") - 1

    @cached_property
    def _reached(self) -> FloatArray:
        return reached_from(np.array(self.knots, dtype=np.float64))

    def value(self, z: FloatArray) -> FloatArray:
        """f(z), the same shape as z. Height of the piece plus slope times excess: no cancellation far out."""
        z = np.asarray(z, dtype=np.float64)
        if not self.knots:
            return np.full(z.shape, self.start)
        index = self.piece_of(z)
        inside = np.maximum(index, 0)
        excess = z - np.asarray(self.knots, dtype=np.float64)[inside]
        return np.where(index < 0, self.start, self.heights[inside] + self.slopes[inside] * excess)

    def rate(self, z: FloatArray) -> FloatArray:
        """Marginal pay f'(z), from the right; jumps are in no rate."""
        z = np.asarray(z, dtype=np.float64)
        if not self.knots:
            return np.zeros(z.shape)
        index = self.piece_of(z)
        return np.where(index < 0, 0.0, self.slopes[np.maximum(index, 0)])

    def piece(self, index: int) -> Piece:
        """The straight part at an index of `piece_of`."""
        if index < 0:
            return Piece(-np.inf, self.start, 0.0)
        return Piece(self.knots[index], float(self.heights[index]), float(self.slopes[index]))

    def scaled(self, knots: float = 1.0, values: float = 1.0) -> PiecewiseLinear:
        """The same function in other units: `knots` new units of z and `values` new units of f per old one."""
        return PiecewiseLinear(
            tuple(exact_product(knot, knots) for knot in self.knots),
            tuple(jump * values for jump in self.jumps),
            tuple(bend * values / knots for bend in self.bends),
            self.start * values,
        )

    def capped_at(self, top: float) -> PiecewiseLinear:
        """min(f, top) for a function that never falls."""
        if self.start >= top:
            return PiecewiseLinear((), (), (), top)
        pieces: list[Piece] = []
        for index in range(len(self.knots)):
            piece = self.piece(index)
            if piece.height >= top - SAME * max(1.0, abs(top)):  # a crossing next to a knot is the knot itself
                return from_pieces([*pieces, Piece(piece.knot, top, 0.0)], self.start)
            pieces.append(piece)
            crossing = piece.knot + (top - piece.height) / piece.slope if piece.slope > 0 else np.inf
            end = self.knots[index + 1] if index + 1 < len(self.knots) else np.inf
            if crossing < end:
                return from_pieces([*pieces, Piece(crossing, top, 0.0)], self.start)
        return self


def from_pieces(pieces: Sequence[Piece], start: float = 0.0) -> PiecewiseLinear:
    """The function that begins at `start` and follows the pieces, each from its knot to the next one's."""
    jumps, bends = [], []
    height, slope, knot = start, 0.0, 0.0
    for piece in pieces:
        before = height + slope * (piece.knot - knot) if slope else height
        jump = piece.height - before
        # Heights that were computed along the slope differ from it in the last bits: no jump is meant there.
        jumps.append(0.0 if abs(jump) <= SAME * max(1.0, abs(piece.height)) else jump)
        bends.append(piece.slope - slope)
        height, slope, knot = piece.height, piece.slope, piece.knot
    return PiecewiseLinear(tuple(piece.knot for piece in pieces), tuple(jumps), tuple(bends), start)
