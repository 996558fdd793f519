"""OR-Tools' linear solver wrapper with GLOP: one call per variable and per coefficient, as its guide shows."""

from __future__ import annotations

import numpy as np
from ortools.linear_solver import pywraplp
from scipy.sparse import csr_array

from models.allocation.linearisation import Linearisation
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch


def solve(lean: Linearisation, watch: Stopwatch) -> FloatArray:
    """Values of the lean program's columns."""
    with watch.phase("build"):
        solver, columns = _model(lean)
    with watch.phase("solve"):
        status = solver.Solve()
    if status != pywraplp.Solver.OPTIMAL:
        raise RuntimeError(f"GLOP's status is {status}")
    with watch.phase("read"):
        return np.array([column.solution_value() for column in columns])


def _model(lean: Linearisation) -> tuple[pywraplp.Solver, list[pywraplp.Variable]]:
    program = lean.program
    solver = pywraplp.Solver.CreateSolver("GLOP")
    columns = [solver.NumVar(0.0, upper, "") for upper in program.col_upper.tolist()]
    objective = solver.Objective()
    for column, cost in zip(columns, program.objective.tolist(), strict=True):
        objective.SetCoefficient(column, cost)
    objective.SetMinimization()
    by_row = csr_array(program.matrix)
    starts, indices, data = by_row.indptr.tolist(), by_row.indices.tolist(), by_row.data.tolist()
    for row, (low, high) in enumerate(zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)):
        limit = solver.Constraint(low, high, "")
        for place in range(starts[row], starts[row + 1]):
            limit.SetCoefficient(columns[indices[place]], data[place])
    return solver, columns
