"""Load: nobody is much fuller than the others.

loss = max_k u_k − mean_k u_k,  u_k = used/capacity of each row of the yearly capacity limits
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, diags_array

from models.allocation.terms.columns import TermColumns, by_entry
from models.arrays import FloatArray

if TYPE_CHECKING:
    from models.allocation.formulation import LimitRows


@dataclass(frozen=True, eq=False)
class Utilisation:
    """Utilisation as a linear function of the targets: u = matrix·x (K × cells), x in thousands."""

    matrix: csr_array

    def of(self, targets: FloatArray) -> FloatArray:
        """u per capacity row (K)."""
        return np.asarray(self.matrix @ targets, dtype=np.float64)


def utilisation(rows: LimitRows) -> Utilisation | None:
    """Every yearly capacity row with a capacity above zero; None where there are fewer than two to compare. Rows of
    months say nothing about the year."""
    blocks = [
        number for number, block in enumerate(rows.blocks) if block.identity.kind == "capacity" and not block.by_month
    ]
    found = np.flatnonzero(np.isin(rows.block, blocks) & np.isfinite(rows.upper) & (rows.upper > 0))
    if found.size < 2:
        return None
    return Utilisation(csr_array(diags_array(1.0 / rows.upper[found]) @ rows.matrix[found]))


def load_loss(found: Utilisation, targets: FloatArray) -> float:
    """The loss of targets in thousands per cell, no unit."""
    used = found.of(targets)
    return float(used.max() - used.mean())


def load_price(found: Utilisation, weight: float, scale: float) -> FloatArray:
    """Price per cell of the mean's part: −weight·L·mean_k ∂u_k/∂x_c."""
    return np.asarray(found.matrix.mean(axis=0)).ravel() * (-weight * scale)


def load_columns(found: Utilisation, weight: float, scale: float, ceiling: float, curvature: FloatArray) -> TermColumns:
    """The maximum's part: u_k·S ≤ w for every row, w at the price weight·L/S, S = L/K an average capacity's money."""
    count = int(found.matrix.shape[0])
    unit = scale / count
    heaviest = float(np.abs(found.matrix.data).max(initial=0.0))
    return TermColumns(
        matrix=csr_array(found.matrix * unit),
        auxiliary=by_entry(np.full(count, -1.0), 1),
        lower=np.full(count, -np.inf),
        upper=np.zeros(count),
        penalty=np.full(count, np.inf),
        price=np.array([weight * scale / unit]),
        ceiling=np.array([heaviest * ceiling * unit]),
        size=np.array([unit]),
        curvature=np.array([float(curvature.sum()) / count]),
    )
