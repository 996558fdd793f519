"""Programs that choose whole numbers: network rows that are kept, other rows at a price per miss.

min cost·z + Σ price·miss,  kept rows: lower ≤ A z ≤ upper,  priced rows: lower ≤ B z + short − over ≤ upper
z whole within its bounds. Where the kept rows are two laminar families the linear program's vertices are whole; priced
rows may make some fractional, and a small integer program decides those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from models.arrays import BoolArray, FloatArray
from models.program import Block, LinearProgram
from models.sparse import picked_columns

INTEGRAL = 1e-6
TIE_PRICE = 1e-6


@dataclass(frozen=True, eq=False)
class ChoiceRows:
    """Rows over the choices: lower ≤ matrix·z ≤ upper."""

    matrix: csr_array
    lower: FloatArray
    upper: FloatArray

    @property
    def count(self) -> int:
        """Number of rows."""
        return int(self.lower.shape[0])


@dataclass(frozen=True, eq=False)
class ChoiceProgram:
    """The program: its first `n_choices` columns are to be whole; after them comes a pair of misses (short, over) for
    every priced row, and these are the last rows."""

    program: LinearProgram
    n_choices: int

    def is_whole(self, values: FloatArray) -> bool:
        """True when everything is decided."""
        return bool(self._decided(values).all())

    def cost(self, values: FloatArray) -> float:
        """What an answer costs: distance to the exact plan, and the prices of what it misses."""
        return float(self.program.objective @ values)

    def missed(self, values: FloatArray) -> float:
        """Sum of what an answer misses of priced rows, in increments."""
        return float(values[self.n_choices :].sum())

    def restricted(self, values: FloatArray) -> LinearProgram:
        """The integer program that keeps what is decided and leaves what is fractional to be decided."""
        return self._deciding(~self._decided(values), values)

    def reopened(self, bound: FloatArray, values: FloatArray) -> LinearProgram:
        """The integer program that decides anew what `bound` left fractional and every choice of a priced row that
        `values` misses."""
        n = self.n_choices
        pairs = values[n:].reshape(-1, 2).sum(axis=1)
        first = self.program.n_rows - pairs.shape[0]
        missed = np.zeros(self.program.n_rows)
        missed[first:] = pairs > INTEGRAL
        inside = abs(self.program.matrix[:, :n]).T @ missed > 0.0
        return self._deciding(~self._decided(bound) | inside, values)

    def fixing(self, chosen: BoolArray, values: FloatArray) -> LinearProgram:
        """The linear program with some choices fixed at the whole numbers nearest to their values."""
        n = self.n_choices
        lower, upper = self.program.col_lower.copy(), self.program.col_upper.copy()
        lower[:n][chosen] = upper[:n][chosen] = np.rint(values[:n][chosen])
        return replace(self.program, col_lower=lower, col_upper=upper)

    def integral(self) -> LinearProgram:
        """The integer program that decides everything anew."""
        integer = np.zeros(self.program.n_columns, dtype=np.bool_)
        integer[: self.n_choices] = True
        return replace(self.program, integer=integer)

    def _decided(self, values: FloatArray) -> BoolArray:
        z = values[: self.n_choices]
        return np.asarray(np.abs(z - np.rint(z)) <= INTEGRAL, dtype=np.bool_)

    def _deciding(self, free: BoolArray, values: FloatArray) -> LinearProgram:
        n = self.n_choices
        lower, upper = self.program.col_lower.copy(), self.program.col_upper.copy()
        lower[:n][~free] = upper[:n][~free] = np.rint(values[:n][~free])
        integer = np.zeros(self.program.n_columns, dtype=np.bool_)
        integer[:n] = free
        return replace(self.program, col_lower=lower, col_upper=upper, integer=integer)


def choice_program(
    cost: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    kept: ChoiceRows,
    priced: Sequence[tuple[ChoiceRows, float]],
) -> LinearProgram:
    """The program of `ChoiceProgram` from its rows; every priced part with its price per unit missed."""
    n = int(cost.shape[0])
    n_miss = sum(part.count for part, _ in priced)
    blocks = [kept.matrix, *[part.matrix for part, _ in priced]]
    stacked = csr_array(vstack(blocks, format="csr")) if n else csr_array((0, 0))
    m, start = stacked.shape[0], kept.count
    rows_of_miss = np.repeat(np.arange(start, start + n_miss), 2)
    misses = csc_array((np.tile([1.0, -1.0], n_miss), (rows_of_miss, np.arange(2 * n_miss))), shape=(m, 2 * n_miss))
    by_column = csr_array(stacked.T.tocsr())
    prices = [np.full(2 * part.count, price) for part, price in priced]
    return LinearProgram(
        objective=np.concatenate([cost, *prices]),
        col_lower=np.concatenate([lower, np.zeros(2 * n_miss)]),
        col_upper=np.concatenate([upper, np.full(2 * n_miss, np.inf)]),
        row_lower=np.concatenate([kept.lower, *[part.lower for part, _ in priced]]),
        row_upper=np.concatenate([kept.upper, *[part.upper for part, _ in priced]]),
        matrix=picked_columns(by_column, np.arange(n), misses),
        integer=np.zeros(n + 2 * n_miss, dtype=np.bool_),
        column_blocks=(Block("choices", 0, n), Block("misses", n, n + 2 * n_miss)),
        row_blocks=(Block("kept", 0, start), Block("priced", start, m)),
    )


def stacked_rows(parts: Sequence[ChoiceRows], n_columns: int) -> ChoiceRows:
    """Several parts as one."""
    if not parts:
        return ChoiceRows(csr_array((0, n_columns)), np.zeros(0), np.zeros(0))
    return ChoiceRows(
        csr_array(vstack([part.matrix for part in parts], format="csr")),
        np.concatenate([part.lower for part in parts]),
        np.concatenate([part.upper for part in parts]),
    )


def tie_costs(places: FloatArray) -> FloatArray:
    """Costs that break ties: squares of a fixed irrational sequence over the places, so that equal choices have one
    answer. Squared: multiples alone add up alike along both diagonals of a square."""
    return np.asarray(TIE_PRICE * ((places * 0.6180339887498949) % 1.0) ** 2, dtype=np.float64)
