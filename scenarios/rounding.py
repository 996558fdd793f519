"""Rounding by one deterministic solver, whatever solved the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.coarse_levels import CoarseLevel, coarse_nodes, coarse_trees
from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice, build_lattice
from models.allocation.nodes import NodeIndex, Partition
from models.allocation.over_assignment import Layer
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import Families, choose_families, rounding_program
from models.allocation.separable import SeparableProgram
from models.allocation.wide_rounding import WideProgram, wide_program
from models.arrays import FloatArray, IntArray
from scenarios.choosing import decide
from scenarios.choosing import rounding_backend as rounding_backend
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverOptions


@dataclass(frozen=True, eq=False)
class Rounded:
    """The published targets, the lattice they were chosen from, and the nodes that were to be kept: the company,
    every level, and the crossing that belongs to the second laminar family. `upper_levels`: where targets are
    over-assigned, the numbers above them, from the plan downward. `coarse`: levels with steps of their own."""

    targets_minor: IntArray
    lattice: Lattice
    controlled: tuple[Partition, ...]
    upper_levels: tuple[IntArray, ...] = ()
    coarse: tuple[CoarseLevel, ...] = ()


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
    trees = coarse_trees(problem, index) if problem.level_increments else []
    work = _Layers(problem, rows, program, exact, families, trees, options or SolverOptions())
    leaf, *above = work.run()
    return Rounded(
        targets_minor=leaf[0],
        lattice=leaf[1],
        controlled=(*families.chains, *families.others),
        upper_levels=tuple(minor for minor, _ in reversed(above)),
        coarse=tuple(level for tree in trees for level in tree),
    )


@dataclass(frozen=True, eq=False)
class _Layers:
    """The layers of one plan; they share the clock."""

    problem: AllocationProblem
    rows: LimitRows
    program: SeparableProgram
    exact: FloatArray
    families: Families
    trees: list[list[CoarseLevel]]
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
        if not lattice.open.any() and not self.trees:
            return lattice.minor(np.zeros(self.exact.shape[0], dtype=np.bool_)), lattice
        if below is not None:
            upper = np.minimum(upper, below / self.problem.money.minor_per_thousand)
        bounded = replace(self.program, lower=lower, upper=upper)
        exact = self.exact / layer.below
        if self.trees:
            return self._in_steps(rows, bounded, exact, lattice, options), lattice
        rounding = rounding_program(self.problem, lattice, rows, exact, self.families, bounded)
        return lattice.minor(rounding.choice(decide(rounding, options))), lattice

    def _in_steps(
        self, rows: LimitRows, bounded: SeparableProgram, exact: FloatArray, lattice: Lattice, options: SolverOptions
    ) -> IntArray:
        """One layer below its coarse levels."""
        choices = _below_coarse_levels(self.problem, rows, bounded, exact, lattice, self.families, self.trees)
        z = choices.choice(decide(choices, options)) if choices.n_choices else lattice.below * 0
        return np.asarray(lattice.base + lattice.increment * (lattice.below + z), dtype=np.int64)

    def _bounds(self, rows: LimitRows) -> tuple[FloatArray, FloatArray]:
        """The cells' bounds in one layer's numbers: those of the program where there is one layer only."""
        if rows is self.rows:
            return self.program.lower, self.program.upper
        lower, upper, *_ = rows.folded
        return lower, upper if rows.closed is None else np.where(rows.closed, lower, upper)


def _below_coarse_levels(
    problem: AllocationProblem,
    rows: LimitRows,
    program: SeparableProgram,
    exact: FloatArray,
    lattice: Lattice,
    families: Families,
    trees: list[list[CoarseLevel]],
) -> WideProgram:
    """Coarse numbers first, each tree for itself; then the program of single targets that add up to them."""
    coarse = {level.partition.key for tree in trees for level in tree}
    priced = tuple(part for part in (*families.chains, *families.others) if part.levels and part.key not in coarse)
    nodes = [coarse_nodes(problem, lattice, rows, exact, tree) for tree in trees]
    return wide_program(problem, lattice, rows, exact, program, nodes, priced)
