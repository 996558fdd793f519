"""How far limits alone let the total of some cells go: a linear program over the hard limits."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from models.allocation.formulation import Formulation
from models.arrays import BoolArray
from models.program import LinearProgram


def reached_program(formulation: Formulation, cells: BoolArray, sign: float) -> LinearProgram:
    """min sign·x(G) under the hard limits: +1 finds the smallest total of the cells (n), −1 the largest, negated."""
    program = formulation.program
    n = program.n_cells
    hard = np.flatnonzero((formulation.row_of >= 0) & np.isinf(program.penalty))
    return LinearProgram(
        objective=np.where(cells, sign, 0.0),
        col_lower=program.lower[:n],
        col_upper=program.upper[:n],
        row_lower=program.row_lower[hard],
        row_upper=program.row_upper[hard],
        matrix=csc_array(program.matrix[hard][:, :n]),
        integer=np.zeros(n, dtype=np.bool_),
    )
