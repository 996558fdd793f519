"""Deciding which units carry a target, where limits ask for it: integer programs, and the exact plan of each choice.

The plan without any choice comes first: where it keeps the limits anyway, it is the answer. Else an integer program
over the tangents of the loss bounds every choice from below and proposes one; the exact plan of that choice is a value
from above, and its tangents make the next program exact there (outer approximation). The two meet where the choice is
proven, after a few rounds; the best exact plan is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.formulation import LimitRows, formulate
from models.allocation.openings import Choices, OpeningProgram, Units, fixed_rows, opening_program, tightened, units_of
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from models.allocation.strategy import Strategy
from models.allocation.tangents import first_points, tangent_program
from models.arrays import BoolArray, FloatArray
from models.solution import Solution, TerminationCondition
from scenarios.optimum import Optimiser, Optimum

MAX_ROUNDS = 12
TIME_SHARE = 0.5
"""Share of the remaining time that one integer program may take: the exact plan needs some too."""

_SOLVED = (TerminationCondition.OPTIMAL, TerminationCondition.WITHIN_GAP)


@dataclass(frozen=True, eq=False)
class Decided:
    """A choice made: the limit rows with it, and how good it is."""

    rows: LimitRows
    choices: Choices


@dataclass(frozen=True, eq=False)
class Undecided:
    """No choice was found. `program`: the integer program that ended without a point, None where the limits without
    any choice have no plan either, or none was found in time."""

    solution: Solution
    program: OpeningProgram | None


def decide_openings(
    problem: AllocationProblem, strategy: Strategy, rows: LimitRows, optimiser: Optimiser
) -> Decided | Undecided:
    """The best choice under a strategy's weights as written."""
    formulation = formulate(problem, strategy, rows)
    free = optimiser.optimum(formulation)
    if isinstance(free, Solution):
        return Undecided(free, None)
    separable = tightened(formulation.program)
    units = units_of(separable, rows.choices)
    bound = formulation.program.objective(free.polished.targets) - free.polished.gap
    search = _Search(problem, strategy, rows, optimiser, separable, units, bound)
    natural = units.natural(free.targets, separable.scale)
    return search.run(free.targets) if natural is None else search.settled(natural, free)


@dataclass(eq=False)
class _Search:
    """One search; `best` are the open units of the best exact plan, `value` its loss."""

    problem: AllocationProblem
    strategy: Strategy
    rows: LimitRows
    optimiser: Optimiser
    separable: SeparableProgram
    units: Units
    bound: float

    def __post_init__(self) -> None:
        self.best: BoolArray | None = None
        self.value = np.inf
        self.rounds = 0

    def settled(self, is_open: BoolArray, found: Optimum) -> Decided:
        """A choice that nobody had to make."""
        self.best = is_open
        self.value = found.formulation.program.objective(found.polished.targets)
        return self._decided(self.best)

    def run(self, targets: FloatArray) -> Decided | Undecided:
        """Round after round, until value and bound meet or nothing new comes."""
        points, seen = first_points(targets), set[bytes]()
        solution, program = self._integer(points)
        while solution.point is not None:
            is_open = program.opened(solution.point.values)
            self.bound = max(self.bound, -np.inf if solution.bound is None else solution.bound)
            if is_open.tobytes() in seen:
                break
            seen.add(is_open.tobytes())
            exact = self._exact(is_open)
            more = [program.targets(solution.point.values)] + ([] if exact is None else [exact])
            points = np.vstack([points, *more])
            if self._is_proven or self.rounds == MAX_ROUNDS or solution.termination not in _SOLVED:
                break
            solution, program = self._integer(points)
        if self.best is not None:
            return self._decided(self.best)
        return Undecided(solution, program if solution.point is None else None)

    def _integer(self, points: FloatArray) -> tuple[Solution, OpeningProgram]:
        """One integer program, to half the gap: the other half is for what the exact plan adds."""
        self.rounds += 1
        with self.optimiser.watch.phase("formulate"):
            program = opening_program(tangent_program(self.separable, points), self.units)
        left = self.optimiser.watch.remaining
        limits = replace(
            self.optimiser.options,
            relative_gap=0.5 * self.optimiser.options.relative_gap,
            time_limit_seconds=None if left is None else TIME_SHARE * left,
        )
        with self.optimiser.watch.phase("choose"):
            return self.optimiser.backend.solve(program.program, limits), program

    def _exact(self, is_open: BoolArray) -> FloatArray | None:
        """The exact plan of a choice, kept when it is the best; None where tolerances of the integer program let an
        impossible choice through."""
        fixed = fixed_rows(self.rows, self.units.by_block(is_open))
        formulation = formulate(self.problem, self.strategy, fixed)
        if (formulation.program.lower > formulation.program.upper).any():
            return None
        found = self.optimiser.optimum(formulation)
        if isinstance(found, Solution):
            return None
        value = formulation.program.objective(found.polished.targets) + self.units.excess_cost(is_open)
        if value < self.value:
            self.best, self.value = is_open, value
        return found.targets

    @property
    def _is_proven(self) -> bool:
        gap = self.optimiser.options.relative_gap
        return bool(self.value - self.bound <= gap * max(1.0, abs(self.value)))

    def _decided(self, is_open: BoolArray) -> Decided:
        opened = self.units.by_block(is_open)
        choices = Choices(
            self.units.blocks, opened, self.value, min(self.bound, self.value), self._is_proven, self.rounds
        )
        return Decided(fixed_rows(self.rows, opened), choices)
