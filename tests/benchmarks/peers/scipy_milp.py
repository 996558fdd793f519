"""scipy.optimize.milp: the arrays as they are, solved by the HiGHS inside SciPy."""

from __future__ import annotations

from scipy.optimize import Bounds, LinearConstraint, milp

from models.allocation.linearisation import Linearisation
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch


def solve(lean: Linearisation, watch: Stopwatch) -> FloatArray:
    """Values of the lean program's columns."""
    program = lean.program
    with watch.phase("build"):
        rows = LinearConstraint(program.matrix, program.row_lower, program.row_upper)
        bounds = Bounds(program.col_lower, program.col_upper)
    with watch.phase("solve"):
        answer = milp(program.objective, constraints=rows, bounds=bounds)
    if not answer.success:
        raise RuntimeError(answer.message)
    values: FloatArray = answer.x
    return values
