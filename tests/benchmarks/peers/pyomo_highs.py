"""Pyomo with HiGHS in process: indexed variables, a rule per row."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
from pyomo.contrib.solver.solvers.highs import Highs
from scipy.sparse import csr_array

from models.allocation.linearisation import Linearisation
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch


def solve(lean: Linearisation, watch: Stopwatch) -> FloatArray:
    """Values of the lean program's columns."""
    program = lean.program
    with watch.phase("build"):
        model = pyo.ConcreteModel()
        upper = [_side(value) for value in program.col_upper.tolist()]
        model.column = pyo.Var(range(program.n_columns), bounds=lambda _, index: (0.0, upper[index]))
        _add_rows(model, csr_array(program.matrix), program.row_lower, program.row_upper)
        costs = program.objective.tolist()
        model.cost = pyo.Objective(expr=pyo.quicksum(costs[index] * model.column[index] for index in model.column))
    return _solved(model, watch)


def solve_exact(program: SeparableProgram, watch: Stopwatch) -> FloatArray:
    """x per cell from the quadratic program; |x − a| as two variables and a row per cell."""
    with watch.phase("build"):
        model = pyo.ConcreteModel()
        lower, upper = program.lower.tolist(), program.upper.tolist()
        reference, curvature, price = program.reference.tolist(), program.curvature.tolist(), program.price.tolist()
        anchor, weight = program.anchor.tolist(), program.anchor_weight.tolist()
        anchored = np.flatnonzero(program.anchor_weight > 0.0).tolist()
        model.column = pyo.Var(range(program.n_cells), bounds=lambda _, cell: (lower[cell], upper[cell]))
        model.over, model.under = (pyo.Var(anchored, domain=pyo.NonNegativeReals) for _ in range(2))
        model.change = pyo.Constraint(
            anchored, rule=lambda m, cell: m.column[cell] - m.over[cell] + m.under[cell] == anchor[cell]
        )
        _add_rows(model, program.matrix, program.row_lower, program.row_upper)
        fit = pyo.quicksum(
            (model.column[cell] - reference[cell]) ** 2 / (2.0 * curvature[cell]) for cell in model.column
        )
        priced = pyo.quicksum(price[cell] * model.column[cell] for cell in model.column)
        moved = pyo.quicksum(weight[cell] * (model.over[cell] + model.under[cell]) for cell in anchored)
        model.cost = pyo.Objective(expr=fit + priced + moved)
    return _solved(model, watch)


def _add_rows(model: pyo.ConcreteModel, matrix: csr_array, row_lower: FloatArray, row_upper: FloatArray) -> None:
    starts, indices, data = matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.tolist()
    lower, upper = row_lower.tolist(), row_upper.tolist()

    def limit(model: pyo.ConcreteModel, row: int) -> object:
        places = range(starts[row], starts[row + 1])
        total = pyo.quicksum(data[place] * model.column[indices[place]] for place in places)
        if lower[row] == upper[row]:
            return total == lower[row]
        return pyo.inequality(_side(lower[row]), total, _side(upper[row]))

    model.limit = pyo.Constraint(range(len(lower)), rule=limit)


def _solved(model: pyo.ConcreteModel, watch: Stopwatch) -> FloatArray:
    with watch.phase("solve"):
        Highs().solve(model)  # raises where there is no optimal answer
    with watch.phase("read"):
        return np.array([model.column[index].value for index in model.column])


def _side(value: float) -> float | None:
    return value if np.isfinite(value) else None
