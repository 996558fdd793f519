"""Rounding by one deterministic solver, whatever solved the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice, build_lattice
from models.allocation.nodes import NodeIndex
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import RoundingProgram, choose_families, rounding_program
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray
from models.errors import SolverFailed
from models.program import LinearProgram
from solvers.base import SolverBackend, SolverOptions
from solvers.highs import HighsBackend

NODE_LIMIT = 2000
"""Branching ends here and not at a time: the same plan must come out on a slow and a fast machine."""


@dataclass(frozen=True, eq=False)
class Rounded:
    """The published targets and the lattice they were chosen from."""

    targets_minor: IntArray
    lattice: Lattice


def round_plan(
    problem: AllocationProblem, rows: LimitRows, program: SeparableProgram, exact: FloatArray, index: NodeIndex
) -> Rounded:
    """Published targets of an exact plan. Raises SolverFailed when even the two laminar families cannot be rounded,
    which would be a defect and not a property of the data."""
    lattice = build_lattice(problem, exact, program.reference, program.lower, program.upper)
    if not lattice.open.any():
        return Rounded(lattice.minor(np.zeros(exact.shape[0], dtype=np.bool_)), lattice)
    families = choose_families(index)
    rounding = rounding_program(problem, lattice, rows, exact, families, program)
    return Rounded(lattice.minor(_choose(rounding)), lattice)


def _choose(rounding: RoundingProgram) -> BoolArray:
    """Linear program first; where its vertex is fractional, an integer program over the fractional cells."""
    values = _values(rounding.program)
    if not rounding.is_whole(values):
        values = _values(rounding.restricted(values))
    return rounding.choice(values)


def rounding_backend(*, is_integer: bool) -> SolverBackend:
    """HiGHS, always: the same exact plan is published as the same whole numbers, whatever solved it.

    Presolve costs a linear rounding program as much as its solve and does not change the answer; of the integer
    program, whose cells are nearly all decided, it leaves next to nothing.
    """
    return HighsBackend(presolve=is_integer)


def _values(program: LinearProgram) -> FloatArray:
    backend = rounding_backend(is_integer=program.is_integer)
    solution = backend.solve(program, SolverOptions(node_limit=NODE_LIMIT if program.is_integer else None))
    if solution.point is None:
        raise SolverFailed("rounding", solution.report.message or str(solution.termination))
    return solution.point.values
