"""Tells infeasible from unbounded. Solvers mix the two up: CBC calls an unbounded integer program "Infeasible".

With the costs removed nothing can be unbounded, so one more solve decides: a point means that only the costs were at
fault, none means that no point exists.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, TerminationCondition
from solvers.base import SolverOptions

DOUBTFUL = (TerminationCondition.UNBOUNDED, TerminationCondition.INFEASIBLE_OR_UNBOUNDED)

Solve = Callable[[LinearProgram, SolverOptions], Solution]


def settle(program: LinearProgram, options: SolverOptions, answer: Solution, solve: Solve) -> Solution:
    """`answer` itself, or with a definite termination when the solver could not tell; within the same time limit."""
    if answer.termination not in DOUBTFUL:
        return answer
    if not can_be_unbounded(program):
        return _with(answer, TerminationCondition.INFEASIBLE)
    started = time.monotonic()
    left = options.time_limit_seconds
    if left is not None:
        left = max(0.0, left - answer.report.seconds)
    without_costs = replace(program, objective=np.zeros(program.n_columns), offset=0.0)
    second = solve(without_costs, replace(options, time_limit_seconds=left))
    answer = replace(answer, report=replace(answer.report, seconds=answer.report.seconds + time.monotonic() - started))
    if second.status is not SolutionStatus.NONE:
        return _with(answer, TerminationCondition.UNBOUNDED)
    if second.termination is TerminationCondition.INFEASIBLE:
        return _with(answer, TerminationCondition.INFEASIBLE)
    return _with(answer, TerminationCondition.INFEASIBLE_OR_UNBOUNDED)


def can_be_unbounded(program: LinearProgram) -> bool:
    """False when the column bounds alone keep the objective finite."""
    cost = program.objective
    falls = (cost > 0) & np.isneginf(program.col_lower) | (cost < 0) & np.isposinf(program.col_upper)
    return bool(falls.any())


def _with(answer: Solution, termination: TerminationCondition) -> Solution:
    return replace(answer, termination=termination)
