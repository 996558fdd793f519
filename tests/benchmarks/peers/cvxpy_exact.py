"""cvxpy: the quadratic program itself in a dozen lines, solved by what cvxpy picks, or by a solver named."""

from __future__ import annotations

import cvxpy as cp
import numpy as np

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch


def solve(program: SeparableProgram, watch: Stopwatch) -> FloatArray:
    """x per cell by the solver that cvxpy picks for a quadratic program."""
    return _solved(program, None, watch)


def solve_clarabel(program: SeparableProgram, watch: Stopwatch) -> FloatArray:
    """x per cell by Clarabel, an interior-point method."""
    return _solved(program, cp.CLARABEL, watch)


def solve_highs(program: SeparableProgram, watch: Stopwatch) -> FloatArray:
    """x per cell by HiGHS."""
    return _solved(program, cp.HIGHS, watch)


def _solved(program: SeparableProgram, solver: str | None, watch: Stopwatch) -> FloatArray:
    with watch.phase("build"):
        x = cp.Variable(program.n_cells, bounds=[program.lower, program.upper])
        fit = cp.sum_squares(cp.multiply(1.0 / np.sqrt(2.0 * program.curvature), x - program.reference))
        moved = program.anchor_weight @ cp.abs(x - program.anchor)
        problem = cp.Problem(cp.Minimize(fit + program.price @ x + moved), _limits(program, x))
    with watch.phase("solve"):
        problem.solve(solver=solver)
    if problem.status != cp.OPTIMAL:
        raise RuntimeError(problem.status)
    targets: FloatArray = x.value
    return targets


def _limits(program: SeparableProgram, x: cp.Variable) -> list[cp.Constraint]:
    met = program.is_equality
    floors = np.flatnonzero(np.isfinite(program.row_lower) & ~met)
    caps = np.flatnonzero(np.isfinite(program.row_upper) & ~met)
    meets = np.flatnonzero(met)
    return [
        program.matrix[meets] @ x == program.row_lower[meets],
        program.matrix[floors] @ x >= program.row_lower[floors],
        program.matrix[caps] @ x <= program.row_upper[caps],
    ]
