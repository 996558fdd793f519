"""Where a multistart begins: at the points given, then at a seeded Latin hypercube between the bounds."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np
from scipy.stats import qmc

from models.arrays import FloatArray
from models.program import ProgramError
from models.smooth.program import SmoothProgram
from models.smooth.result import Origin
from solvers.smooth.options import SearchOptions
from solvers.smooth.single_start import StartTask


def start_tasks(program: SmoothProgram, given: Sequence[FloatArray], options: SearchOptions) -> list[StartTask]:
    """All of `given` first, moved between the bounds, then sampled points up to `options.starts`.

    Raises ProgramError for a program without variables, a given point that does not fit it, and for a variable without
    an upper bound where points have to be sampled.
    """
    variables = program.variables
    lower = np.array([variable.lower for variable in variables])
    upper = np.array([variable.upper for variable in variables])
    if not variables:
        raise ProgramError("the program has no variables")
    for point in given:
        if np.shape(point) != lower.shape or not np.isfinite(point).all():
            raise ProgramError("a given start does not fit the program's variables")
    tasks = [
        StartTask(number, Origin.GIVEN, np.clip(np.asarray(point, dtype=float), lower, upper))
        for number, point in enumerate(given)
    ]
    missing = options.starts - len(tasks)
    if missing <= 0:
        return tasks
    if not all(isfinite(variable.upper) for variable in variables):
        raise ProgramError("a variable without an upper bound cannot be sampled")
    sampler = qmc.LatinHypercube(len(variables), rng=np.random.default_rng(options.seed))
    for number, share in enumerate(sampler.random(missing), len(tasks)):
        tasks.append(StartTask(number, Origin.SAMPLED, lower + share * (upper - lower)))
    return tasks
