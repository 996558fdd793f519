"""From annual targets to months: small programs, block by block, decided like every rounding."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array

from models.allocation.formulation import LimitRows
from models.allocation.limits.context import MonthLimit
from models.allocation.nodes import NodeIndex, Partition
from models.allocation.phasing.blocks import phasing_blocks
from models.allocation.phasing.calendar import MONTHS
from models.allocation.phasing.month_lattice import MonthLattice, month_lattice
from models.allocation.phasing.month_plan import Controlled, MonthCheck, MonthPlan, check_loads, check_months
from models.allocation.phasing.month_rounding import MonthRows, Nodes, block_lattice, cells_lattice
from models.allocation.phasing.shapes import PhasingRules
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import choose_families
from models.arrays import BoolArray, FloatArray, IntArray
from scenarios.choosing import AVOIDABLE, decide, dive
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverOptions

SMALL_PROGRAM, NODES = 300, 200
"""Open months up to which the nearest answer is looked for by branching, within so many nodes."""

SECOND_LOOKS = 6
"""Blocks that are decided once more while something is missed, the others as they are."""


def phase_plan(
    problem: AllocationProblem,
    rules: PhasingRules,
    rows: LimitRows,
    targets_minor: IntArray,
    index: NodeIndex,
    options: SolverOptions | None = None,
) -> MonthPlan:
    """The months of published annual targets, within the time and stop of `options`.

    Raises LimitReached when these end the work, SolverFailed when a program has no answer, which would be a defect.
    """
    shapes = problem.shapes
    assert shapes is not None
    lattice = month_lattice(targets_minor, shapes.shares, rules.increment_minor)
    families = choose_families(index)
    chain = (*families.first, index.company)
    others = tuple(part for part in index.by_level if all(part is not one for one in families.first))
    loads = [_Load.of(problem, limit, lattice) for limit in rows.months]
    minor = _Phaser(lattice, chain, others, loads, options or SolverOptions()).months()
    controlled = (
        Controlled(index.company, by_month=True, by_quarter=True),
        *(Controlled(part, by_month=True, by_quarter=True) for part in families.first),
        *(Controlled(part, by_month=True, by_quarter=False) for part in others),
    )
    names = tuple(dimension.name for dimension in problem.dimensions)
    keys = tuple(problem.cell_key(cell) for cell in range(problem.cells.count))
    adds_up, nodes = check_months(
        targets_minor, minor, shapes.shares, rules.increment_minor, (names, keys), controlled, rules.calendar
    )
    per_thousand = problem.money.minor_per_thousand
    missed = check_loads(rows.months, targets_minor, (minor, shapes.shares), rules.calendar, per_thousand)
    return MonthPlan(
        calendar=rules.calendar,
        minor=minor,
        shares=shapes.shares,
        increment=rules.increment_minor,
        controlled=controlled,
        check=MonthCheck(adds_up, nodes, missed),
    )


@dataclass(eq=False)
class _Load:
    """One monthly capacity in increments while blocks are decided: `room` (groups × 12) is what the months of the
    blocks still to come may take more than their exact ones."""

    use: csc_array
    room: FloatArray

    @classmethod
    def of(cls, problem: AllocationProblem, limit: MonthLimit, lattice: MonthLattice) -> _Load:
        step = lattice.increment / problem.money.minor_per_thousand
        use = csc_array(limit.use.tocsc())
        exact = use @ (lattice.steps + lattice.base / lattice.increment)
        upper = limit.upper / step
        room = upper - exact
        if np.isfinite(limit.penalty):
            room = np.maximum(room, 0.0)
        return cls(use, room)


class _Phaser:
    """Decides block by block; what runs through several blocks is carried from one to the next."""

    def __init__(
        self,
        lattice: MonthLattice,
        chain: tuple[Partition, ...],
        others: tuple[Partition, ...],
        loads: list[_Load],
        options: SolverOptions,
    ) -> None:
        self._lattice, self._chain, self._others, self._loads = lattice, chain, others, loads
        self._options, self._watch = options, Stopwatch(options.time_limit_seconds)
        self._ahead = [np.zeros((part.count, MONTHS)) for part in others]
        self._up = np.zeros(lattice.open.shape, dtype=np.bool_)

    def months(self) -> IntArray:
        """Month numbers (cells × 12) in minor units."""
        codes = [part.code for part in reversed(self._chain)]
        blocks = phasing_blocks(codes, self._lattice.open.shape[0])
        fixed = self._block_months(blocks) if len(blocks) > 1 else None
        for number, cells in enumerate(blocks):
            self._decide_block(cells, None if fixed is None else fixed[number])
        if fixed is not None:
            self._look_again(blocks, fixed)
        return self._lattice.minor(self._up)

    def _look_again(self, blocks: list[IntArray], fixed: IntArray) -> None:
        """Decide some blocks anew with all others in place; an answer that misses more is taken back."""
        for cells, months in list(zip(blocks, fixed, strict=True))[:SECOND_LOOKS]:
            before, up = self._missed(), self._up[cells].copy()
            if before <= AVOIDABLE:
                return
            self._carry(cells, up, taken_back=True)
            self._decide_block(cells, months)
            if self._missed() >= before:
                self._carry(cells, self._up[cells], taken_back=True)
                self._up[cells] = up
                self._carry(cells, up)

    def _missed(self) -> float:
        """What is missed of rows through several blocks, in increments."""
        far = sum(float(np.maximum(np.abs(ahead) - 1.0, 0.0).sum()) for ahead in self._ahead)
        over = sum(float(np.maximum(-load.room[np.isfinite(load.room)], 0.0).sum()) for load in self._loads)
        return far + over

    def _block_months(self, blocks: list[IntArray]) -> IntArray:
        """Steps (blocks × 12) of whole blocks: every node that is a union of blocks is kept."""
        lattice = block_lattice(self._lattice, blocks)
        rows = MonthRows(lattice, np.arange(len(blocks)))
        for part in self._chain:
            code = _node_of_blocks(part, blocks)
            rows.keep(Nodes(code, part.count))
            rows.price(Nodes(code, part.count), quarters=True)
        up = self._decided(rows, lattice.open.shape[0])
        return np.asarray(lattice.below + up, dtype=np.int64)

    def _decide_block(self, cells: IntArray, fixed: IntArray | None) -> None:
        lattice = cells_lattice(self._lattice, cells)
        rows = MonthRows(lattice, cells)
        for part in self._chain:
            nodes = _nodes_within(part, cells)
            rows.keep(nodes)
            rows.price(nodes, quarters=True)
        for part, ahead in zip(self._others, self._ahead, strict=True):
            rows.price_carried(Nodes(part.code[cells], part.count), ahead)
        if fixed is not None:
            rows.price_fixed(fixed)
        for load in self._loads:
            self._price_load(rows, load, lattice, cells)
        up = self._decided(rows, cells.shape[0])
        self._up[cells] = up
        self._carry(cells, up)

    def _price_load(self, rows: MonthRows, load: _Load, lattice: MonthLattice, cells: IntArray) -> None:
        use = csr_array(load.use[:, cells].tocsr())
        present = np.flatnonzero(np.diff(use.indptr) > 0)
        use = csr_array(use[present])
        rows.price_load(use, load.room[present] + use @ (lattice.steps - lattice.below))

    def _carry(self, cells: IntArray, up: BoolArray, *, taken_back: bool = False) -> None:
        """Published less exact, in steps, for the blocks to come."""
        lattice = cells_lattice(self._lattice, cells)
        gained = lattice.below + up - lattice.steps
        if taken_back:
            gained = -gained
        for part, ahead in zip(self._others, self._ahead, strict=True):
            code = part.code[cells]
            np.add.at(ahead, code[code >= 0], gained[code >= 0])
        for load in self._loads:
            load.room = load.room - load.use[:, cells] @ gained

    def _decided(self, rows: MonthRows, count: int) -> BoolArray:
        if not rows.columns.size:
            return np.zeros((count, MONTHS), dtype=np.bool_)
        program = rows.program()
        options = replace(self._options, time_limit_seconds=self._watch.remaining)
        if program.n_choices <= SMALL_PROGRAM:
            return program.choice(decide(program, options, nodes=NODES))
        return program.choice(dive(program, options))


def _nodes_within(part: Partition, cells: IntArray) -> Nodes:
    """The nodes of several cells that lie wholly within these cells."""
    size = np.bincount(part.code[part.code >= 0], minlength=part.count)
    code = part.code[cells]
    here = np.bincount(code[code >= 0], minlength=part.count)
    whole = (here == size) & (size > 1)
    kept = np.where((code >= 0) & whole[np.maximum(code, 0)], code, -1)
    number = np.full(part.count + 1, -1, dtype=np.int64)
    present = np.unique(kept[kept >= 0])
    number[present] = np.arange(present.size)
    return Nodes(np.where(kept >= 0, number[kept], -1), int(present.size))


def _node_of_blocks(part: Partition, blocks: list[IntArray]) -> IntArray:
    """The node that each block lies in, −1 where the block holds several of the level's nodes, or a whole one."""
    size = np.bincount(part.code[part.code >= 0], minlength=part.count)
    found = np.full(len(blocks), -1, dtype=np.int64)
    for number, cells in enumerate(blocks):
        node = int(part.code[cells[0]])
        if node >= 0 and size[node] > cells.shape[0] and (part.code[cells] == node).all():
            found[number] = node
    return found
