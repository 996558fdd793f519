"""Rounding to human increments with every node within one increment of its exact value.

x = base + q·(below + z), z ∈ {0, 1}. Nodes of two laminar families (people up to the company, products crossed with
the people's upper level up to products) are kept between their floor and ceiling: the union of two laminar families
is totally unimodular, so a linear program with only these rows has whole-number vertices. Other levels and every
limit are kept at a price; where such rows make the vertex fractional, a small integer program over the fractional
cells finishes. What could not be kept is reported, never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from models.allocation.choice import ChoiceProgram, ChoiceRows, choice_program, stacked_rows, tie_costs
from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice
from models.allocation.nodes import NodeIndex, Partition, refines
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray
from models.sparse import narrow

BOUND_PRICE = 1e5
LIMIT_PRICE = 1e4
NODE_PRICE = 1e2


@dataclass(frozen=True, eq=False)
class RoundingProgram(ChoiceProgram):
    """The program over the open cells (`cells[j]` is the cell of column j; columns after them are priced misses)."""

    cells: IntArray
    lattice: Lattice

    def choice(self, values: FloatArray) -> BoolArray:
        """z per cell from the columns' values. Raises ValueError when they are not whole."""
        z = values[: self.cells.shape[0]]
        if not self.is_whole(values):
            raise ValueError("the rounding program's answer is not whole")
        up = np.zeros(self.lattice.below.shape[0], dtype=np.bool_)
        up[self.cells] = z > 0.5
        return up


@dataclass(frozen=True, eq=False)
class Families:
    """Which partitions are kept exactly (two chains of laminar nodes) and which at a price. `first`: the levels of the
    first chain, from the finest to the coarsest."""

    chains: tuple[Partition, ...]
    others: tuple[Partition, ...]
    first: tuple[Partition, ...] = ()


def choose_families(index: NodeIndex) -> Families:
    """Two laminar families of nodes.

    The first grows from the level with the most nodes (people) through every level that contains it; the second from
    the largest level left over (products), crossed with the first family's coarsest level. The rest is kept at a
    price.
    """
    levels = sorted(index.by_level, key=lambda part: -part.count)
    first: list[Partition] = []
    for part in levels:
        if all(refines(finer.code, part.code) for finer in first):
            first.append(part)
    rest = [part for part in levels if part not in first]
    second: list[Partition] = []
    for part in rest:
        if all(refines(finer.code, part.code) for finer in second):
            second.append(part)
    others = [part for part in rest if part not in second]
    if second:
        top = next((part for part in reversed(first) if part.count > 1), None)
        if top is not None:
            second.insert(0, index.crossing(second[0], top))
    return Families((index.company, *first, *second), tuple(others), tuple(first))


def rounding_program(
    problem: AllocationProblem,
    lattice: Lattice,
    rows: LimitRows,
    exact: FloatArray,
    families: Families,
    separable: SeparableProgram,
) -> RoundingProgram:
    """The program whose whole-number answer is the published plan. Amounts in thousands; rows in increments."""
    cells = np.flatnonzero(lattice.open)
    cost = _cell_costs(problem, lattice, cells, separable)
    kept = node_rows_of(lattice, families.chains, exact, problem, cells)
    priced_nodes = node_rows_of(lattice, families.others, exact, problem, cells)
    limits = limit_rows_of(problem, lattice, rows, exact, cells)
    priced = [(priced_nodes, NODE_PRICE), (limits, LIMIT_PRICE)]
    program = choice_program(cost, np.zeros(cells.size), np.ones(cells.size), kept, priced)
    return RoundingProgram(program, cells.size, cells, lattice)


def _cell_costs(
    problem: AllocationProblem,
    lattice: Lattice,
    cells: IntArray,
    separable: SeparableProgram,
) -> FloatArray:
    """Squared distance to the exact plan, weighted as the fit is, plus the price of a side outside the bounds.

    Going up instead of down changes ((1 − φ)² − φ²)·q²/(2D) = (1 − 2φ)·q²/(2D). Ties are broken by a fixed
    sequence over the cells' order.
    """
    weight = 1.0 / separable.curvature[cells]
    weight = np.clip(weight / np.median(weight), 1e-2, 1e2) if cells.size else weight
    cost = (1.0 - 2.0 * lattice.fraction[cells]) * weight
    cost = cost + tie_costs(cells.astype(np.float64))
    step = lattice.increment / problem.money.minor_per_thousand
    down = (lattice.base[cells] + lattice.increment * lattice.below[cells]) / problem.money.minor_per_thousand
    slack = 1e-9 * np.maximum(1.0, np.abs(down))
    cost -= np.where(down < separable.lower[cells] - slack, BOUND_PRICE, 0.0)
    cost += np.where(down + step > separable.upper[cells] + slack, BOUND_PRICE, 0.0)
    return np.asarray(cost, dtype=np.float64)


