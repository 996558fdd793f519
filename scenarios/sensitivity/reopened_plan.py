"""A finished plan made ready to be solved again: the same limits, weights and choices, starting at its optimum.

Questions are answered under the plan's final weights: those that `normalise: payoff` or tiers led to. Where limits ask
for choices, these are made anew whenever a limit moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.allocation.chosen_node import ChosenNode
from models.allocation.formulation import Formulation, LimitRows, formulate, limit_rows
from models.allocation.openings import Choices, fixed_rows, tightened, units_of
from models.allocation.plan import Plan
from models.allocation.polish import Polished, polish
from models.allocation.problem import AllocationProblem
from models.allocation.proximal import polish_columns
from models.allocation.separable import SeparableProgram
from models.allocation.staging import TermRange
from models.allocation.strategy import Term, Weights
from models.arrays import FloatArray
from models.errors import LimitReached, SolverFailed
from models.solution import Solution, SolverReport, TerminationCondition
from scenarios.opening import Undecided, decide_openings
from scenarios.optimum import NEAR_ENOUGH, Optimiser, Optimum
from scenarios.staging import term_ranges
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions, without_point

EXACT_INCREMENTS, EXACT_SHARE = 0.01, 1e-9
"""Error of any cell, in increments or as a share of the leaf total, up to which an answer is exact (as for plans)."""

SNAP_MINOR = 1e-3
"""Differences of optima are snapped to this part of a minor unit before rounding, so that two solvers round alike."""

_INFEASIBLE = (TerminationCondition.INFEASIBLE, TerminationCondition.INFEASIBLE_OR_UNBOUNDED)
_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True, eq=False)
class ReopenedPlan:
    """What all questions to one plan share. `free_rows`: the limit rows before any choice, `rows` those of the plan,
    `formulation` its program under the final weights. Every solve raises LimitReached when the time is up."""

    plan: Plan
    free_rows: LimitRows
    rows: LimitRows
    formulation: Formulation
    optimiser: Optimiser

    @property
    def problem(self) -> AllocationProblem:
        """The plan's problem."""
        return self.plan.problem

    @property
    def polished(self) -> Polished:
        """The plan's own optimum."""
        return self.plan.polished

    @cached_property
    def optimum(self) -> Optimum:
        """The plan's own optimum as one to start others from; its linear programs are not kept."""
        report = SolverReport(self.optimiser.backend.name, self.optimiser.backend.version(), 0.0)
        return Optimum(self.formulation, without_point(TerminationCondition.OPTIMAL, report), self.polished)

    @cached_property
    def loss(self) -> float:
        """The plan's loss under its final weights, soft limits included, no unit."""
        program = self.formulation.program
        return program.objective(self.polished.targets) / program.scale + self._choice_cost(self.plan.choices)

    @property
    def weights(self) -> Weights:
        """The plan's final weights."""
        return _final(self.plan)[0]

    @cached_property
    def term_ranges(self) -> Mapping[Term, TermRange]:
        """Best and worst of every weighed term, over the plans that are best for one term alone."""
        staging = self.plan.staging
        if staging is not None and staging.ranges is not None:
            return staging.ranges

        def of(weights: Weights) -> Formulation:
            return formulate(self.problem, self.plan.strategy, self.rows, weights)

        return term_ranges(self.plan.strategy.weights, of, self.optimum, self.optimiser)

    def factor(self, node: ChosenNode) -> float:
        """A node's own number over the total of its leaf targets."""
        over = self.problem.over_assignment
        depth = None if over is None else over.depth_of(node.dimensions, node.levels)
        return 1.0 if over is None else 1.0 / over.below(depth or 0)

    def minor(self, thousands: float) -> int:
        """A difference of exact numbers in minor units."""
        return int(np.rint(np.round(thousands * self.problem.money.minor_per_thousand / SNAP_MINOR) * SNAP_MINOR))

    def again(self, rows: LimitRows, problem: AllocationProblem) -> Resolved | None:
        """The exact optimum of a problem under other limit rows (without a choice), None where no plan keeps them.
        Raises LimitReached, SolverFailed."""
        self.check_time()
        choices: Choices | None = None
        if rows.choices:
            natural = self._natural(rows, problem)
            if natural is not None:
                return natural
            decided = decide_openings(problem, self.plan.strategy, rows, self.optimiser)
            if isinstance(decided, Undecided):
                self._raise_unless_infeasible(decided.solution)
                return None
            rows, choices = decided.rows, decided.choices
        return self._optimum(self.formulated(problem, rows), choices)

    def formulated(self, problem: AllocationProblem, rows: LimitRows) -> Formulation:
        """A program under the plan's final weights."""
        return formulate(problem, self.plan.strategy, rows, *_final(self.plan))

    def solved(self, formulation: Formulation, start: FloatArray, centre: FloatArray | None) -> Polished | None:
        """The exact optimum of a program from multipliers near it, by linear programs where these do not lead there;
        None where it has no plan."""
        self.check_time()
        program = formulation.program
        with self.optimiser.watch.phase("polish"):
            near = _polished(program, start, centre)
        if near is not None and near.is_exact(self.tolerance(program)):
            return near
        found = self.optimiser.optimum(formulation)
        if isinstance(found, Solution):
            self._raise_unless_infeasible(found)
            return None
        return found.polished if near is None or found.polished.gap <= near.gap else near

    def tolerance(self, program: SeparableProgram) -> float:
        """Error of any cell, in thousands, up to which an answer is exact."""
        increment = self.problem.increment_minor / self.problem.money.minor_per_thousand
        return max(EXACT_INCREMENTS * increment, EXACT_SHARE * program.scale)

    def check_time(self) -> None:
        """Raises LimitReached when the time is up or somebody asked to stop."""
        options, watch = self.optimiser.options, self.optimiser.watch
        if options.stop is not None and options.stop.is_set():
            raise LimitReached(str(TerminationCondition.INTERRUPTED), watch.elapsed)
        if watch.remaining == 0.0:
            raise LimitReached(str(TerminationCondition.TIME_LIMIT), watch.elapsed)

    def _optimum(self, formulation: Formulation, choices: Choices | None = None) -> Resolved | None:
        """The exact optimum of a formulation, started at the plan's own."""
        program = formulation.program
        if (program.lower > program.upper).any():
            return None
        found = self.solved(formulation, self._start(formulation), self._centre(program))
        if found is None:
            return None
        loss = program.objective(found.targets) / program.scale + self._choice_cost(choices)
        return Resolved(found.targets[: program.n_cells], loss)

    def _natural(self, rows: LimitRows, problem: AllocationProblem) -> Resolved | None:
        """The optimum without any choice where that keeps the limits of choice by itself: then nothing is better."""
        if not self.plan.has_prices:
            return None
        formulation = self.formulated(problem, rows)
        found = self._optimum(formulation)
        if found is None:
            return None
        units = units_of(tightened(formulation.program), rows.choices)
        return None if units.natural(found.targets, formulation.program.scale) is None else found

    def _raise_unless_infeasible(self, solution: Solution) -> None:
        """Raises what a solver says that is not that there is no plan."""
        if solution.termination in _STOPPED:
            raise LimitReached(str(solution.termination), self.optimiser.watch.elapsed)
        if solution.termination not in _INFEASIBLE:
            reason = solution.report.message or str(solution.termination)
            raise SolverFailed(self.optimiser.backend.name, reason)

    def _start(self, formulation: Formulation) -> FloatArray:
        """The plan's multipliers on the rows of another formulation of the same limits."""
        by_row = np.zeros(max(self.rows.count, formulation.rows.count))
        own = self.formulation.row_of
        by_row[own[own >= 0]] = self.polished.multipliers[own >= 0]
        other = formulation.row_of
        start = np.where(other >= 0, by_row[np.maximum(other, 0)], 0.0)
        if (other < 0).sum() == (own < 0).sum():
            start[other < 0] = self.polished.multipliers[own < 0]
        return start

    def _centre(self, program: SeparableProgram) -> FloatArray | None:
        mine = self.polished.targets[self.formulation.program.n_cells :]
        return mine if mine.shape[0] == program.n_auxiliary else None

    def _choice_cost(self, choices: Choices | None) -> float:
        """What units beyond soft limits of choice cost, no unit."""
        if choices is None:
            return 0.0
        line = 1.0 / self.problem.cells.count
        return sum(
            block.penalty * line * block.excess(opened)
            for block, opened in zip(choices.blocks, choices.is_open, strict=True)
            if np.isfinite(block.penalty)
        )


