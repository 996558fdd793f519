"""Month numbers as choice programs: of blocks × months, then of the cells × months of each block.

Kept rows are two laminar families, {cell-month → cell-quarter → cell-year} and {cell-month → person-month → … →
company-month}: with these alone the linear program's vertices are whole. Priced are the other levels × month, the
chain's nodes × quarter, the months of the block as they were decided before, and monthly capacities. Rows that run
through several blocks are carried: after every block they are within one increment of their exact sum so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.choice import ChoiceProgram, ChoiceRows, choice_program, stacked_rows, tie_costs
from models.allocation.phasing.calendar import MONTHS, MONTHS_PER_QUARTER, QUARTERS
from models.allocation.phasing.month_lattice import MonthLattice
from models.allocation.phasing.shapes import quarter_sums
from models.arrays import BoolArray, FloatArray, IntArray

BLOCK_PRICE = 1e4
CAPACITY_PRICE = 1e3
NODE_PRICE = 1e2
WHOLE = 1e-5
"""Increments that a sum of many exact months may differ from a whole number."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Groups of cells: `code[c]` is the node of cell c, −1 for none."""

    code: IntArray
    count: int


@dataclass(frozen=True, eq=False)
class MonthProgram(ChoiceProgram):
    """The program over the open months of some cells; `columns` are their places in the (cells × 12) array."""

    columns: IntArray
    shape: tuple[int, int]

    def choice(self, values: FloatArray) -> BoolArray:
        """z (cells × 12) from the columns' values. Raises ValueError when they are not whole."""
        if not self.is_whole(values):
            raise ValueError("the month program's answer is not whole")
        up = np.zeros(self.shape[0] * self.shape[1], dtype=np.bool_)
        up[self.columns] = values[: self.n_choices] > 0.5
        return up.reshape(self.shape)


