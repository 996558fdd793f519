"""The frontier between two linear or piecewise linear aims by the augmented ε-constraint method (AUGMECON2).

The ends are lexicographic: of all plans that are best for one aim, the best for the other. Between them, for every
level ε_i of an even grid,

    min loss₁ − δ·(width₁/width₂)·s   with   loss₂ + s = ε_i,  s ≥ 0

whose optimum no plan beats in one aim without losing in the other, because every bit of s earns something; levels that
s passes over are passed over here. (Mavrotas and Florios, 2013, Applied Mathematics and Computation 219(18).) Of all
plans that lose at most GIVEN_UP of the range of either aim more, the one nearest to the reference is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.formulation import formulate
from models.allocation.proximal import polish_columns
from models.allocation.staging import TermRange
from models.allocation.strategy import Term, Weights
from models.arrays import FloatArray
from models.errors import LimitReached, SolverFailed
from models.program import LinearProgram
from models.solution import Point, Solution, TerminationCondition
from scenarios.frontier.linear_aims import LinearAims
from scenarios.frontier.programs import FrontierPrograms
from scenarios.optimum import Optimum

SLACK_REWARD = 1e-3
"""δ: a range of the second aim earns this share of a range of the first."""

GIVEN_UP = 1e-3
"""Share of the range of each aim that a point may lose beyond its efficient values, to be near the reference."""

TIED = 1e-9
"""Share of the company target within which a plan counts as best for an aim."""

LEAST_WIDTH = 1e-6
"""Share of the company target that counts as the range of an aim that has hardly any."""

FREE = 1e-9
"""Soft limits at this share of their penalties: a plan that breaks them because that pays is not to be mended."""

_STOPS = (TerminationCondition.TIME_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True, eq=False)
class EpsilonTrial:
    """A plan beside an efficient one: its `losses`, and `within`, a proven bound on how much better any plan can be
    in both aims at once, as a share of their ranges. `rate`: what a unit of the second loss costs of the first."""

    optimum: Optimum
    losses: tuple[float, ...]
    within: float
    rate: float


class EpsilonConstraint:
    """The search for the points between two aims over one set of programs."""

    def __init__(self, programs: FrontierPrograms, near: Optimum) -> None:
        """Raises LimitReached once the time is up. `near`: any plan of the same limits."""
        self._programs, self._near = programs, near
        self._linear, self._fine = LinearAims.of(programs), LinearAims.of(programs, near.targets)
        first, second = (self._lexicographic(place) for place in (0, 1))
        self._ends = first, second
        scale = self._linear.scale
        self.ranges = (
            TermRange(first[0] / scale, second[0] / scale),
            TermRange(second[1] / scale, first[1] / scale),
        )

    def trials(self, points: int) -> Iterator[EpsilonTrial]:
        """The points of an even grid over the second aim, best for the first one first."""
        (_, worst), (_, best) = self._ends
        step = (worst - best) / (points - 1)
        number = 0
        while number < points:
            values, slack, rate = self._augmented(worst - number * step)
            yield self._nearest(values, rate)
            number += 1 + max(int(slack / step), 0)

    def single(self) -> EpsilonTrial:
        """The plan that is best for both, where there is nothing to trade."""
        return self._nearest(self._ends[0], 0.0)

    @property
    def _widths(self) -> tuple[float, float]:
        (best, worst), (most, least) = self._ends
        least_width = LEAST_WIDTH * self._linear.scale
        return max(most - best, least_width), max(worst - least, least_width)

    def _lexicographic(self, place: int) -> tuple[float, float]:
        """The values of both aims where one counts first and the other second."""
        own, other = self._linear.aims[place], self._linear.aims[1 - place]
        best = own.at(self._solved(self._linear.minimising(own)).values)
        kept = [(own, best + TIED * self._linear.scale)]
        values = self._solved(self._linear.minimising(other, kept)).values
        pair = (best, other.at(values))
        return pair if place == 0 else (pair[1], pair[0])

    def _augmented(self, level: float) -> tuple[tuple[float, float], float, float]:
        """The efficient values at a level of the second aim, what they stay below it, and the exchange rate."""
        first, second = self._linear.aims
        width = self._widths
        room = TIED * self._linear.scale
        reward = SLACK_REWARD * width[0] / width[1]
        point = self._solved(self._linear.minimising(first, [(second, level + room)], reward))
        values = point.values[:-1]
        rate = 0.0 if point.duals is None else max(-float(point.duals[-1]), 0.0)
        return (first.at(values), second.at(values)), float(point.values[-1]), rate

    def _nearest(self, values: tuple[float, float], rate: float) -> EpsilonTrial:
        """The plan nearest to the reference that loses hardly more than efficient values."""
        linear = self._fine
        kept = [
            (cost, value + GIVEN_UP * width)
            for cost, value, width in zip(linear.aims, values, self._widths, strict=True)
        ]
        point = self._solved(linear.minimising(linear.fit, kept))
        targets = linear.line.targets(point.values)[: self._programs.problem.cells.count]
        optimum = self._settled(targets)
        losses = self._programs.losses(optimum.formulation.terms, optimum.targets)
        above = (
            (loss * linear.scale - value) / width
            for loss, value, width in zip(losses, values, self._widths, strict=True)
        )
        return EpsilonTrial(optimum, losses, max(0.0, *above), rate)

    def _settled(self, targets: FloatArray) -> Optimum:
        """A linear program's plan with its hard limits kept to the last digit: the nearest one that does."""
        programs = self._programs
        weights = Weights.of({Term.FIT: 1.0})
        parts = programs.problem, programs.strategy, programs.rows, weights
        written, around = formulate(*parts), formulate(*parts, FREE, np.maximum(targets, 0.0))
        with programs.optimiser.watch.phase("polish"):
            polished = polish_columns(around.program, np.zeros(around.program.n_rows))
        return Optimum(replace(written, program=around.program), self._near.solution, polished)

    def _solved(self, program: LinearProgram) -> Point:
        return _solved(self._programs, program)


def best_alone(programs: FrontierPrograms, linear: LinearAims, place: int) -> float:
    """The least that any plan can lose of an aim, whatever that costs the others. Raises as `_solved`."""
    cost = linear.aims[place]
    return cost.at(_solved(programs, linear.minimising(cost)).values) / linear.scale


def _solved(programs: FrontierPrograms, program: LinearProgram) -> Point:
    """Raises LimitReached, or SolverFailed for limits that have a plan and are called contradictory."""
    programs.optimiser.check_time()
    solution: Solution = programs.optimiser.solve(program)
    if solution.termination in _STOPS:
        raise LimitReached(str(solution.termination), programs.optimiser.watch.elapsed)
    if solution.point is None:
        raise SolverFailed(programs.optimiser.backend.name, str(solution.termination))
    return solution.point
