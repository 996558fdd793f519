"""PuLP as its documentation shows it: LpProblem, LpVariable.dicts, lpSum, the stock CBC; no link rows."""

from __future__ import annotations

import warnings

import numpy as np
import pulp
from scipy.sparse import csr_array

from models.allocation.linearisation import Linearisation
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch


def solve(lean: Linearisation, watch: Stopwatch) -> FloatArray:
    """Values of the lean program's columns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        with watch.phase("build"):
            problem, columns = _model(lean)
        with watch.phase("solve"):
            problem.solve(pulp.PULP_CBC_CMD(msg=False))
    if problem.status != pulp.LpStatusOptimal:
        raise RuntimeError(pulp.LpStatus[problem.status])
    with watch.phase("read"):
        return np.array([columns[index].varValue or 0.0 for index in range(lean.program.n_columns)])


def _model(lean: Linearisation) -> tuple[pulp.LpProblem, dict[int, pulp.LpVariable]]:
    program = lean.program
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    columns: dict[int, pulp.LpVariable] = pulp.LpVariable.dicts("column", range(program.n_columns), 0)
    for index in np.flatnonzero(np.isfinite(program.col_upper)).tolist():
        columns[index].upBound = float(program.col_upper[index])
    problem += pulp.lpSum(cost * columns[index] for index, cost in enumerate(program.objective.tolist()))
    by_row = csr_array(program.matrix)
    starts, indices, data = by_row.indptr.tolist(), by_row.indices.tolist(), by_row.data.tolist()
    for row, (low, high) in enumerate(zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)):
        part = slice(starts[row], starts[row + 1])
        total = pulp.lpSum(factor * columns[index] for index, factor in zip(indices[part], data[part], strict=True))
        if low == high:
            problem += total == low, f"meet_{row}"
            continue
        if np.isfinite(low):
            problem += total >= low, f"floor_{row}"
        if np.isfinite(high):
            problem += total <= high, f"cap_{row}"
    return problem, columns
