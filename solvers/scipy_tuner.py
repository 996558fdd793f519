"""Tunes a smooth program with scipy's SLSQP from many starts: the best of them, every one's end, and what blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Limit, LocalOptimum, MultistartResult, NoFeasibleEnd, Optimum, Origin, StartOutcome
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import ROUNDING, VALUE_TOLERANCE, SearchOptions
from solvers.smooth.phase_one import phase_one
from solvers.smooth.scaled_program import EXACT
from solvers.smooth.single_start import FINEST, StartTask
from solvers.smooth.start_points import start_tasks


def tune(
    program: SmoothProgram, given: Sequence[FloatArray] = (), options: SearchOptions | None = None
) -> MultistartResult:
    """The best local optimum that starts at `given` points (n each, today's first) and at sampled ones end at.

    Sequential least squares programming (Kraft 1988) with the program's own gradients. Every end is judged by our own
    evaluation of conditions and first-order conditions, never by the solver's word. When no end satisfies all
    conditions, phase 1 minimises the total violation; a point found that way is one more start. The same program,
    starts and options give the same result for any number of workers.

    Raises ProgramError for a program or start that does not fit, SolverFailed when a process dies.
    """
    options = options or SearchOptions()
    search = Multistart(program, options)
    outcomes = search.outcomes(start_tasks(program, given, options))
    limit, report = _limit(outcomes), None
    if limit is None and not any(outcome.feasible for outcome in outcomes):
        found = phase_one(program, search, outcomes)
        report = found.report
        tasks = [
            StartTask(len(outcomes) + number, Origin.PHASE_ONE, point) for number, point in enumerate(found.candidates)
        ]
        outcomes += search.outcomes(tasks)
        limit = _limit(outcomes) or search.limit()
    return _polished(program, search, _result(program, outcomes, report, limit))


def _limit(outcomes: Sequence[StartOutcome]) -> Limit | None:
    return next((outcome.limit for outcome in outcomes if outcome.limit is not None), None)


def _result(
    program: SmoothProgram, outcomes: list[StartOutcome], report: NoFeasibleEnd | None, limit: Limit | None
) -> MultistartResult:
    scale = program.objective_scale
    ends = [(one.reached, one) for one in outcomes if one.feasible and one.reached is not None]
    spread = _spread([(reached.objective, one.number) for reached, one in ends if one.converged], scale)
    if not ends:
        tried = None if report is None else replace(report, starts_tried=len(outcomes))
        return MultistartResult(tuple(outcomes), None, None, 0, spread, tried, limit)
    lowest = min(reached.objective for reached, _ in ends)
    equal = [end for end in ends if end[0].objective <= lowest + VALUE_TOLERANCE * scale]
    nearest = min(reached.objective for reached, one in equal if one.converged or not _any_converged(equal))
    best, start = min(
        (end for end in equal if end[0].objective <= nearest + ROUNDING * scale),
        key=lambda end: (not end[1].converged, end[0].residual, end[1].number),
    )
    return MultistartResult(tuple(outcomes), best, start.number, len(equal), spread, None, limit)


def _polished(program: SmoothProgram, search: Multistart, result: MultistartResult) -> MultistartResult:
    """The best to the last digits, where going on from it explains its gradient better at no cost."""
    best = result.best
    if best is None:
        return result
    task = StartTask(0, Origin.GIVEN, best.values, precision=FINEST)
    finer = search.outcomes_here([task])[0].reached
    near = ROUNDING * program.objective_scale
    if finer is None or finer.residual >= best.residual or abs(finer.objective - best.objective) > near:
        return result
    return result if finer.violation > max(best.violation, EXACT) else replace(result, best=finer)


def _any_converged(ends: Sequence[tuple[Optimum, StartOutcome]]) -> bool:
    return any(outcome.converged for _, outcome in ends)


def _spread(ends: Sequence[tuple[float, int]], scale: float) -> tuple[LocalOptimum, ...]:
    groups: list[list[tuple[float, int]]] = []
    for end in sorted(ends):
        if groups and end[0] <= groups[-1][0][0] + VALUE_TOLERANCE * scale:
            groups[-1].append(end)
        else:
            groups.append([end])
    return tuple(LocalOptimum(group[0][0], tuple(sorted(number for _, number in group))) for group in groups)
