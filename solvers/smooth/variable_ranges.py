"""How far each variable can move while the objective stays within a margin of the best, the others adapting."""

from __future__ import annotations

from functools import partial

import numpy as np

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, Origin, StartOutcome, VariableRange
from models.smooth.variations import FurthestVariable
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import FEASIBILITY_TOLERANCE, SearchOptions
from solvers.smooth.single_start import StartTask

SIDES = (1.0, -1.0)
"""The lowest value by minimising x, the highest by minimising −x."""

NUDGE = 1e-3
"""How far from the best a side's second start lies, in widths: at the best itself the gradients may say nothing."""


def variable_ranges(
    program: SmoothProgram, best: Optimum, margin: float, options: SearchOptions | None = None
) -> tuple[VariableRange, ...]:
    """The range of every variable over the points whose objective is at most best + `margin` (≥ 0, in its unit).

    Two searches for each side, warm at the best. `starts` and `seed` of the options play no part. Where a search finds
    nothing better or is cut off, the best itself stands. Raises ValueError for a negative margin, SolverFailed.
    """
    if not margin >= 0:
        raise ValueError("a margin is not negative")
    options = options or SearchOptions()
    ceiling = best.objective + margin
    tasks = [
        StartTask(
            number=4 * index + 2 * side + again,
            origin=Origin.GIVEN,
            start=_start(program, best.values, index, SIDES[side] if again else 0.0),
            vary=partial(FurthestVariable, index=index, sign=SIDES[side], ceiling=ceiling),
        )
        for index in range(len(program.variables))
        for side in (0, 1)
        for again in (0, 1)
    ]
    outcomes = Multistart(program, options).outcomes(tasks)
    return tuple(
        _range(program, best, index, outcomes[4 * index : 4 * index + 4]) for index in range(len(program.variables))
    )


def _start(program: SmoothProgram, values: FloatArray, index: int, sign: float) -> FloatArray:
    variable, start = program.variables[index], values.copy()
    start[index] = np.clip(start[index] - sign * NUDGE * variable.width, variable.lower, variable.upper)
    return start


def _range(program: SmoothProgram, best: Optimum, index: int, four: list[StartOutcome]) -> VariableRange:
    at_best, name = float(best.values[index]), program.variables[index].name
    (low, low_converged), (high, high_converged) = (
        _furthest(four[2 * side : 2 * side + 2], SIDES[side], index, at_best) for side in (0, 1)
    )
    return VariableRange(name, low, at_best, high, low_converged, high_converged)


def _furthest(two: list[StartOutcome], sign: float, index: int, at_best: float) -> tuple[float, bool]:
    """The further of the ends that satisfy everything, and whether it is a local optimum."""
    furthest, converged = at_best, False
    for outcome in two:
        reached = outcome.reached
        if reached is None or reached.violation > FEASIBILITY_TOLERANCE:
            continue
        value = float(reached.values[index])
        if sign * value < sign * furthest or (value == furthest and outcome.converged):
            furthest, converged = value, outcome.converged
    return furthest, converged
