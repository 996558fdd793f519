"""Rounding by one deterministic solver, whatever solved the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.coarse_levels import CoarseLevel, coarse_nodes, coarse_trees
from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice, build_lattice
from models.allocation.nodes import NodeIndex, Partition
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import Families, choose_families, rounding_program
from models.allocation.separable import SeparableProgram
from models.allocation.wide_rounding import WideProgram, wide_program
from models.arrays import FloatArray, IntArray
from scenarios.choosing import decide
from scenarios.choosing import rounding_backend as rounding_backend
from solvers.base import SolverOptions


@dataclass(frozen=True, eq=False)
class Rounded:
    """The published targets, the lattice they were chosen from, and the nodes that were to be kept: the company,
    every level, and the crossing that belongs to the second laminar family. `coarse`: levels with steps of their
    own."""

    targets_minor: IntArray
    lattice: Lattice
    controlled: tuple[Partition, ...]
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

    Raises LimitReached when these end the work, SolverFailed when even the two laminar families cannot be rounded,
    which would be a defect and not a property of the data.
    """
    lattice = build_lattice(problem, exact, program.reference, program.lower, program.upper)
    families = choose_families(index)
    controlled = (*families.chains, *families.others)
    if problem.level_increments:
        trees = coarse_trees(problem, index)
        choices = _below_coarse_levels(problem, rows, program, exact, lattice, families, trees)
        z = choices.choice(decide(choices, options or SolverOptions())) if choices.n_choices else lattice.below * 0
        minor = lattice.base + lattice.increment * (lattice.below + z)
        return Rounded(minor, lattice, controlled, tuple(level for tree in trees for level in tree))
    if not lattice.open.any():
        return Rounded(lattice.minor(np.zeros(exact.shape[0], dtype=np.bool_)), lattice, controlled)
    rounding = rounding_program(problem, lattice, rows, exact, families, program)
    return Rounded(lattice.minor(rounding.choice(decide(rounding, options or SolverOptions()))), lattice, controlled)


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
