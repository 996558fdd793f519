"""The response of one number at the optimum: how it moves, at first, with every limit and every price.

At the optimum the free cells follow prices by their curvature D, and the acting rows J hold: with g the node's cells,

    (A_J D A_Jᵀ) v = A_J D g,   w = D (g − A_Jᵀ v)

v_i is the change of x(G) per +1 of row i's bound, g_c − (A_Jᵀ v)_c that per +1 of the bound a cell rests on, −w_c that
per +1 of a cell's price, and s = g·w ≥ 0 how far x(G) gives per +1 of a price on itself. One system for all limits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, diags_array
from scipy.sparse.linalg import splu

from models.allocation.binding import bound_slopes
from models.allocation.formulation import Formulation
from models.allocation.polish import Polished
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray

DAMPING = 1e-10
"""Share of a row's own curvature that keeps redundant rows solvable."""

LOOSE = 1e6
"""Curvature of auxiliary columns, times that of the polish: they follow prices without resistance."""


@dataclass(frozen=True, eq=False)
class Response:
    """`of_rows` v per program row, `of_cells` g − Aᵀv per column, `to_price` w per column; `give` is s."""

    of_rows: FloatArray
    of_cells: FloatArray
    to_price: FloatArray
    give: float


def response_of(program: SeparableProgram, polished: Polished, cells: BoolArray) -> Response:
    """The response of the total of some cells (n)."""
    node = np.zeros(program.n_columns)
    node[: program.n_cells] = cells
    weight = np.where(_free(program, polished.targets), _give(program, polished.targets), 0.0)
    acting = np.flatnonzero(_acts(program, polished.multipliers))
    v = np.zeros(program.n_rows)
    v[acting] = _solved(program, acting, weight, node)
    of_cells = node - program.transposed @ v
    to_price = weight * of_cells
    return Response(v, of_cells, to_price, max(float(node @ to_price), 0.0))


def row_multipliers(formulation: Formulation, polished: Polished) -> FloatArray:
    """λ per limit row, those that were folded into bounds of cells included: λ > 0 presses on the upper side."""
    program, rows = formulation.program, formulation.rows
    found = np.zeros(rows.count)
    own = formulation.row_of >= 0
    found[formulation.row_of[own]] = polished.multipliers[own]
    x = polished.targets[: program.n_cells]
    up, down = bound_slopes(program, x, polished.multipliers)
    for at, slope, source in (
        (x <= program.lower[: x.size], np.maximum(up, 0.0), formulation.lower_row),
        (x >= program.upper[: x.size], np.minimum(down, 0.0), formulation.upper_row),
    ):
        cells = np.flatnonzero(at & (source >= 0) & (slope != 0.0))
        row = source[cells]
        found[row] = -slope[cells] / rows.matrix.data[rows.matrix.indptr[row]]
    return found


def _free(program: SeparableProgram, x: FloatArray) -> BoolArray:
    resting = (program.anchor_weight > 0) & (x == program.anchor)
    return np.asarray((x > program.lower) & (x < program.upper) & ~resting, dtype=np.bool_)


def _give(program: SeparableProgram, x: FloatArray) -> FloatArray:
    give = program.give(x).copy()
    give[program.n_cells :] *= LOOSE
    return give


def _acts(program: SeparableProgram, multipliers: FloatArray) -> BoolArray:
    """Rows that hold the plan where it is; a soft row at its full price lets go."""
    paid = np.isfinite(program.penalty) & (np.abs(multipliers) >= program.penalty)
    return np.asarray(((multipliers != 0.0) | program.is_equality) & ~paid, dtype=np.bool_)


def _solved(program: SeparableProgram, acting: np.ndarray, weight: FloatArray, node: FloatArray) -> FloatArray:
    if not acting.size:
        return np.zeros(0)
    rows = program.matrix[acting]
    normal = csc_array(rows @ diags_array(weight) @ rows.T)
    scale = 1.0 / np.sqrt(normal.diagonal() + DAMPING * program.row_curvature[acting])
    scaling = diags_array(scale)
    added = diags_array(DAMPING * program.row_curvature[acting])
    system = csc_array(scaling @ (normal + added) @ scaling)
    factor = splu(system, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    solution: FloatArray = scale * factor.solve(scale * (rows @ (weight * node)))
    return solution
