"""Rounding of single targets below coarse levels: further than up or down, because whole nodes were moved before.

x = base + q·(below + z), z whole. Its convex cost, the squared distance to the exact plan, is written in segments of
growing width. The groups of the first coarse tree are kept exactly, those of further trees at a high price; every
other node and limit at the prices of ordinary rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.choice import ChoiceProgram, ChoiceRows, choice_program, tie_costs
from models.allocation.coarse_levels import CoarseNodes
from models.allocation.formulation import LimitRows
from models.allocation.lattice import Lattice
from models.allocation.nodes import Partition
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import BOUND_PRICE, LIMIT_PRICE, NODE_PRICE, limit_rows_of, node_rows_of
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray, IntArray

COARSE_PRICE = 3e4
SINGLE_SEGMENTS = 12
"""Segments of one step on each side before they grow."""


@dataclass(frozen=True, eq=False)
class WideProgram(ChoiceProgram):
    """The program over segments: `expand` (free cells × columns) holds +1 or −1 where a segment moves a cell."""

    cells: IntArray
    expand: csr_array
    lattice: Lattice

    def choice(self, values: FloatArray) -> IntArray:
        """z per cell from the columns' values. Raises ValueError when they are not whole."""
        if not self.is_whole(values):
            raise ValueError("the rounding program's answer is not whole")
        z = np.zeros(self.lattice.below.shape[0], dtype=np.int64)
        z[self.cells] = np.rint(self.expand @ np.rint(values[: self.n_choices])).astype(np.int64)
        return z


def wide_program(
    problem: AllocationProblem,
    lattice: Lattice,
    rows: LimitRows,
    exact: FloatArray,
    separable: SeparableProgram,
    trees: Sequence[CoarseNodes],
    priced: tuple[Partition, ...],
) -> WideProgram:
    """The program of some coarse numbers; `priced`: the partitions to be kept near their exact sums."""
    cells = np.flatnonzero(~lattice.held)
    coarse = [_coarse_rows(lattice, nodes, cells) for nodes in trees]
    segments = _Segments(problem, lattice, separable, cells, _reach(lattice, trees, exact, problem))
    others = [
        (node_rows_of(lattice, priced, exact, problem, cells), NODE_PRICE),
        (limit_rows_of(problem, lattice, rows, exact, cells), LIMIT_PRICE),
        *((one, COARSE_PRICE) for one in coarse[1:]),
    ]
    expand = segments.expand
    program = choice_program(
        segments.cost,
        np.zeros(segments.width.size),
        segments.width,
        _expanded(coarse[0], expand),
        [(_expanded(part, expand), price) for part, price in others],
    )
    return WideProgram(program, segments.width.size, cells, expand, lattice)


def _expanded(rows: ChoiceRows, expand: csr_array) -> ChoiceRows:
    return ChoiceRows(csr_array(rows.matrix @ expand), rows.lower, rows.upper)


def _coarse_rows(lattice: Lattice, nodes: CoarseNodes, cells: IntArray) -> ChoiceRows:
    """Σ z = what each group's number leaves, in exact integers."""
    count = nodes.minor.size
    down = np.zeros(count, dtype=np.int64)
    np.add.at(down, nodes.code, lattice.base + lattice.increment * lattice.below)
    missing, rest = np.divmod(nodes.minor - down, lattice.increment)
    used = np.bincount(nodes.code[cells], minlength=count) > 0
    if rest[used].any():
        raise ValueError("a coarse number is off the lattice")
    matrix = csr_array((np.ones(cells.size), (nodes.code[cells], np.arange(cells.size))), shape=(count, cells.size))
    wanted = missing[used].astype(np.float64)
    return ChoiceRows(csr_array(matrix[used]), wanted, wanted)


def _reach(lattice: Lattice, trees: Sequence[CoarseNodes], exact: FloatArray, problem: AllocationProblem) -> int:
    """Steps that one cell may have to move: as if it had to take all that its node was moved by."""
    wanted = exact * problem.money.minor_per_thousand
    moved = [
        np.abs(nodes.minor - np.bincount(nodes.code, weights=wanted, minlength=nodes.minor.size)).max()
        for nodes in trees
    ]
    return int(np.ceil(max(moved, default=0.0) / lattice.increment)) + 2


class _Segments:
    """Columns of the wide program, cell by cell: upward from `below`, then downward."""

    def __init__(
        self,
        problem: AllocationProblem,
        lattice: Lattice,
        separable: SeparableProgram,
        cells: IntArray,
        reach: int,
    ) -> None:
        ends = _ends(reach)
        up, up_width = _side(ends, np.full(cells.size, reach))
        down, down_width = _side(ends, np.minimum(lattice.below[cells], reach))
        place = np.concatenate([up, down])
        sign = np.concatenate([np.ones(up.size), -np.ones(down.size)])
        first = np.concatenate([_starts(up, up_width), _starts(down, down_width)])
        self.width = np.concatenate([up_width, down_width]).astype(np.float64)
        last = first + self.width
        fraction = lattice.fraction[cells][place]
        weight = 1.0 / separable.curvature[cells]
        weight = np.clip(weight / np.median(weight), 1e-2, 1e2)[place]
        climb = ((sign * last - fraction) ** 2 - (sign * first - fraction) ** 2) / self.width
        step = lattice.increment / problem.money.minor_per_thousand
        floor = (lattice.base[cells] + lattice.increment * lattice.below[cells])[place]
        reached = floor / problem.money.minor_per_thousand + sign * last * step
        slack = 1e-9 * np.maximum(1.0, np.abs(reached))
        beyond = np.where(sign > 0, reached - separable.upper[cells][place], separable.lower[cells][place] - reached)
        ties = tie_costs(cells.astype(np.float64))[place] * sign
        self.cost = np.asarray(climb * weight + np.where(beyond > slack, BOUND_PRICE, 0.0) + ties, dtype=np.float64)
        self.expand = csr_array((sign, (place, np.arange(place.size))), shape=(cells.size, place.size))


def _ends(reach: int) -> IntArray:
    """Ends of the segments of one side: 1, 2, 3 … 12, 14, 18, 26 … up to the reach."""
    ends: list[int] = []
    width = 1
    while not ends or ends[-1] < reach:
        ends.append((ends[-1] if ends else 0) + width)
        width = width if len(ends) < SINGLE_SEGMENTS else width * 2
    return np.array(ends, dtype=np.int64)


def _side(ends: IntArray, room: IntArray) -> tuple[IntArray, IntArray]:
    """(cell, width) of every segment of one side with room in it."""
    first = np.concatenate([[0], ends[:-1]])
    width = np.minimum(ends[None, :], room[:, None]) - np.minimum(first[None, :], room[:, None])
    cell, place = np.nonzero(width > 0)
    return cell.astype(np.int64), width[cell, place]


def _starts(cell: IntArray, width: IntArray) -> IntArray:
    """Where each segment begins: the sum of the segments of its cell before it."""
    total = np.cumsum(width) - width
    begins = np.flatnonzero(np.diff(cell, prepend=-1))
    before = np.repeat(total[begins], np.diff(np.append(begins, cell.size))) if cell.size else total
    return np.asarray(total - before, dtype=np.int64)
