"""Rounding by one deterministic solver, whatever solved the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.formulation import LimitRows, fold_bounds
from models.allocation.lattice import Lattice, build_lattice
from models.allocation.nodes import NodeIndex, Partition
from models.allocation.over_assignment import Layer
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import Families, RoundingProgram, choose_families, rounding_program
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray
from models.errors import LimitReached, SolverFailed
from models.program import LinearProgram
from models.solution import Solution, TerminationCondition
from scenarios.stopwatch import Stopwatch
from solvers.base import OPTIMALITY_GAP, SolverBackend, SolverOptions
from solvers.highs import HighsBackend

NODE_LIMIT = 2000
"""Branching ends here and not at a time: the same plan must come out on a slow and a fast machine."""

SMALL_PROGRAM = 5_000
"""Open cells up to which all of them are decided anew when the quick answer misses something avoidable."""

AVOIDABLE = 1e-4
"""Increments that an answer may miss beyond what the linear program misses, before it is decided anew."""

_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True, eq=False)
class Rounded:
    """The published targets, the lattice they were chosen from, and the nodes that were to be kept: the company,
    every level, and the crossing that belongs to the second laminar family. `upper_levels`: where targets are
    over-assigned, the numbers above them, from the plan downward."""

    targets_minor: IntArray
    lattice: Lattice
    controlled: tuple[Partition, ...]
    upper_levels: tuple[IntArray, ...] = ()


def round_plan(
    problem: AllocationProblem,
    rows: LimitRows,
    program: SeparableProgram,
    exact: FloatArray,
    index: NodeIndex,
    options: SolverOptions | None = None,
) -> Rounded:
    """Published targets of an exact plan, within the time and stop of `options`.

    Where targets are over-assigned, every layer of numbers is rounded on its own, the leaf targets first.
    Raises LimitReached when the options end the work, SolverFailed when even the two laminar families cannot be
    rounded, which would be a defect and not a property of the data.
    """
    families = choose_families(index)
    work = _Layers(problem, rows, program, exact, families, options or SolverOptions())
    leaf, *above = work.run()
    return Rounded(leaf[0], leaf[1], (*families.chains, *families.others), tuple(minor for minor, _ in reversed(above)))


@dataclass(frozen=True, eq=False)
class _Layers:
    """The layers of one plan; they share the clock."""

    problem: AllocationProblem
    rows: LimitRows
    program: SeparableProgram
    exact: FloatArray
    families: Families
    options: SolverOptions

    def run(self) -> list[tuple[IntArray, Lattice]]:
        """Numbers and lattice of every layer, from the leaf targets upward."""
        watch = Stopwatch(self.options.time_limit_seconds)
        done: list[tuple[IntArray, Lattice]] = []
        for layer in reversed(self.problem.layers):
            options = replace(self.options, time_limit_seconds=watch.remaining) if done else self.options
            done.append(self._round(layer, done[-1][0] if done else None, options))
        return done

    def _round(self, layer: Layer, below: IntArray | None, options: SolverOptions) -> tuple[IntArray, Lattice]:
        """One layer. No number rises above what stands `below` it in its own cell, so that hedges are not negative,
        as far as the totals leave a choice."""
        rows = self.rows.at(layer)
        lower, upper = self._bounds(rows)
        lattice = build_lattice(self.problem, self.exact, self.program.reference, lower, upper, layer)
        if not lattice.open.any():
            return lattice.minor(np.zeros(self.exact.shape[0], dtype=np.bool_)), lattice
        if below is not None:
            upper = np.minimum(upper, below / self.problem.money.minor_per_thousand)
        bounded = replace(self.program, lower=lower, upper=upper)
        exact = self.exact / layer.below
        rounding = rounding_program(self.problem, lattice, rows, exact, self.families, bounded)
        return lattice.minor(_choose(rounding, options)), lattice

    def _bounds(self, rows: LimitRows) -> tuple[FloatArray, FloatArray]:
        """The cells' bounds in one layer's numbers: those of the program where there is one layer only."""
        if rows is self.rows:
            return self.program.lower, self.program.upper
        lower, upper, *_ = fold_bounds(rows)
        return lower, upper


def _choose(rounding: RoundingProgram, options: SolverOptions) -> BoolArray:
    """Linear program first; where its vertex is fractional, an integer program over the fractional cells; while that
    misses something that the linear program did not, the cells of the missed rows too, and in a small program all."""
    bound = _values(rounding.program, options)
    if rounding.is_whole(bound):
        return rounding.choice(bound)
    best = _values(rounding.restricted(bound), options)
    attempts: list[Callable[[], LinearProgram]] = [lambda: rounding.reopened(bound, best)]
    if rounding.cells.shape[0] <= SMALL_PROGRAM:
        attempts.append(rounding.integral)
    for attempt in attempts:
        if rounding.missed(best) - rounding.missed(bound) <= AVOIDABLE:
            break
        solution = _solve(attempt(), options)
        if solution.point is not None and rounding.cost(solution.point.values) < rounding.cost(best):
            best = solution.point.values
    return rounding.choice(best)


def rounding_backend(*, is_integer: bool) -> SolverBackend:
    """HiGHS, always: the same exact plan is published as the same whole numbers, whatever solved it.

    Presolve costs a linear rounding program as much as its solve and changes no answer; of the integer program,
    whose cells are nearly all decided, it leaves next to nothing.
    """
    return HighsBackend(presolve=is_integer)


def _values(program: LinearProgram, options: SolverOptions) -> FloatArray:
    solution = _solve(program, options)
    if solution.point is None and solution.termination in _STOPPED:
        raise LimitReached(str(solution.termination), options.time_limit_seconds or 0.0)
    if solution.point is None:
        raise SolverFailed("rounding", solution.report.message or str(solution.termination))
    return solution.point.values


def _solve(program: LinearProgram, options: SolverOptions) -> Solution:
    if options.stop is not None and options.stop.is_set():
        raise LimitReached(str(TerminationCondition.INTERRUPTED), 0.0)
    limits = replace(options, relative_gap=OPTIMALITY_GAP, node_limit=NODE_LIMIT if program.is_integer else None)
    return rounding_backend(is_integer=program.is_integer).solve(program, limits)