def node_rows_of(
    lattice: Lattice,
    partitions: tuple[Partition, ...],
    exact: FloatArray,
    problem: AllocationProblem,
    cells: IntArray,
) -> ChoiceRows:
    """⌊X/q⌋ ≤ Σ (below + z) ≤ ⌈X/q⌉ per node that has an open cell, X less the parts that are not rounded."""
    per_thousand = problem.money.minor_per_thousand
    steps = (exact * per_thousand - lattice.base) / lattice.increment
    steps[~lattice.open] = lattice.below[~lattice.open]
    parts = []
    for part in partitions:
        code = part.code[cells]
        inside = code >= 0
        matrix = narrow(
            csr_array(
                (np.ones(int(inside.sum())), (code[inside], np.flatnonzero(inside))), shape=(part.count, cells.size)
            )
        )
        floors = np.bincount(code[inside], weights=lattice.below[cells][inside], minlength=part.count)
        total = np.bincount(code[inside], weights=steps[cells][inside], minlength=part.count) - floors
        low, high = np.floor(total + 1e-5), np.ceil(total - 1e-5)
        if not part.levels and lattice.total is not None:
            low = high = np.full(1, _company_steps(lattice))
        # One open cell is between its floor and ceiling anyway.
        used = np.bincount(code[inside], minlength=part.count) > (1 if part.levels else 0)
        parts.append(ChoiceRows(csr_array(matrix[used]), low[used], high[used]))
    return stacked_rows(parts, cells.size)


def _company_steps(lattice: Lattice) -> float:
    """How many open cells must go up so that the plan adds up to the company total, in exact integers."""
    assert lattice.total is not None
    down = int(lattice.base.sum()) + lattice.increment * int(lattice.below.sum())
    missing, rest = divmod(lattice.total - down, lattice.increment)
    if rest:
        raise ValueError("the company total is off the lattice")
    return float(missing)


def limit_rows_of(
    problem: AllocationProblem, lattice: Lattice, rows: LimitRows, exact: FloatArray, cells: IntArray
) -> ChoiceRows:
    """Every limit of more than one cell, in increments: what the fixed part leaves for the open cells.

    A row that the exact plan already breaks (soft) may stay as broken as it is.
    """
    per_thousand = problem.money.minor_per_thousand
    down = (lattice.base + lattice.increment * lattice.below) / per_thousand
    step = lattice.increment / per_thousand
    several = np.flatnonzero(np.diff(rows.matrix.indptr) > 1)
    several = several[rows.block[several] > 0]  # the company target is a node of its own
    matrix = csr_array(rows.matrix[several])
    size = np.maximum(np.asarray(abs(matrix).max(axis=1).todense()).ravel(), 1e-12)
    unit = diags_array(1.0 / (size * step))
    activity = matrix @ exact
    low = np.minimum(rows.lower[several], activity)
    high = np.maximum(rows.upper[several], activity)
    low = np.where(np.isinf(rows.penalty[several]), rows.lower[several], low)
    high = np.where(np.isinf(rows.penalty[several]), rows.upper[several], high)
    fixed = matrix @ down
    scaled = csr_array(unit @ matrix[:, cells] * step)
    used = np.diff(scaled.indptr) > 0
    lower = (low - fixed) / (size * step)
    upper = (high - fixed) / (size * step)
    # Sums of whole increments: only whole bounds matter, and a whole bound keeps the program's vertices whole.
    plain = _is_sum(matrix)
    lower = np.where(plain, np.ceil(lower - 1e-6), lower)
    upper = np.where(plain, np.floor(upper + 1e-6), upper)
    # A range without a whole increment in it: the one nearest to the exact plan.
    crossed = lower > upper
    nearest = np.rint((activity - fixed) / (size * step))
    lower, upper = np.where(crossed, nearest, lower), np.where(crossed, nearest, upper)
    return ChoiceRows(csr_array(scaled[used]), lower[used], upper[used])


def _is_sum(matrix: csr_array) -> BoolArray:
    """Rows whose coefficients are all 1."""
    other = csr_array((matrix.data != 1.0, matrix.indices, matrix.indptr), shape=matrix.shape)
    return np.asarray(other.sum(axis=1) == 0, dtype=np.bool_)
