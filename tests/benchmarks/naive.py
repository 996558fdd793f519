"""The program as people write it in PuLP: a target per cell, four segments, a row that links them, sums with lpSum.

One program with the breakpoints of our first one, no polish, no rounding: its targets rest on breakpoints.
"""

from __future__ import annotations

import warnings

import numpy as np
import pulp

from models.allocation.linearisation import FIRST_SPREAD
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


def naive_targets(program: SeparableProgram) -> FloatArray:
    """x per cell from stock CBC, whatever PuLP says of the status."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        problem, targets = _flat(program)
        problem.solve(pulp.PULP_CBC_CMD(msg=False))
    return np.array([target.varValue or 0.0 for target in targets])


def _flat(program: SeparableProgram) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    problem = pulp.LpProblem("flat", pulp.LpMinimize)
    width, slope = _segments(program)
    cells = range(program.n_cells)
    targets = [problem.add_variable(f"x_{c}", float(program.lower[c]), float(program.upper[c])) for c in cells]
    segments = [
        [problem.add_variable(f"s_{c}_{j}", 0.0, float(width[j, c])) for j in range(width.shape[0])] for c in cells
    ]
    violations = _add_rows(problem, program, targets)
    costs = (float(slope[j, c]) * segments[c][j] for c in cells for j in range(width.shape[0]))
    problem += pulp.lpSum([*costs, *violations])
    for c in cells:
        problem += targets[c] == float(program.lower[c]) + pulp.lpSum(segments[c]), f"link_{c}"
    return problem, targets


def _add_rows(
    problem: pulp.LpProblem, program: SeparableProgram, targets: list[pulp.LpVariable]
) -> list[pulp.LpAffineExpression]:
    """A floor and a cap per row; soft ones with a priced violation, which are returned."""
    priced = []
    for i in range(program.n_rows):
        entries = slice(program.matrix.indptr[i], program.matrix.indptr[i + 1])
        cells, factors = program.matrix.indices[entries].tolist(), program.matrix.data[entries].tolist()
        total = pulp.lpSum(factor * targets[cell] for cell, factor in zip(cells, factors, strict=True))
        miss: pulp.LpVariable | float = 0.0
        if np.isfinite(program.penalty[i]):
            miss = problem.add_variable(f"v_{i}", 0.0)
            priced.append(float(program.penalty[i]) * miss)
        if np.isfinite(program.row_lower[i]):
            problem += total + miss >= float(program.row_lower[i]), f"floor_{i}"
        if np.isfinite(program.row_upper[i]):
            problem += total - miss <= float(program.row_upper[i]), f"cap_{i}"
    return priced


def _segments(program: SeparableProgram) -> tuple[FloatArray, FloatArray]:
    """Widths and slopes, four per cell, from the bounds and the reference ± 15 %."""
    step = FIRST_SPREAD * program.reference_floor
    inner = np.clip(
        np.stack([program.reference - step, program.reference, program.reference + step]), program.lower, program.upper
    )
    points = np.vstack([program.lower, inner, program.upper])
    width = np.diff(points, axis=0)
    loss = np.stack([program.column_loss(point) for point in points])
    slope = np.divide(np.diff(loss, axis=0), width, out=np.zeros_like(width), where=width > 0.0)
    return width, np.maximum.accumulate(slope, axis=0)