class MonthRows:
    """Collects the rows of one month program over a lattice. `places`: what tells its cells from all others, for
    ties."""

    def __init__(self, lattice: MonthLattice, places: IntArray) -> None:
        self._lattice = lattice
        self.columns = np.flatnonzero(lattice.open.ravel()).astype(np.int64)
        self._cell, self._month = np.divmod(self.columns, MONTHS)
        self._places = places
        self._kept: list[ChoiceRows] = []
        self._priced: list[tuple[ChoiceRows, float]] = []
        self._keep_cells()

    def keep(self, nodes: Nodes) -> None:
        """Nodes × months between floor and ceiling of their exact sums."""
        self._kept.append(self._between(nodes, quarters=False))

    def price(self, nodes: Nodes, *, quarters: bool) -> None:
        """The same at a price, by month or quarter."""
        self._priced.append((self._between(nodes, quarters=quarters), NODE_PRICE))

    def price_carried(self, nodes: Nodes, ahead: FloatArray) -> None:
        """Nodes × months that began in blocks before: `ahead` (nodes × 12) is published less exact so far. Their
        quarters would cost ten times the time."""
        low, high = self._bounds(nodes, quarters=False, ahead=ahead)
        self._priced.append((self._sums(nodes, low, high, quarters=False), NODE_PRICE))

    def price_fixed(self, months: IntArray) -> None:
        """All cells together: the steps (12) of each month as they were decided before."""
        nodes = Nodes(np.zeros(self._lattice.below.shape[0], dtype=np.int64), 1)
        wanted = (months - self._lattice.below.sum(axis=0)).astype(np.float64).reshape(1, MONTHS)
        self._priced.append((self._sums(nodes, wanted, wanted, quarters=False), BLOCK_PRICE))

    def price_load(self, use: csr_array, room: FloatArray) -> None:
        """Monthly capacities of some groups: use (groups × cells) per increment, `room` (groups × 12) is what z may
        take."""
        dense = csr_array(use).tocoo()
        size = np.maximum(np.asarray(abs(use).max(axis=1).todense()).ravel(), 1e-12)
        position = np.full(self._lattice.open.shape, -1, dtype=np.int64)
        position.ravel()[self.columns] = np.arange(self.columns.size)
        column = position[dense.col]
        entry, month = np.nonzero(column >= 0)
        row = dense.row[entry] * MONTHS + month
        data = dense.data[entry] / size[dense.row[entry]]
        matrix = csr_array(
            (data, (row, column[entry, month])), shape=(use.shape[0] * MONTHS, self.columns.size), dtype=np.float64
        )
        upper = (room / size[:, None]).ravel()
        used = (np.diff(matrix.indptr) > 0) & np.isfinite(upper)
        lower = np.full(int(used.sum()), -np.inf)
        self._priced.append((ChoiceRows(csr_array(matrix[used]), lower, upper[used]), CAPACITY_PRICE))

    def program(self) -> MonthProgram:
        """The program of all rows; its costs are squared distances to the exact months, in increments."""
        fraction = self._lattice.fraction.ravel()[self.columns]
        place = (self._places[self._cell] * MONTHS + self._month).astype(np.float64)
        cost = 1.0 - 2.0 * fraction + tie_costs(place)
        n = self.columns.size
        kept = stacked_rows(self._kept, n)
        program = choice_program(cost, np.zeros(n), np.ones(n), kept, self._priced)
        return MonthProgram(program, n, self.columns, self._lattice.open.shape)

    def _keep_cells(self) -> None:
        count = self._lattice.open.shape[0]
        cells = Nodes(np.arange(count), count)
        missing = self._lattice.missing.astype(np.float64)
        year = csr_array(
            (np.ones(self.columns.size), (self._cell, np.arange(self.columns.size))), shape=(count, self.columns.size)
        )
        used = np.diff(year.indptr) > 0
        self._kept.append(ChoiceRows(csr_array(year[used]), missing[used], missing[used]))
        self._kept.append(self._between(cells, quarters=True))

    def _between(self, nodes: Nodes, *, quarters: bool) -> ChoiceRows:
        low, high = self._bounds(nodes, quarters=quarters, ahead=None)
        return self._sums(nodes, low, high, quarters=quarters)

    def _bounds(self, nodes: Nodes, *, quarters: bool, ahead: FloatArray | None) -> tuple[FloatArray, FloatArray]:
        """Floor and ceiling (nodes × periods) of what z must add up to."""
        periods = QUARTERS if quarters else MONTHS
        inside = nodes.code >= 0
        above = (self._lattice.steps - self._lattice.below)[inside]
        if quarters:
            above = quarter_sums(above)
        total = np.zeros((nodes.count, periods))
        np.add.at(total, nodes.code[inside], above)
        if ahead is not None:
            total = total - ahead
        return np.floor(total + WHOLE), np.ceil(total - WHOLE)

    def _sums(self, nodes: Nodes, low: FloatArray, high: FloatArray, *, quarters: bool) -> ChoiceRows:
        """One row per node and period in which something is open."""
        periods = QUARTERS if quarters else MONTHS
        period = self._month // MONTHS_PER_QUARTER if quarters else self._month
        code = nodes.code[self._cell]
        inside = np.flatnonzero(code >= 0)
        row = code[inside] * periods + period[inside]
        present, place = np.unique(row, return_inverse=True)
        matrix = csr_array((np.ones(inside.size), (place, inside)), shape=(present.size, self.columns.size))
        return ChoiceRows(matrix, low.ravel()[present], high.ravel()[present])


def block_lattice(lattice: MonthLattice, blocks: Sequence[IntArray]) -> MonthLattice:
    """The blocks as if each were one cell: sums of their steps, less what lies below these."""
    steps = np.array([lattice.steps[cells].sum(axis=0) for cells in blocks]).reshape(len(blocks), MONTHS)
    year = np.array([lattice.below[cells].sum() + lattice.missing[cells].sum() for cells in blocks], dtype=np.int64)
    below = np.floor(steps + WHOLE).astype(np.int64)
    fraction = np.maximum(steps - below, 0.0)
    return MonthLattice(
        increment=lattice.increment,
        base=np.zeros_like(below),
        steps=steps,
        below=below,
        fraction=fraction,
        open=np.asarray(fraction > WHOLE, dtype=np.bool_),
        missing=np.asarray(year - below.sum(axis=1), dtype=np.int64),
    )


def cells_lattice(lattice: MonthLattice, cells: IntArray) -> MonthLattice:
    """The lattice of some cells."""
    return MonthLattice(
        increment=lattice.increment,
        base=lattice.base[cells],
        steps=lattice.steps[cells],
        below=lattice.below[cells],
        fraction=lattice.fraction[cells],
        open=lattice.open[cells],
        missing=lattice.missing[cells],
    )