@dataclass(frozen=True, eq=False)
class Resolved:
    """An exact optimum under moved limits: leaf targets in thousands (n), and its loss without unit."""

    targets: FloatArray
    loss: float


def reopen(plan: Plan, backend: SolverBackend, options: SolverOptions) -> ReopenedPlan:
    """A plan ready for questions. The time limit of `options` is for all of them together."""
    free_rows = rows = limit_rows(plan.problem)
    if plan.choices is not None:
        rows = fixed_rows(rows, plan.choices.is_open)
    formulation = formulate(plan.problem, plan.strategy, rows, *_final(plan))
    return ReopenedPlan(
        plan, free_rows, rows, formulation, Optimiser(backend, options, Stopwatch(options.time_limit_seconds))
    )


def _final(plan: Plan) -> tuple[Weights, float]:
    """Weights and scale of the penalties of the program whose optimum the plan is."""
    staging = plan.staging
    return (plan.strategy.weights, 1.0) if staging is None else (staging.weights, staging.soft_scale)


def _polished(program: SeparableProgram, start: FloatArray, centre: FloatArray | None) -> Polished | None:
    """The exact polish from a near start; None where Newton's method alone does not lead there."""
    if not program.n_auxiliary:
        return polish(program, start, rescues=0)
    rough = polish_columns(program, start, centre, rough=True)
    if rough.cell_error > NEAR_ENOUGH * program.scale:
        return None
    return polish_columns(program, rough.multipliers, rough.targets[program.n_cells :])
