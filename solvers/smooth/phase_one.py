"""When no start ends where all conditions hold: the least total violation, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Blocking, NoFeasibleEnd, Optimum, Origin, StartOutcome
from models.smooth.variations import ElasticProgram, FurthestCondition
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import FEASIBILITY_TOLERANCE
from solvers.smooth.single_start import StartTask

BLOCKS = 1e-4
"""A condition blocks when relaxing it by one scale would take at least this many scales off the total violation."""

FURTHEST_STARTS = 5
"""From how many points each blocking condition is pushed as far as it goes."""


@dataclass(frozen=True, eq=False)
class PhaseOne:
    """What was found: points (n) from which the program may be feasible after all, and the report if it is not."""

    candidates: tuple[FloatArray, ...]
    report: NoFeasibleEnd | None


def phase_one(program: SmoothProgram, search: Multistart, outcomes: Sequence[StartOutcome]) -> PhaseOne:
    """Minimise the total violation from the end of every start, and from the given ones. `report` is None when time or
    a stop came before anything was found. Raises SolverFailed."""
    points = [outcome.start for outcome in outcomes if outcome.origin is Origin.GIVEN]
    points += [outcome.reached.values for outcome in outcomes if outcome.reached is not None]
    elastic = ElasticProgram(program)
    starts = [start for start in map(elastic.start, points) if np.isfinite(start).all()]
    tasks = [StartTask(number, Origin.PHASE_ONE, start, ElasticProgram) for number, start in enumerate(starts)]
    ends = sorted(
        (outcome for outcome in search.outcomes(tasks) if outcome.feasible),
        key=lambda outcome: outcome.reached.objective if outcome.reached else np.inf,
    )
    reached = [outcome.reached for outcome in ends if outcome.reached is not None]
    if not reached:
        return PhaseOne((), None)
    n = len(program.variables)
    blocking, found = _blocking(program, search, reached)
    candidates = found if reached[0].objective > FEASIBILITY_TOLERANCE else (reached[0].values[:n], *found)
    report = NoFeasibleEnd(len(outcomes), reached[0].values[:n], reached[0].objective, blocking)
    return PhaseOne(tuple(candidates), report)


def _blocking(
    program: SmoothProgram, search: Multistart, reached: Sequence[Optimum]
) -> tuple[tuple[Blocking, ...], tuple[FloatArray, ...]]:
    n, least = len(program.variables), reached[0]
    scales = np.array([condition.scale for condition in program.conditions])
    missed = least.values[n:] * scales
    blocks = np.flatnonzero((least.multipliers * scales > BLOCKS) | (least.values[n:] > FEASIBILITY_TOLERANCE))
    starts = [optimum.values[:n] for optimum in reached[:FURTHEST_STARTS]]
    furthest = _furthest(search, [int(index) for index in blocks], starts)
    found: list[Blocking] = []
    candidates: list[FloatArray] = []
    for index in blocks:
        best = furthest[int(index)]
        if best is not None and best.objective <= FEASIBILITY_TOLERANCE * scales[index]:
            candidates.append(best.values)
        relaxation = None if best is None else max(0.0, best.objective)
        relief = float(least.multipliers[index])
        found.append(Blocking(program.conditions[index].name, float(missed[index]), relief, relaxation))
    return tuple(found), tuple(candidates)


def _furthest(search: Multistart, indices: Sequence[int], starts: Sequence[FloatArray]) -> dict[int, Optimum | None]:
    """For each condition the end that satisfies the others and it as far as possible: −c is the objective there."""
    tasks = [
        StartTask(place * len(starts) + number, Origin.PHASE_ONE, start, partial(FurthestCondition, index=index))
        for place, index in enumerate(indices)
        for number, start in enumerate(starts)
    ]
    outcomes = search.outcomes(tasks)
    best: dict[int, Optimum | None] = dict.fromkeys(indices)
    for task, outcome in zip(tasks, outcomes, strict=True):
        index, known = indices[task.number // len(starts)], best[indices[task.number // len(starts)]]
        if outcome.feasible and outcome.reached and (known is None or outcome.reached.objective < known.objective):
            best[index] = outcome.reached
    return best
