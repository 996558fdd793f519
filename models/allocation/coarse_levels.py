"""Coarse levels: whole nodes rounded to steps of their own, from the coarsest level down, before single targets.

A node's number is v = rest + Q·k. The children of a node add up to it exactly; they start at the multiple below their
exact sum and take what is missing one step at a time, each time where it moves a number least (squared distance over
size), so that the answer is the best one. What cannot be a multiple (the rest of a company target, odd holds) goes to
one named child, the one with the remainder cell if it is among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice
from models.allocation.nodes import NodeIndex, Partition, refines
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray, IntArray

LIMIT_PRICE = 1e6
"""Price per step beyond a node's own floor or cap: no distance outweighs it."""

FAR_PRICE = 1e3
"""Price per step further than one step from the exact number."""


@dataclass(frozen=True, eq=False)
class CoarseLevel:
    """A level whose nodes are multiples of `step` minor units."""

    partition: Partition
    step: int


@dataclass(frozen=True, eq=False)
class CoarseNodes:
    """The finest groups of one tree and their published numbers: `code[c]` is the group of every cell, `minor[g]` its
    total in minor units. Coarser levels of the tree are sums of these."""

    code: IntArray
    minor: IntArray


@dataclass(frozen=True, eq=False)
class _Level:
    """One level below its parents: `code` of every cell, `parent[g]`, and the step of each group's number. Cells that
    skip the level form one group per parent, with the step of single targets."""

    code: IntArray
    parent: IntArray
    step: IntArray
    node: IntArray


def coarse_trees(problem: AllocationProblem, index: NodeIndex) -> list[list[CoarseLevel]]:
    """The coarse levels as trees of nested levels, each from the coarsest to the finest; the tree with the finest level
    first. A level above a coarse one that has no step of its own takes that of the level below it: sums of multiples.
    """
    trees: list[list[CoarseLevel]] = []
    for part in sorted(index.by_level, key=lambda one: -one.count):
        own = problem.increment_of(part.dimensions, part.levels)
        is_coarse = own != problem.increment_minor
        for tree in trees:
            step = own if is_coarse else tree[0].step
            if step % tree[0].step == 0 and refines(tree[0].partition.code, part.code):
                tree.insert(0, CoarseLevel(part, step))
                break
        else:
            if is_coarse:
                trees.append([CoarseLevel(part, own)])
    return trees


def coarse_nodes(
    problem: AllocationProblem, lattice: Lattice, rows: LimitRows, exact: FloatArray, tree: Sequence[CoarseLevel]
) -> CoarseNodes:
    """Published numbers of one tree. Needs a company total on the lattice."""
    assert lattice.total is not None
    wanted = exact * problem.money.minor_per_thousand
    code, minor = np.zeros(exact.shape[0], dtype=np.int64), np.array([lattice.total], dtype=np.int64)
    for coarse in tree:
        level = _level(coarse, code, problem.increment_minor)
        minor = _Rounder(problem, lattice, rows, wanted, level).numbers(minor)
        code = level.code
    return CoarseNodes(code, minor)


def _level(coarse: CoarseLevel, parents: IntArray, increment: int) -> _Level:
    part = coarse.partition
    raw = np.where(part.code >= 0, part.code, part.count + parents)
    present, code = np.unique(raw, return_inverse=True)
    parent = np.zeros(present.size, dtype=np.int64)
    parent[code] = parents
    real = present < part.count
    step = np.where(real, coarse.step, increment)
    return _Level(code.astype(np.int64), parent, step.astype(np.int64), np.where(real, present, -1))


