"""The checks of the conformance suite: each is one way in which a solver, or the way to it, has been seen to answer
wrongly without saying so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.program import LinearProgram, ProgramError
from models.solution import Solution, SolutionStatus, TerminationCondition
from solvers.base import SolverBackend, SolverOptions
from solvers.micro_programs import INF, awkward_program, hard_feasibility, hard_knapsack, program, slow_lp

TOLERANCE = 1e-7
CHECK_SECONDS = 20.0
"""A check that takes longer has failed; all of them together take about a second."""

Check = Callable[[SolverBackend], None]


class CheckFailedError(Exception):
    """What was expected and what came."""


def _solve(backend: SolverBackend, one: LinearProgram) -> Solution:
    return backend.solve(one, SolverOptions(time_limit_seconds=CHECK_SECONDS))


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise CheckFailedError(f"{what}: {found}, expected {wanted}")


def _expect_close(what: str, found: object, wanted: object) -> None:
    if found is None or not np.allclose(np.asarray(found), np.asarray(wanted), rtol=1e-12, atol=TOLERANCE):
        raise CheckFailedError(f"{what}: {found}, expected {wanted}")


def _expect_nothing(answer: Solution, *terminations: TerminationCondition) -> None:
    if answer.termination not in terminations:
        raise CheckFailedError(f"termination {answer.termination}, expected {' or '.join(terminations)}")
    _expect("status", answer.status, SolutionStatus.NONE)


def _expect_optimum(answer: Solution, objective: float, values: list[float] | None = None) -> None:
    _expect("termination", answer.termination, TerminationCondition.OPTIMAL)
    _expect("status", answer.status, SolutionStatus.OPTIMAL)
    _expect_close("objective", answer.objective, objective)
    if values is not None and answer.point is not None:
        _expect_close("values", answer.point.values, values)


def lp_stopped_by_time(backend: SolverBackend) -> None:
    """A simplex method that was cut off holds nothing."""
    answer = backend.solve(slow_lp(), SolverOptions(time_limit_seconds=0.05))
    _expect_nothing(answer, TerminationCondition.TIME_LIMIT)


def limit_without_incumbent(backend: SolverBackend) -> None:
    """A search that found no integer point holds nothing, least of all the relaxation."""
    answer = backend.solve(hard_feasibility(), SolverOptions(time_limit_seconds=CHECK_SECONDS, node_limit=1))
    _expect_nothing(answer, TerminationCondition.NODE_LIMIT)


def limit_with_incumbent(backend: SolverBackend) -> None:
    """A search at its limit holds its incumbent, unproven, and a bound below it."""
    answer = backend.solve(hard_knapsack(), SolverOptions(time_limit_seconds=CHECK_SECONDS, node_limit=2))
    _expect("termination", answer.termination, TerminationCondition.NODE_LIMIT)
    _expect("status", answer.status, SolutionStatus.FEASIBLE)
    if answer.bound is None or answer.objective is None or not answer.bound < answer.objective:
        raise CheckFailedError(f"bound {answer.bound} is not below the objective {answer.objective}")


def stopped_by_gap(backend: SolverBackend) -> None:
    """Within the gap is not optimal."""
    answer = backend.solve(hard_knapsack(), SolverOptions(time_limit_seconds=CHECK_SECONDS, relative_gap=0.2))
    _expect("termination", answer.termination, TerminationCondition.WITHIN_GAP)
    _expect("status", answer.status, SolutionStatus.FEASIBLE)
    if answer.bound is None or answer.objective is None or not answer.bound < answer.objective:
        raise CheckFailedError(f"bound {answer.bound} is not below the objective {answer.objective}")


def infeasible_lp(backend: SolverBackend) -> None:
    """No arrays for an infeasible program."""
    one = program([1, 1], [[1, 1], [1, 1]], [5, -INF], [INF, 3])
    _expect_nothing(_solve(backend, one), TerminationCondition.INFEASIBLE)


def integer_infeasible(backend: SolverBackend) -> None:
    """Infeasible in integers although the relaxation has a point."""
    one = program([1, 1], [[2, 2]], [5], [5], upper=[9, 9], integer=[True, True])
    _expect_nothing(_solve(backend, one), TerminationCondition.INFEASIBLE)


def preprocessing_keeps_the_optimum(backend: SolverBackend) -> None:
    """CBC with its default preprocessing answers 37, "optimal"."""
    one = program(
        [5, 8, 4, 6, 2],
        [[0, 0, -2, 0, 2], [0, -4, -1, 1, -4], [4, 4, 0, 2, 0], [-1, 4, 0, 1, -2], [-1, -2, -2, 0, 0]],
        [-INF, -INF, -INF, -INF, -2.825],
        [6, -2.6, 16.5, 17.1, -1.825],
        lower=[-2, 1, -1, -2, -1],
        upper=[0, 5, -1, 4, -1],
        integer=[True] * 5,
        offset=39,
    )
    _expect_optimum(_solve(backend, one), 35, [-2, 3, -1, -2, -1])


def probing_keeps_the_optimum(backend: SolverBackend) -> None:
    """CBC with its probing cuts answers 9, "optimal"."""
    one = program(
        [2, -9, 6, 5],
        [[0, 0, 0, 0], [-1, 1, -1, 0], [-2, 0, 4, -4], [0, 4, -2, -4]],
        [-INF, -3.80746022, -INF, -INF],
        [INF, 1.19253978, 12.78135065, INF],
        lower=[-4, -4, 0, -5],
        upper=[-3, -1, 2, 3],
        integer=[True] * 4,
    )
    _expect_optimum(_solve(backend, one), 7, [-3, -2, 0, -1])


def integer_infeasible_early(backend: SolverBackend) -> None:
    """Infeasible by the bounds alone: CBC crashes if it must then write a text solution."""
    one = program(
        [-9, 5, -4, 4],
        [[0, 0, 0, 2], [0, 4, 4, 0], [0, -3, -2, -3]],
        [-1.4627, -INF, -INF],
        [-1.4627, 38.96, -13.73],
        lower=[-5, 2, 0, -4],
        upper=[-3, 7, 7, 2],
        integer=[True] * 4,
    )
    _expect_nothing(_solve(backend, one), TerminationCondition.INFEASIBLE)


def unbounded_lp(backend: SolverBackend) -> None:
    """Unbounded, not infeasible."""
    one = program([-1, 1], [[1, 1]], [5], [INF])
    _expect_nothing(_solve(backend, one), TerminationCondition.UNBOUNDED)


def unbounded_integer(backend: SolverBackend) -> None:
    """CBC calls this one infeasible."""
    one = program([-1, 1], [[1, 1]], [5], [INF], integer=[True, True])
    _expect_nothing(_solve(backend, one), TerminationCondition.UNBOUNDED)


def infeasible_and_dual_infeasible(backend: SolverBackend) -> None:
    """No point at all, although the costs would fall for ever."""
    one = program([-1, 0, 0], [[0, 1, 1], [0, 1, 1], [1, -1, 0]], [5, -INF, 0], [INF, 3, INF])
    _expect_nothing(_solve(backend, one), TerminationCondition.INFEASIBLE)


def crossed_bounds_refused(backend: SolverBackend) -> None:
    """Refused before a solver sees it."""
    _expect_refusal(backend, program([1], [[1]], [0], [1], lower=[2], upper=[1]))


def huge_coefficient_refused(backend: SolverBackend) -> None:
    """CBC reads 1e31 as 0."""
    _expect_refusal(backend, program([1, 1], [[1e31, 1]], [1], [INF]))


def tiny_coefficient(backend: SolverBackend) -> None:
    """1e-10 counts; 1e-13 would be dropped, so it is refused where it matters and harmless elsewhere."""
    _expect_optimum(_solve(backend, program([1, 5], [[1e-10, 1]], [1e-4], [INF])), 5e-4, [0, 1e-4])
    _expect_optimum(_solve(backend, program([1e-12, 5], [[1e-10, 1]], [1e-4], [INF])), 1e-6, [1e6, 0])
    _expect_refusal(backend, program([1], [[1e-13]], [1e-6], [INF]))
    harmless = program([1, 1], [[1, 1e-15]], [2], [INF], upper=[9, 9])
    _expect_optimum(_solve(backend, harmless), 2, [2, 0])


def _expect_refusal(backend: SolverBackend, one: LinearProgram) -> None:
    try:
        answer = _solve(backend, one)
    except ProgramError:
        return
    raise CheckFailedError(f"answered {answer.termination} to a program that it must refuse")


def empty_programs(backend: SolverBackend) -> None:
    """No columns; no rows; rows without entries."""
    _expect_optimum(_solve(backend, program([], np.zeros((1, 0)).tolist(), [-1], [1], offset=3)), 3, [])
    _expect_optimum(_solve(backend, program([1, -1], [], [], [], upper=[4, 4])), -4, [0, 4])
    _expect_optimum(_solve(backend, program([1], [[0]], [-1], [1])), 0, [0])
    _expect_nothing(_solve(backend, program([1], [[0]], [1], [2])), TerminationCondition.INFEASIBLE)


def no_objective(backend: SolverBackend) -> None:
    """Any feasible point is optimal."""
    _expect_optimum(_solve(backend, program([0, 0], [[1, 1]], [3], [3])), 0)


def offset_counts(backend: SolverBackend) -> None:
    """Objective and bound include the constant, for both kinds of program."""
    for integer in (False, True):
        one = program([3], [[2]], [4], [INF], integer=[integer], upper=[9], offset=100.0)
        answer = _solve(backend, one)
        _expect_optimum(answer, 106, [2])
        _expect_close("bound", answer.bound, 106)


def dual_signs(backend: SolverBackend) -> None:
    """min 2x + 3y: the change per +1 of the active limit, the same whether written as <= or >=."""
    at_least = _solve(backend, program([2, 3], [[1, 1]], [4], [INF], upper=[1, INF]))
    _expect_duals(at_least, [3], [-1, 0])
    as_at_most = _solve(backend, program([2, 3], [[-1, -1]], [-INF], [-4], upper=[1, INF]))
    _expect_duals(as_at_most, [-3], [-1, 0])
    at_most = _solve(backend, program([-2, -3], [[1, 1]], [-INF], [4], upper=[INF, 1]))
    _expect_duals(at_most, [-2], [0, -1])
    equal = _solve(backend, program([-2, 3], [[1, 1]], [4], [4], lower=[0, 1]))
    _expect_duals(equal, [-2], [0, 5])


def single_variable_row(backend: SolverBackend) -> None:
    """Presolve turns such a row into a bound; its dual must come back to the row."""
    answer = _solve(backend, program([2, 1], [[3, 0], [1, 1]], [6, 5], [INF, INF]))
    _expect_optimum(answer, 7, [2, 3])
    _expect_duals(answer, [1 / 3, 1], [0, 0])


def integers_have_no_duals(backend: SolverBackend) -> None:
    """None instead of numbers without a meaning."""
    answer = _solve(backend, program([-1], [[2]], [-INF], [5], upper=[9], integer=[True]))
    _expect_optimum(answer, -2, [2])
    if answer.point is None or answer.point.duals is not None or answer.point.reduced_costs is not None:
        raise CheckFailedError("an integer program came with duals")


def _expect_duals(answer: Solution, duals: list[float], reduced_costs: list[float]) -> None:
    if answer.point is None:
        raise CheckFailedError(f"termination {answer.termination}, expected duals")
    _expect_close("duals", answer.point.duals, duals)
    _expect_close("reduced costs", answer.point.reduced_costs, reduced_costs)


def full_precision(backend: SolverBackend) -> None:
    """333333333.33 has more digits than CBC's text solution."""
    for integer in (False, True):
        one = program([1, 1], [[1, 0], [0, 1]], [333333333.33, 1.5], [INF, INF], integer=[False, integer])
        answer = _solve(backend, one)
        if answer.point is None or abs(answer.point.values[0] - 333333333.33) > TOLERANCE:
            raise CheckFailedError(f"333333333.33 came back as {answer.point and answer.point.values[0]!r}")


