"""A backend that goes the ordinary way: one PuLP object per variable and row, solved by any PuLP solver.

Only benchmarks use it: it shows what the objects cost on the very program that the array path solves. Rows with two
different sides become a bounded aggregate column, since PuLP has no range rows.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pulp
from scipy.sparse import csr_array

from models.program import LinearProgram
from models.solution import Point, Solution, SolverReport, TerminationCondition
from solvers.base import Capabilities, SolverOptions, gap_outcome, with_point, without_point


@dataclass(frozen=True)
class PulpObjects:
    """`solver`: makes the PuLP solver; linear programs only."""

    solver: Callable[[], pulp.LpSolver]
    name: str = "pulp"

    @property
    def capabilities(self) -> Capabilities:
        """Enough for linear programs."""
        return Capabilities(integers=False, duals=True, warm_start=False, memory_limit=False)

    def version(self) -> str:
        """PuLP's."""
        return str(pulp.__version__)

    def availability(self) -> str | None:
        """Always there: PuLP is a dependency."""
        return None

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:  # noqa: ARG002
        """Build the objects, solve, read the values and duals back."""
        started = time.monotonic()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            problem, variables = _objects(program)
            problem.solve(self.solver())
        report = SolverReport(self.name, self.version(), time.monotonic() - started)
        if problem.status != pulp.LpStatusOptimal:
            return without_point(TerminationCondition.ERROR, report)
        values = np.array([variable.varValue or 0.0 for variable in variables])
        duals = np.array([row.pi or 0.0 for row in problem.constraints()])
        point = Point(values, np.asarray(program.matrix @ values), duals, None)
        termination, status = gap_outcome(0.0, None)
        return with_point(termination, status, report, program, point, None)


def stock_cbc() -> pulp.LpSolver:
    """CBC as PuLP drives it."""
    return pulp.PULP_CBC_CMD(msg=False, threads=1)


def _objects(program: LinearProgram) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    problem = pulp.LpProblem("lean", pulp.LpMinimize)
    lower, upper = _sides(program.col_lower), _sides(program.col_upper)
    variables = [
        problem.add_variable(f"x{column}", low, high)
        for column, (low, high) in enumerate(zip(lower, upper, strict=True))
    ]
    problem += pulp.LpAffineExpression(list(zip(variables, program.objective.tolist(), strict=True)))
    by_row = csr_array(program.matrix)
    starts, indices, data = by_row.indptr.tolist(), by_row.indices.tolist(), by_row.data.tolist()
    for row, (low, high) in enumerate(zip(_sides(program.row_lower), _sides(program.row_upper), strict=True)):
        part = slice(starts[row], starts[row + 1])
        terms = list(zip(map(variables.__getitem__, indices[part]), data[part], strict=True))
        if low is not None and high is not None and low != high:
            terms.append((problem.add_variable(f"y{row}", low, high), -1.0))
            low = high = 0.0
        expression = pulp.LpAffineExpression(terms)
        sense = pulp.LpConstraintEQ if low == high else (pulp.LpConstraintLE if low is None else pulp.LpConstraintGE)
        problem += pulp.LpConstraint(expression, sense, f"c{row}", high if low is None else low)
    return problem, variables


def _sides(bounds: np.ndarray) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in bounds.tolist()]
