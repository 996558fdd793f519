"""What a step of a limit is expected to do, by the rates of change at the optimum: to one number, and to the loss.

A step moves a row from a·x ≤ b to a′·x ≤ b′. At first x(G) changes by v·((b′ − b) − (a′ − a)·x) − λ·w·(a′ − a), the
loss (times L) by λ·((a′ − a)·x − (b′ − b)); v and w as in `Response`, λ the row's multiplier.
"""

from __future__ import annotations

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.polish import Polished
from models.allocation.sensitivity.limit_step import LimitStep
from models.allocation.sensitivity.response import Response, row_multipliers
from models.arrays import FloatArray


class ExpectedEffects:
    """First-order effects of steps at one optimum; `response` is that of one node (None: of the loss alone)."""

    def __init__(self, formulation: Formulation, polished: Polished, response: Response | None = None) -> None:
        self._rows = formulation.rows
        self._x = polished.targets[: formulation.program.n_cells]
        self._multipliers = row_multipliers(formulation, polished)
        self._response = response
        self._of_rows = np.zeros(0) if response is None else _of_limit_rows(formulation, response)

    def of(self, step: LimitStep) -> float:
        """Expected change of the node's leaf total, in thousands; 0 for the company target, which moves references."""
        if self._response is None or step.is_company or step.lower is None:
            return 0.0
        held = self._multipliers[step.changed]
        effect = float((self._of_rows[step.changed] * self._needed(step, held)).sum())
        if step.matrix is None:
            return effect
        turned = step.matrix - self._rows.matrix[step.changed]
        return effect - float(held @ (turned @ self._response.to_price[: self._x.shape[0]]))

    def of_loss(self, step: LimitStep) -> float:
        """Expected change of the loss times L, in thousands."""
        held = self._multipliers[step.changed]
        return float(-(held * self._needed(step, held)).sum())

    def _needed(self, step: LimitStep, held: FloatArray) -> FloatArray:
        """(b′ − b) − (a′ − a)·x of each changed row, b the side that it presses on."""
        assert step.lower is not None and step.upper is not None
        rows = self._rows
        with np.errstate(invalid="ignore"):
            up, down = step.upper - rows.upper[step.changed], step.lower - rows.lower[step.changed]
        fixed = rows.lower[step.changed] == rows.upper[step.changed]
        moved = np.where((held > 0) | fixed, np.nan_to_num(up), np.where(held < 0, np.nan_to_num(down), 0.0))
        if step.matrix is None:
            return np.asarray(moved, dtype=np.float64)
        return np.asarray(moved - (step.matrix - rows.matrix[step.changed]) @ self._x, dtype=np.float64)


def _of_limit_rows(formulation: Formulation, response: Response) -> FloatArray:
    """Change of the node's leaf total per +1 of the bound of each limit row; 0 for rows that do not act."""
    rows = formulation.rows
    found = np.zeros(rows.count)
    own = formulation.row_of >= 0
    found[formulation.row_of[own]] = response.of_rows[own]
    for source in (formulation.lower_row, formulation.upper_row):
        cells = np.flatnonzero(source >= 0)
        row = source[cells]
        found[row] = response.of_cells[cells] / rows.matrix.data[rows.matrix.indptr[row]]
    return found
