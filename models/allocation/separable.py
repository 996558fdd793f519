"""The allocation as a separable convex program: one closed form per cell, one multiplier per row.

    min Σ_c (x_c − r_c)²/(2 D_c) + q_c x_c + σ_c |x_c − a_c|  +  Σ_soft ρ_i v_i
    row_lower ≤ A x ≤ row_upper (soft rows up to v_i),  lower ≤ x ≤ upper

All amounts are in thousands of the major unit, and so is the objective: it is the loss of the strategy times the
company's leaf total L, which keeps costs near 1 (dividing by L made a solver return wrong numbers marked optimal).
With fit weight ω: D_c = r̄_c/(2ω), q_c = −(ω_strategic s_c + ω_profit m_c), σ_c = ω_stability, ρ as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from models.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class SeparableProgram:
    """Arrays of the program above. `reference_floor` is r̄, `curvature` D, `price` q, `anchor` a (previous targets),
    `anchor_weight` σ (0 where the cell has no previous target), `penalty` ρ per row (inf for hard rows), `scale` L."""

    scale: float
    reference: FloatArray
    reference_floor: FloatArray
    curvature: FloatArray
    price: FloatArray
    anchor: FloatArray
    anchor_weight: FloatArray
    lower: FloatArray
    upper: FloatArray
    matrix: csr_array
    row_lower: FloatArray
    row_upper: FloatArray
    penalty: FloatArray

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return int(self.reference.shape[0])

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.row_lower.shape[0])

    @cached_property
    def transposed(self) -> csr_array:
        """Aᵀ by rows, for y = Aᵀλ."""
        return csr_array(self.matrix.T.tocsr())

    @cached_property
    def row_scale(self) -> FloatArray:
        """Σ_c |A_ic|·r̄_c per row: what a residual is measured against, at least 1."""
        return np.asarray(np.maximum(abs(self.matrix) @ self.reference_floor, 1.0), dtype=np.float64)

    @cached_property
    def squared(self) -> csr_array:
        """A∘A, for the rows' own curvature."""
        return csr_array(self.matrix * self.matrix)

    @cached_property
    def row_curvature(self) -> FloatArray:
        """Σ_c A_ic²·D_c per row: how far a row gives when its multiplier moves by one and every cell is free."""
        return np.asarray(np.maximum(self.squared @ self.curvature, 1e-9), dtype=np.float64)

    @property
    def is_equality(self) -> BoolArray:
        """Rows whose two sides are equal."""
        return np.asarray(self.row_lower == self.row_upper, dtype=np.bool_)

    def cell_loss(self, x: FloatArray) -> FloatArray:
        """The cells' own part of the objective, in thousands."""
        fit = (x - self.reference) ** 2 / (2.0 * self.curvature)
        return fit + self.price * x + self.anchor_weight * np.abs(x - self.anchor)

    def response(self, row_price: FloatArray) -> FloatArray:
        """The x that minimises Σ cell_loss + row_price·x within the bounds, in closed form.

        Below and above the previous target the term σ|x − a| is a constant slope; in between, x rests on a.
        """
        free = self.reference - self.curvature * (row_price + self.price)
        push = self.curvature * self.anchor_weight
        below, above = free + push, free - push
        x = np.where(below < self.anchor, below, np.where(above > self.anchor, above, self.anchor))
        clipped: FloatArray = np.clip(x, self.lower, self.upper)
        return clipped

    def row_violation(self, x: FloatArray) -> FloatArray:
        """How much each row is broken at x, in the row's unit (0 where it holds)."""
        activity = self.matrix @ x
        miss = np.maximum(self.row_lower - activity, activity - self.row_upper)
        return np.asarray(np.maximum(miss, 0.0), dtype=np.float64)

    def objective(self, x: FloatArray) -> float:
        """Cell losses plus priced violations of soft rows; hard rows are not priced."""
        soft = np.isfinite(self.penalty)
        priced = float((self.penalty[soft] * self.row_violation(x)[soft]).sum())
        return float(self.cell_loss(x).sum()) + priced