class _Rounder:
    """Numbers of one level's groups, parent by parent."""

    def __init__(
        self, problem: AllocationProblem, lattice: Lattice, rows: LimitRows, wanted: FloatArray, level: _Level
    ) -> None:
        count = level.parent.size
        held = lattice.held
        self._level = level
        self._exact = np.asarray(np.bincount(level.code, weights=wanted, minlength=count), dtype=np.float64)
        self._fixed = _sums(level.code, count, np.where(held, lattice.base, 0))
        self._rest = _sums(level.code, count, lattice.base) % problem.increment_minor
        self._free = np.bincount(level.code[~held], minlength=count) > 0
        self._anchor = int(level.code[lattice.remainder_cell]) if lattice.remainder_cell >= 0 else -1
        self._low, self._high = _node_limits(problem, rows, level.code, count)

    def numbers(self, totals: IntArray) -> IntArray:
        """One number per group; those of a parent add up to its total."""
        minor = np.where(self._free, 0, self._fixed)
        for parent, total in enumerate(totals.tolist()):
            groups = np.flatnonzero((self._level.parent == parent) & self._free)
            if groups.size:
                fixed = int(minor[(self._level.parent == parent) & ~self._free].sum())
                minor[groups] = self._share(groups, total - fixed)
        return minor.astype(np.int64)

    def _share(self, groups: IntArray, total: int) -> IntArray:
        """Start below the exact numbers, take away or add steps where that costs least; the rest goes to one group."""
        step, rest = self._level.step[groups], self._rest[groups].copy()
        least = rest + -((rest - self._fixed[groups]) // step) * step
        start = rest + np.floor((self._exact[groups] - rest) / step + 1e-6).astype(np.int64) * step
        minor = np.maximum(start, least)
        loose = np.flatnonzero(self._level.node[groups] < 0)
        taker = int(loose[0]) if loose.size else self._taker(groups)
        coarse = int(step.max())
        left = (total - int(minor.sum())) % coarse
        minor[taker] += left
        steps = _Steps(self._exact[groups], (self._low[groups], self._high[groups]), step, least)
        while total > int(minor.sum()):
            steps.up(minor)
        while total < int(minor.sum()):
            steps.down(minor, self._fixed[groups], int(minor.sum()) - total)
        return minor

    def _taker(self, groups: IntArray) -> int:
        found = np.flatnonzero(groups == self._anchor)
        return int(found[0]) if found.size else int(np.argmax(self._exact[groups]))


class _Steps:
    """What one coarse step of each group costs; the cheapest moves, the first of equal ones."""

    def __init__(
        self, exact: FloatArray, limits: tuple[FloatArray, FloatArray], step: IntArray, least: IntArray
    ) -> None:
        self._exact, self._least, self._coarse = exact, least, int(step.max())
        self._low, self._high = limits
        self._weight = 1.0 / np.maximum(np.abs(exact), step)

    def up(self, minor: IntArray) -> None:
        """One group gains a step."""
        cost = self._cost(minor + self._coarse) - self._cost(minor)
        minor[int(np.argmin(np.round(cost, 9)))] += self._coarse

    def down(self, minor: IntArray, fixed: IntArray, most: int) -> None:
        """One group loses a step. Where every group stands at the last multiple above what is fixed in it, the one
        with the most room gives what is missing and is no multiple any more."""
        after = minor - self._coarse
        cost = np.where(after < self._least, np.inf, self._cost(after) - self._cost(minor))
        if np.isfinite(cost).any():
            minor[int(np.argmin(np.round(cost, 9)))] -= self._coarse
            return
        group = int(np.argmax(minor - fixed))
        minor[group] -= min(most, int(minor[group] - fixed[group]))

    def _cost(self, minor: IntArray) -> FloatArray:
        beyond = np.maximum(self._low - minor, 0.0) + np.maximum(minor - self._high, 0.0)
        distance = np.abs(minor - self._exact)
        far = np.maximum(distance - self._coarse, 0.0)
        priced = LIMIT_PRICE * beyond + FAR_PRICE * far
        return np.asarray((distance**2 * self._weight + priced) / self._coarse, dtype=np.float64)


def _sums(code: IntArray, count: int, minor: IntArray) -> IntArray:
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, code, minor)
    return total


def _node_limits(
    problem: AllocationProblem, rows: LimitRows, code: IntArray, count: int
) -> tuple[FloatArray, FloatArray]:
    """Floors and caps in minor units that hard plain sums set for exactly the cells of a group."""
    size = np.bincount(code, minlength=count)
    low, high = np.full(count, -np.inf), np.full(count, np.inf)
    per_thousand = problem.money.minor_per_thousand
    for row in np.flatnonzero(np.isinf(rows.penalty)).tolist():
        start, stop = rows.matrix.indptr[row], rows.matrix.indptr[row + 1]
        cells = rows.matrix.indices[start:stop]
        if not cells.size or size[code[cells[0]]] != cells.size or (rows.matrix.data[start:stop] != 1.0).any():
            continue
        group = int(code[cells[0]])
        if (code[cells] == group).all():
            low[group] = max(low[group], rows.lower[row] * per_thousand)
            high[group] = min(high[group], rows.upper[row] * per_thousand)
    return low, high
