"""The solver-neutral program: arrays, no names, no business. Every solver backend takes exactly this."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csc_array

from models.arrays import BoolArray, FloatArray

MAX_MAGNITUDE = 1e12
"""Largest finite coefficient, cost or bound: CBC reads 1e31 as 0 and 1e20 as infinity."""


class ProgramError(ValueError):
    """A program that no solver may see: crossed bounds, not-a-number, a coefficient out of range."""


@dataclass(frozen=True)
class Block:
    """A named run of columns or rows, `[start, stop)`, for reports; solvers ignore it."""

    name: str
    start: int
    stop: int


@dataclass(frozen=True, eq=False)
class LinearProgram:
    """min objective·x + offset, row_lower ≤ matrix·x ≤ row_upper, col_lower ≤ x ≤ col_upper, x integer where `integer`.

    Shapes: columns n, rows m, matrix (m, n) in canonical CSC without explicit zeros. Infinite bounds are ±inf.
    """

    objective: FloatArray
    col_lower: FloatArray
    col_upper: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    matrix: csc_array
    integer: BoolArray
    offset: float = 0.0
    column_blocks: tuple[Block, ...] = field(default=())
    row_blocks: tuple[Block, ...] = field(default=())

    @property
    def n_columns(self) -> int:
        """Number of variables."""
        return int(self.objective.shape[0])

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.row_lower.shape[0])

    @property
    def is_integer(self) -> bool:
        """True when at least one column must be integer."""
        return bool(self.integer.any())

    @property
    def nbytes(self) -> int:
        """Bytes of the program's arrays."""
        dense = (self.objective, self.col_lower, self.col_upper, self.row_lower, self.row_upper, self.integer)
        sparse = (self.matrix.data, self.matrix.indices, self.matrix.indptr)
        return sum(int(array.nbytes) for array in (*dense, *sparse))

    def check(self) -> None:
        """Raise ProgramError unless the arrays fit each other and every number can be handed to any solver."""
        n, m = self.n_columns, self.n_rows
        if self.matrix.shape != (m, n) or any(
            array.shape != (n,) for array in (self.col_lower, self.col_upper, self.integer)
        ):
            raise ProgramError("the program's arrays do not fit each other")
        if self.row_upper.shape != (m,):
            raise ProgramError("row bounds differ in length")
        _check_magnitudes("objective", self.objective, allow_infinite=False)
        _check_magnitudes("matrix", self.matrix.data, allow_infinite=False)
        for name, lower, upper in (
            ("column", self.col_lower, self.col_upper),
            ("row", self.row_lower, self.row_upper),
        ):
            _check_magnitudes(f"{name} bounds", lower, allow_infinite=True)
            _check_magnitudes(f"{name} bounds", upper, allow_infinite=True)
            crossed = np.flatnonzero(lower > upper)
            if crossed.size:
                raise ProgramError(f"{name} {int(crossed[0])} has its lower bound above its upper bound")


def _check_magnitudes(name: str, values: FloatArray, *, allow_infinite: bool) -> None:
    if np.isnan(values).any():
        raise ProgramError(f"{name}: not a number")
    finite = values[np.isfinite(values)] if allow_infinite else values
    if finite.size and not np.abs(finite).max() <= MAX_MAGNITUDE:
        raise ProgramError(f"{name}: a magnitude over {MAX_MAGNITUDE:g}")
