"""The feasible range of a node's total: what the limits allow it, whether or not all of them fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.chosen_node import ChosenNode
from models.allocation.diagnosing.choice_elastic import any_choice
from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.feasible_range import FeasibleRange
from models.allocation.formulation import LimitRows
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray
from models.program import LinearProgram
from models.solution import NO_POINT, SolutionStatus, TerminationCondition
from solvers.base import SolverBackend, SolverOptions, raise_for_status
from solvers.highs import HighsBackend

ENDLESS = 10.0
"""Leaf totals from which on a total that only the width of an integer program stops has no end."""


def feasible_range(
    problem: AllocationProblem,
    rows: LimitRows,
    node: ChosenNode | None,
    backend: SolverBackend,
    options: SolverOptions,
) -> FeasibleRange:
    """The range of a node's total under all limits; of the company's (None) under all but its target.

    Limits of yes or no are respected by integer programs, and left out (`with_choices: False`) where these do not end
    in time. `options` are those of each single program. Raises LimitReached, SolverFailed when a linear program does.
    """
    company = node is None or node.is_company
    cells = np.ones(problem.cells.count) if node is None else node.cells.astype(np.float64)
    factor = _factor(problem, None if company else node)
    asked = rows.without(0) if company else rows
    if rows.choices:
        chosen = _Asking(problem, True, HighsBackend(), options)
        found = chosen.range(rows, asked, cells / factor)
        if found is not None:
            return found
    plain = _Asking(problem, False, backend, options).range(rows, asked, cells / factor)
    assert plain is not None
    return plain


def _factor(problem: AllocationProblem, node: ChosenNode | None) -> float:
    """Leaf targets over the numbers that the node speaks of: the plan's for the company and outside the dimension
    whose targets are over-assigned."""
    over = problem.over_assignment
    if over is None:
        return 1.0
    depth = None if node is None else over.depth_of(node.dimensions, node.levels)
    return over.below(0 if depth is None else depth)


@dataclass(frozen=True, eq=False)
class _Asking:
    """How to ask: with the limits of yes or no, as integer programs, or without."""

    problem: AllocationProblem
    with_choices: bool
    backend: SolverBackend
    options: SolverOptions

    def range(self, rows: LimitRows, asked: LimitRows, weights: FloatArray) -> FeasibleRange | None:
        """The range of weights·x under the `asked` limits, and whether there is a plan under all; None where an
        integer program did not end in time."""
        any_plan = self._solve(rows, np.zeros(weights.size))
        low, minus_high = self._solve(asked, weights), self._solve(asked, -weights)
        if any_plan is None or low is None or minus_high is None:
            return None
        is_feasible, complete = any_plan < np.inf, self.with_choices or not rows.choices
        if np.isposinf(low):
            return FeasibleRange(None, None, is_feasible, complete)
        high = None if self._is_endless(-minus_high) else max(0.0, -minus_high)
        return FeasibleRange(max(0.0, low), high, is_feasible, complete)

    def _is_endless(self, high: float) -> bool:
        return bool(high > ENDLESS * self.problem.reference_total) if self.with_choices else bool(np.isinf(high))

    def _solve(self, rows: LimitRows, objective: FloatArray) -> float | None:
        """The least value: inf without a plan, −inf without an end, None when it is not known in time."""
        solution = self.backend.solve(self._program(rows, objective), self.options)
        if solution.termination in NO_POINT:
            return np.inf
        if solution.termination is TerminationCondition.UNBOUNDED:
            return -np.inf
        if self.with_choices and solution.status is not SolutionStatus.OPTIMAL:
            return None
        raise_for_status(solution)
        return solution.objective

    def _program(self, rows: LimitRows, objective: FloatArray) -> LinearProgram:
        if not self.with_choices:
            return plan_program(rows, objective)
        return any_choice(rows, rows.choices, self.problem.reference_total).reaching(objective)