def ranges(backend: SolverBackend) -> None:
    """Both sides of a two-sided row."""
    for cost, best in ((1, 2), (-1, 5)):
        for integer in (False, True):
            one = program([cost, 0], [[1, 1], [1, -1]], [2, 0.5], [5, 9], integer=[False, integer], upper=[9, 0])
            _expect_optimum(_solve(backend, one), cost * best)


def free_variables(backend: SolverBackend) -> None:
    """Free, only bounded above, and negative bounds; a row without any bound."""
    for integer in (False, True):
        one = program(
            [1, -1, 1],
            [[1, 1, 1], [1, 0, 0], [1, 1, 0]],
            [-20, -3.5, -INF],
            [20, INF, INF],
            lower=[-INF, -INF, -7],
            upper=[INF, -2.5, -5],
            integer=[False, False, integer],
        )
        _expect_optimum(_solve(backend, one), -3.5 + 2.5 - 7, [-3.5, -2.5, -7])


def awkward(backend: SolverBackend) -> None:
    """Many columns, magnitudes from 1e-4 to 1e6, bounds that look like MPS defaults."""
    one, objective = awkward_program()
    _expect_optimum(_solve(backend, one), objective)


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        lp_stopped_by_time,
        limit_without_incumbent,
        limit_with_incumbent,
        stopped_by_gap,
        infeasible_lp,
        integer_infeasible,
        preprocessing_keeps_the_optimum,
        probing_keeps_the_optimum,
        integer_infeasible_early,
        unbounded_lp,
        unbounded_integer,
        infeasible_and_dual_infeasible,
        crossed_bounds_refused,
        huge_coefficient_refused,
        tiny_coefficient,
        empty_programs,
        no_objective,
        offset_counts,
        dual_signs,
        single_variable_row,
        integers_have_no_duals,
        full_precision,
        ranges,
        free_variables,
        awkward,
    )
}
