"""Deciding whole numbers by one deterministic solver, whatever solved the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from models.allocation.choice import INTEGRAL, ChoiceProgram
from models.arrays import FloatArray
from models.errors import LimitReached, SolverFailed
from models.program import LinearProgram
from models.solution import Solution, TerminationCondition
from solvers.base import OPTIMALITY_GAP, SolverBackend, SolverOptions
from solvers.highs import HighsBackend

NODE_LIMIT = 2000
"""Branching ends here and not at a time: the same plan must come out on a slow and a fast machine."""

SMALL_PROGRAM = 5_000
"""Choices up to which all of them are decided anew when the quick answer misses something avoidable."""

AVOIDABLE = 1e-4
"""Increments that an answer may miss beyond what the linear program misses, before it is decided anew."""

_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.INTERRUPTED)


def decide(
    choices: ChoiceProgram, options: SolverOptions, *, gap: float = OPTIMALITY_GAP, nodes: int = NODE_LIMIT
) -> FloatArray:
    """Values of a choice program, its choices whole: the linear program first; where its vertex is fractional, an
    integer program over the fractional choices; while that misses something that the linear program did not, those of
    the missed rows too, and in a small program all.

    Raises LimitReached when time or stop of `options` end the work, SolverFailed when there is no answer.
    """
    solver = _Solver(options, gap, nodes)
    bound = solver.values(choices.program)
    if choices.is_whole(bound):
        return bound
    best = solver.values(choices.restricted(bound))
    attempts: list[Callable[[], LinearProgram]] = [lambda: choices.reopened(bound, best)]
    if choices.n_choices <= SMALL_PROGRAM:
        attempts.append(choices.integral)
    for attempt in attempts:
        if choices.missed(best) - choices.missed(bound) <= AVOIDABLE:
            break
        solution = solver.solve(attempt())
        if solution.point is not None and choices.cost(solution.point.values) < choices.cost(best):
            best = solution.point.values
    return best


def dive(choices: ChoiceProgram, options: SolverOptions) -> FloatArray:
    """Values of a large choice program, its choices whole, by linear programs alone: the fractional choices nearest to
    a whole number are fixed there, a quarter of them at a time, and the rest is solved again. Where several fixed
    together leave the kept rows no room, fewer are: a single one always can, because the kept rows are a network.

    Raises as `decide` does.
    """
    solver = _Solver(options, OPTIMALITY_GAP, NODE_LIMIT)
    values = solver.values(choices.program)
    fixed = np.zeros(choices.n_choices, dtype=np.bool_)
    while not choices.is_whole(values):
        z = values[: choices.n_choices]
        distance = np.abs(z - np.rint(z))
        fractional = np.flatnonzero(distance > INTEGRAL)
        nearest = fractional[np.argsort(distance[fractional], kind="stable")]
        batch, answer = nearest.size // 2, None
        while answer is None:
            batch = max(1, batch // 2)
            chosen = fixed.copy()
            chosen[nearest[:batch]] = True
            answer = solver.answer(choices.fixing(chosen, values), last=batch == 1)
        fixed, values = chosen, answer
    return values


def rounding_backend(*, is_integer: bool) -> SolverBackend:
    """HiGHS, always: the same exact plan is published as the same whole numbers, whatever solved it.

    Presolve costs a linear rounding program as much as its solve and changes no answer; of the integer program,
    whose cells are nearly all decided, it leaves next to nothing.
    """
    return HighsBackend(presolve=is_integer)


class _Solver:
    """The rounding solver within the request's limits, with its own gap and nodes."""

    def __init__(self, options: SolverOptions, gap: float, nodes: int) -> None:
        self._options, self._gap, self._nodes = options, gap, nodes

    def values(self, program: LinearProgram) -> FloatArray:
        """The answer's values, or the error that stands in their place."""
        values = self.answer(program, last=True)
        assert values is not None
        return values

    def answer(self, program: LinearProgram, *, last: bool) -> FloatArray | None:
        """The answer's values; None for a program without one, unless it is the `last` way."""
        solution = self.solve(program)
        if solution.point is not None:
            return solution.point.values
        if solution.termination in _STOPPED:
            raise LimitReached(str(solution.termination), self._options.time_limit_seconds or 0.0)
        if last:
            raise SolverFailed("rounding", solution.report.message or str(solution.termination))
        return None

    def solve(self, program: LinearProgram) -> Solution:
        """Whatever comes of one solve."""
        if self._options.stop is not None and self._options.stop.is_set():
            raise LimitReached(str(TerminationCondition.INTERRUPTED), 0.0)
        nodes = self._nodes if program.is_integer else None
        limits = replace(self._options, relative_gap=self._gap, node_limit=nodes)
        return rounding_backend(is_integer=program.is_integer).solve(program, limits)
