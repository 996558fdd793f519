"""The allocation as a separable convex program: one closed form per column, one multiplier per row.

    min Σ_c (x_c − r_c)²/(2 D_c) + q_c x_c + σ_c |x_c − a_c| + ω E(x_c − S_c)⁺  +  Σ_aux q_j x_j  +  Σ_soft ρ_i v_i
    row_lower ≤ A x ≤ row_upper (soft rows up to v_i),  lower ≤ x ≤ upper

The first columns are the targets of the cells; auxiliary columns follow them: totals that several rows share, and the
worst of several deviations. An auxiliary column has only a price. The dual needs a curvature for every column, so it
gets one around a centre that moves (`models.allocation.proximal`); its own curvature is no part of the objective.

All amounts are in thousands of the major unit, and so is the objective: it is the loss of the strategy times the
company's leaf total L, which keeps costs near 1 (dividing by L made a solver return wrong numbers marked optimal).
With fit weight ω: D_c = r̄_c/(2ω), q_c = −(ω_strategic s_c + ω_profit m_c), σ_c = ω_stability, ρ as written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from models.allocation.shortfall import Shortfall
from models.arrays import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class SeparableProgram:
    """Arrays of the program above, one entry per column unless said. `reference_floor` is r̄ (of an auxiliary column:
    its usual size), `curvature` D, `price` q, `anchor` a (previous targets), `anchor_weight` σ (0 where the cell has
    no previous target), `penalty` ρ per row (inf for hard rows), `scale` L.

    `n_auxiliary`: how many of the last columns are auxiliary. Their `reference` and `curvature` are the moving centre
    and its curvature; their `upper` is finite. `shortfall`: expected shortfall of the cells, None without that term.
    """

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
    n_auxiliary: int = 0
    shortfall: Shortfall | None = None

    @property
    def n_columns(self) -> int:
        """Number of columns, auxiliary ones included."""
        return int(self.reference.shape[0])

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return self.n_columns - self.n_auxiliary

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

    def column_loss(self, x: FloatArray) -> FloatArray:
        """The columns' own part of the objective, in thousands; an auxiliary column costs only its price."""
        loss = self.dual_loss(x)
        loss[self.n_cells :] = self.price[self.n_cells :] * x[self.n_cells :]
        return loss

    def dual_loss(self, x: FloatArray) -> FloatArray:
        """What `response` minimises: the columns' loss, with the curvature around the centre of auxiliary ones."""
        loss = (x - self.reference) ** 2 / (2.0 * self.curvature) + self.price * x
        loss += self.anchor_weight * np.abs(x - self.anchor)
        if self.shortfall is not None:
            loss[: self.n_cells] += self.shortfall.loss(x[: self.n_cells])
        return loss

    def slope(self, x: FloatArray) -> FloatArray:
        """Derivative of the cells' loss (n_cells); at rest on the previous target that of the middle."""
        n = self.n_cells
        x = x[:n]
        slope = (x - self.reference[:n]) / self.curvature[:n] + self.price[:n]
        slope = slope + self.anchor_weight[:n] * np.sign(x - self.anchor[:n])
        return slope if self.shortfall is None else slope + self.shortfall.slope(x)

    def response(self, row_price: FloatArray) -> FloatArray:
        """The x that minimises Σ dual_loss + row_price·x within the bounds.

        Below and above the previous target the term σ|x − a| is a constant slope; in between, x rests on a.
        """
        free = self.reference - self.curvature * (row_price + self.price)
        push = self.curvature * self.anchor_weight
        below, above = free + push, free - push
        x = np.where(below < self.anchor, below, np.where(above > self.anchor, above, self.anchor))
        if self.shortfall is not None:
            self._draw_down(x, below, above)
        clipped: FloatArray = np.clip(x, self.lower, self.upper)
        return clipped

    def give(self, x: FloatArray) -> FloatArray:
        """How far each column moves per unit of price at x: its curvature, less what the shortfall stiffens."""
        if self.shortfall is None:
            return self.curvature
        n = self.n_cells
        give = self.curvature.copy()
        give[:n] /= 1.0 + give[:n] * self.shortfall.stiffness(x[:n])
        return give

    def row_violation(self, x: FloatArray) -> FloatArray:
        """How much each row is broken at x, in the row's unit (0 where it holds)."""
        activity = self.matrix @ x
        miss = np.maximum(self.row_lower - activity, activity - self.row_upper)
        return np.asarray(np.maximum(miss, 0.0), dtype=np.float64)

    def objective(self, x: FloatArray) -> float:
        """Column losses plus priced violations of soft rows; hard rows are not priced."""
        soft = np.isfinite(self.penalty)
        priced = float((self.penalty[soft] * self.row_violation(x)[soft]).sum())
        return float(self.column_loss(x).sum()) + priced

    def centred(self, centre: FloatArray, firmness: float) -> SeparableProgram:
        """The same program with its auxiliary columns centred at `centre` (n_auxiliary), their curvature times
        `firmness`."""
        n = self.n_cells
        moved = replace(
            self,
            reference=np.concatenate([self.reference[:n], centre]),
            curvature=np.concatenate([self.curvature[:n], self.curvature[n:] * firmness]),
        )
        self._pass_on(moved, "transposed", "squared", "row_scale")
        return moved

    def priced(self, extra: FloatArray) -> SeparableProgram:
        """The same program with `extra` added to the price of every column."""
        moved = replace(self, price=self.price + extra)
        self._pass_on(moved, "transposed", "squared", "row_scale", "row_curvature")
        return moved

    def _pass_on(self, moved: SeparableProgram, *derived: str) -> None:
        """Spare a program that differs only in what these do not know the work of deriving them again."""
        for name in derived:
            moved.__dict__[name] = getattr(self, name)

    def of_cells(self) -> SeparableProgram:
        """The cells' part: columns and rows without the auxiliary ones."""
        if not self.n_auxiliary:
            return self
        n = self.n_cells
        plain = np.flatnonzero(np.diff(self.matrix[:, n:].tocsr().indptr) == 0)
        columns = ("reference", "reference_floor", "curvature", "price", "anchor", "anchor_weight", "lower", "upper")
        cut = {name: getattr(self, name)[:n] for name in columns}
        rows = {name: getattr(self, name)[plain] for name in ("row_lower", "row_upper", "penalty")}
        matrix = csr_array(self.matrix[plain][:, :n])
        return replace(self, matrix=matrix, n_auxiliary=0, **cut, **rows)

    def _draw_down(self, x: FloatArray, below: FloatArray, above: FloatArray) -> None:
        """Let the shortfall pull on the free answers of the cells it covers."""
        assert self.shortfall is not None
        cells = self.shortfall.covered
        low, curvature = below[cells], self.curvature[cells]
        anchor, anchored = self.anchor[cells], self.anchor_weight[cells] > 0
        middle = np.where(anchored, self.shortfall.reach(anchor, curvature), -np.inf)
        rests = anchored & (low >= middle) & (above[cells] <= middle)
        goal = np.where(anchored & (above[cells] > middle), above[cells], low)
        settled = self.shortfall.settle(goal, curvature, self.lower[cells], self.upper[cells])
        x[cells] = np.where(rests, anchor, settled)
