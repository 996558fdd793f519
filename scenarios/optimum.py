"""One optimum of one formulation: two linear programs find which limits act, the polish finds the exact numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.linearisation import FIRST_SPREAD, REFINED_SPREAD, Linearisation, linearise
from models.allocation.polish import Budget, Polished
from models.allocation.proximal import polish_columns
from models.allocation.separable import SeparableProgram
from models.allocation.starting_point import starting_point
from models.arrays import FloatArray
from models.errors import LimitReached
from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, TerminationCondition
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions

NEAR_ENOUGH = 1e-5
"""Error of any cell, as a share of the company target, up to which a quick polish counts as arrived."""


NEAR_SYSTEMS = 80
"""Linear systems for a polish that starts at another optimum; where they do not do, linear programs are quicker."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The exact plan of a formulation. `solution` is the last linear program's answer that held a point."""

    formulation: Formulation
    solution: Solution
    polished: Polished

    @property
    def targets(self) -> FloatArray:
        """Unrounded targets in thousands per cell."""
        return self.polished.targets[: self.formulation.program.n_cells]


@dataclass(frozen=True, eq=False)
class Optimiser:
    """The solver, its options and the clock that the programs of one request share."""

    backend: SolverBackend
    options: SolverOptions
    watch: Stopwatch

    def optimum(self, formulation: Formulation, rough: bool = False) -> Optimum | Solution:
        """The optimum, nearly if `rough`; where a linear program ends without a point, its solution, which says why."""
        separable = formulation.program
        first, line = self._linear(separable, separable.reference, FIRST_SPREAD)
        if first.point is None:
            return first
        start = multipliers(first)
        refined, finer = self._linear(separable, separable.response(separable.transposed @ start), REFINED_SPREAD)
        found, line = (first, line) if refined.point is None else (refined, finer)
        assert found.point is not None
        centre = line.targets(found.point.values)[separable.n_cells :]
        with self.watch.phase("polish"):
            polished = polish_columns(separable, multipliers(found), centre, rough)
        return Optimum(formulation, found, polished)

    def again(self, formulation: Formulation, near: Optimum) -> Optimum:
        """Nearly the optimum of a formulation of the same limits under other weights: a rough polish starts where
        another optimum ended (rows and columns of terms that it did not have start at zero), and linear programs help
        only where that does not lead there. Raises LimitReached once the time is up or the request was stopped: a
        search over weights asks for many of these, and none of its programs may be large enough to notice."""
        self.check_time()
        program = formulation.program
        start, centre = starting_point(near.formulation, near.polished, formulation)
        with self.watch.phase("polish"):
            polished = polish_columns(program, start, centre, rough=True)
        if polished.cell_error <= NEAR_ENOUGH * program.scale:
            return Optimum(formulation, near.solution, polished)
        found = self.optimum(formulation, rough=True)
        if not isinstance(found, Solution) and found.polished.cell_error > NEAR_ENOUGH * program.scale:
            found = self.optimum(formulation)
        return Optimum(formulation, near.solution, polished) if isinstance(found, Solution) else found

    def exact_from(self, near: Optimum, formulation: Formulation, tolerance: float) -> Optimum | None:
        """The optimum by a polish that starts where another one ended, proven to `tolerance` (thousands per cell);
        None where that does not arrive. Raises LimitReached as `again` does."""
        self.check_time()
        program = formulation.program
        start, centre = starting_point(near.formulation, near.polished, formulation)
        with self.watch.phase("polish"):
            polished = polish_columns(program, start, centre, budget=Budget(NEAR_SYSTEMS))
        return Optimum(formulation, near.solution, polished) if polished.is_exact(tolerance) else None

    def solve(self, program: LinearProgram) -> Solution:
        """One program within what is left of the time."""
        with self.watch.phase("solve"):
            return self.backend.solve(program, replace(self.options, time_limit_seconds=self.watch.remaining))

    def check_time(self) -> None:
        """Raise LimitReached once the time is up or the request was stopped."""
        if self.options.stop is not None and self.options.stop.is_set():
            raise LimitReached(str(TerminationCondition.INTERRUPTED), self.watch.elapsed)
        if self.watch.remaining == 0.0:
            raise LimitReached(str(TerminationCondition.TIME_LIMIT), self.watch.elapsed)

    def _linear(self, separable: SeparableProgram, centre: FloatArray, spread: float) -> tuple[Solution, Linearisation]:
        with self.watch.phase("formulate"):
            line = linearise(separable, centre, spread)
        return self.solve(line.program), line


def multipliers(solution: Solution) -> FloatArray:
    """Row multipliers λ = −duals: duals are the change of the objective per +1 of the active bound."""
    assert solution.status is not SolutionStatus.NONE
    assert solution.point is not None
    duals = solution.point.duals
    return np.zeros(solution.point.row_activity.shape[0]) if duals is None else -duals
