"""Rounding to human increments with every node within one increment of its exact value.

x = base + q·(below + z), z ∈ {0, 1}. Nodes of two laminar families (people up to the company, products crossed with
the people's upper level up to products) are kept between their floor and ceiling: the union of two laminar families
is totally unimodular, so a linear program with only these rows has whole-number vertices. Other levels and every
limit are kept at a price; where such rows make the vertex fractional, a small integer program over the fractional
cells finishes. What could not be kept is reported, never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array, vstack

from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice
from models.allocation.nodes import NodeIndex, Partition, refines
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import Block, LinearProgram
from models.sparse import narrow, picked_columns

BOUND_PRICE = 1e5
LIMIT_PRICE = 1e4
NODE_PRICE = 1e2
TIE_PRICE = 1e-6
INTEGRAL = 1e-6


@dataclass(frozen=True, eq=False)
class RoundingProgram:
    """The program over the open cells (`cells[j]` is the cell of column j; columns after them are priced misses)."""

    program: LinearProgram
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

    def is_whole(self, values: FloatArray) -> bool:
        """True when every open cell is decided."""
        return bool(self._decided(values).all())

    def cost(self, values: FloatArray) -> float:
        """What an answer costs: distance to the exact plan, and the prices of what it misses."""
        return float(self.program.objective @ values)

    def missed(self, values: FloatArray) -> float:
        """Sum of what an answer misses of priced nodes and limits, in increments."""
        return float(values[self.cells.shape[0] :].sum())

    def restricted(self, values: FloatArray) -> LinearProgram:
        """The integer program that keeps decided cells and leaves the fractional ones to be decided."""
        return self._deciding(~self._decided(values), values)

    def reopened(self, bound: FloatArray, values: FloatArray) -> LinearProgram:
        """The integer program that decides anew the cells that `bound` left fractional and every cell of a priced row
        that `values` misses."""
        n = self.cells.shape[0]
        pairs = values[n:].reshape(-1, 2).sum(axis=1)
        first = self.program.n_rows - pairs.shape[0]
        missed = np.zeros(self.program.n_rows)
        missed[first:] = pairs > INTEGRAL
        inside = self.program.matrix[:, :n].T @ missed > 0.0
        return self._deciding(~self._decided(bound) | inside, values)

    def _decided(self, values: FloatArray) -> BoolArray:
        z = values[: self.cells.shape[0]]
        return np.asarray(np.abs(z - np.rint(z)) <= INTEGRAL, dtype=np.bool_)

    def _deciding(self, free: BoolArray, values: FloatArray) -> LinearProgram:
        n = self.cells.shape[0]
        lower, upper = self.program.col_lower.copy(), self.program.col_upper.copy()
        lower[:n][~free] = upper[:n][~free] = np.rint(values[:n][~free])
        integer = np.zeros(self.program.n_columns, dtype=np.bool_)
        integer[:n] = free
        return replace(self.program, col_lower=lower, col_upper=upper, integer=integer)

    def integral(self) -> LinearProgram:
        """The integer program that decides every open cell anew."""
        integer = np.zeros(self.program.n_columns, dtype=np.bool_)
        integer[: self.cells.shape[0]] = True
        return replace(self.program, integer=integer)


@dataclass(frozen=True, eq=False)
class Families:
    """Which partitions are kept exactly (two chains of laminar nodes) and which at a price."""

    chains: tuple[Partition, ...]
    others: tuple[Partition, ...]


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
    return Families((index.company, *first, *second), tuple(others))


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
    kept = _node_rows(lattice, families.chains, exact, problem, cells)
    priced_nodes = _node_rows(lattice, families.others, exact, problem, cells)
    limits = _limit_rows(problem, lattice, rows, exact, cells)
    elastic = [(priced_nodes, NODE_PRICE), (limits, LIMIT_PRICE)]
    n_miss = sum(part.matrix.shape[0] for part, _ in elastic)
    blocks = [kept.matrix, *[part.matrix for part, _ in elastic]]
    stacked = csr_array(vstack(blocks, format="csr")) if cells.size else csr_array((0, 0))
    m = stacked.shape[0]
    start = kept.matrix.shape[0]
    rows_of_miss = np.repeat(np.arange(start, start + n_miss), 2)
    misses = csc_array((np.tile([1.0, -1.0], n_miss), (rows_of_miss, np.arange(2 * n_miss))), shape=(m, 2 * n_miss))
    by_column = csr_array(stacked.T.tocsr())
    price = np.concatenate([np.full(2 * part.matrix.shape[0], price) for part, price in elastic])
    program = LinearProgram(
        objective=np.concatenate([cost, price]),
        col_lower=np.zeros(cells.size + 2 * n_miss),
        col_upper=np.concatenate([np.ones(cells.size), np.full(2 * n_miss, np.inf)]),
        row_lower=np.concatenate([kept.lower, *[part.lower for part, _ in elastic]]),
        row_upper=np.concatenate([kept.upper, *[part.upper for part, _ in elastic]]),
        matrix=picked_columns(by_column, np.arange(cells.size), misses),
        integer=np.zeros(cells.size + 2 * n_miss, dtype=np.bool_),
        column_blocks=(Block("up", 0, cells.size), Block("miss", cells.size, cells.size + 2 * n_miss)),
        row_blocks=(Block("nodes", 0, start), Block("priced", start, m)),
    )
    return RoundingProgram(program, cells, lattice)


@dataclass(frozen=True, eq=False)
class _Rows:
    matrix: csr_array
    lower: FloatArray
    upper: FloatArray


def _cell_costs(
    problem: AllocationProblem,
    lattice: Lattice,
    cells: IntArray,
    separable: SeparableProgram,
) -> FloatArray:
    """Squared distance to the exact plan, weighted as the fit is, plus the price of a side outside the bounds.

    Going up instead of down changes ((1 − φ)² − φ²)·q²/(2D) = (1 − 2φ)·q²/(2D). Ties are broken by a fixed
    irrational sequence over the cells' order, so that equal cells have one answer. It is squared: multiples alone
    add up alike along both diagonals of a square of cells.
    """
    weight = 1.0 / separable.curvature[cells]
    weight = np.clip(weight / np.median(weight), 1e-2, 1e2) if cells.size else weight
    cost = (1.0 - 2.0 * lattice.fraction[cells]) * weight
    cost = cost + TIE_PRICE * ((cells * 0.6180339887498949) % 1.0) ** 2
    step = lattice.increment / problem.money.minor_per_thousand
    down = (lattice.base[cells] + lattice.increment * lattice.below[cells]) / problem.money.minor_per_thousand
    slack = 1e-9 * np.maximum(1.0, np.abs(down))
    cost -= np.where(down < separable.lower[cells] - slack, BOUND_PRICE, 0.0)
    cost += np.where(down + step > separable.upper[cells] + slack, BOUND_PRICE, 0.0)
    return np.asarray(cost, dtype=np.float64)


def _node_rows(
    lattice: Lattice,
    partitions: tuple[Partition, ...],
    exact: FloatArray,
    problem: AllocationProblem,
    cells: IntArray,
) -> _Rows:
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
        parts.append(_Rows(csr_array(matrix[used]), low[used], high[used]))
    return _concatenate(parts, cells.size)


def _company_steps(lattice: Lattice) -> float:
    """How many open cells must go up so that the plan adds up to the company total, in exact integers."""
    assert lattice.total is not None
    down = int(lattice.base.sum()) + lattice.increment * int(lattice.below.sum())
    missing, rest = divmod(lattice.total - down, lattice.increment)
    if rest:
        raise ValueError("the company total is off the lattice")
    return float(missing)


def _limit_rows(
    problem: AllocationProblem, lattice: Lattice, rows: LimitRows, exact: FloatArray, cells: IntArray
) -> _Rows:
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
    return _Rows(csr_array(scaled[used]), lower[used], upper[used])


def _is_sum(matrix: csr_array) -> BoolArray:
    """Rows whose coefficients are all 1."""
    other = csr_array((matrix.data != 1.0, matrix.indices, matrix.indptr), shape=matrix.shape)
    return np.asarray(other.sum(axis=1) == 0, dtype=np.bool_)


def _concatenate(parts: list[_Rows], n_columns: int) -> _Rows:
    if not parts:
        return _Rows(csr_array((0, n_columns)), np.zeros(0), np.zeros(0))
    return _Rows(
        csr_array(vstack([part.matrix for part in parts], format="csr")),
        np.concatenate([part.lower for part in parts]),
        np.concatenate([part.upper for part in parts]),
    )
