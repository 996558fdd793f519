"""Which units carry a target: the integer program of limits that decide by yes or no.

    min loss(x) + Σ_g ρ_g e_g,  s_j ≤ width_j·z_u for every segment s_j of a cell of unit u,
    Σ_{u in g} z_u ≤ max_count_g + e_g,  Σ_{c in u} x_c ≥ least_u·z_u,  z_u ∈ {0, 1}

Linking every segment, and not only their sum, makes the relaxation as tight as the loss allows. The widths end at what
the limits leave each cell, never at a constant. Units get a binary only where there is something to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import block_array, coo_array, csc_array, csr_array, vstack

from models.allocation.binding import BindingLimit
from models.allocation.formulation import LimitRows
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.limits.context import RowBlock
from models.allocation.linearisation import Linearisation
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray
from models.program import LinearProgram

CARDINALITY = "cardinality"
"""The kind of the limits that choose."""

NOTHING = 1e-9
"""Share of the leaf total below which a target of an unrounded plan is none."""


@dataclass(frozen=True, eq=False)
class Units:
    """The units of all choice blocks, one after the other (m). `cells` (m × n) has a 1 for each cell of a unit.

    `forced`: open in any case, by a hold or a floor of a cell. `shut`: without room for a target. `decided`: with a
    binary; the others may be open without harm. `line_money`: L/n, what one unit too many counts as. `separable`: the
    program whose bounds decided all this.
    """

    blocks: tuple[ChoiceBlock, ...]
    cells: csr_array
    least: FloatArray
    forced: BoolArray
    shut: BoolArray
    decided: BoolArray
    line_money: float
    separable: SeparableProgram

    @property
    def count(self) -> int:
        """Number of units."""
        return int(self.least.shape[0])

    def of_block(self, place: int) -> slice:
        """Where the units of one block stand."""
        start = sum(block.count for block in self.blocks[:place])
        return slice(start, start + self.blocks[place].count)

    def by_block(self, is_open: BoolArray) -> tuple[BoolArray, ...]:
        """Open units (m) of every block."""
        return tuple(is_open[self.of_block(place)] for place in range(len(self.blocks)))

    def keeping(self, blocks: Sequence[ChoiceBlock]) -> Units:
        """The units of some of the blocks."""
        return units_of(self.separable, blocks)

    def excess_cost(self, is_open: BoolArray) -> float:
        """What units beyond soft limits cost, in thousands of loss times L."""
        return sum(
            block.penalty * self.line_money * block.excess(is_open[self.of_block(place)])
            for place, block in enumerate(self.blocks)
            if np.isfinite(block.penalty)
        )

    def natural(self, targets: FloatArray, scale: float) -> BoolArray | None:
        """The units that a plan (n) carries anyway, where that is allowed and free of charge; else None."""
        carried = self.cells @ targets
        is_open = np.asarray(carried > NOTHING * scale, dtype=np.bool_)
        too_small = is_open & (carried < self.least * (1.0 - NOTHING))
        too_many = any(block.excess(is_open[self.of_block(place)]) for place, block in enumerate(self.blocks))
        return None if too_small.any() or too_many else is_open


@dataclass(frozen=True, eq=False)
class Choices:
    """How the units of a plan were chosen. `is_open[b]` per block; `objective`: loss of the exact plan with this choice
    and `bound` a proven lower bound on that of every choice, both times L in thousands. `is_proven`: their distance is
    within the gap that was asked for. `rounds`: integer programs solved."""

    blocks: tuple[ChoiceBlock, ...]
    is_open: tuple[BoolArray, ...]
    objective: float
    bound: float
    is_proven: bool
    rounds: int

    @property
    def gap(self) -> float:
        """Distance of objective and bound relative to the objective, or to 1 where that is smaller."""
        return max(self.objective - self.bound, 0.0) / max(1.0, abs(self.objective))


def choice_presses(choices: Choices, binding: Sequence[BindingLimit]) -> bool:
    """True where the choice shaped the plan: integer programs made it, or a limit of it binds.

    Else the plan is the optimum of the other limits alone and keeps the choice's by itself: no other choice is better
    under any weights, and the prices of the limits mean what they do without choices.
    """
    return choices.rounds > 0 or any(item.identity.kind == CARDINALITY for item in binding)


def units_of(separable: SeparableProgram, blocks: Sequence[ChoiceBlock]) -> Units:
    """The units of a program with tight bounds."""
    n = separable.n_cells
    cells = csr_array(vstack([_membership(block, n) for block in blocks], format="csr"))
    least = np.concatenate([block.least for block in blocks])
    lower, upper = separable.lower[:n], separable.upper[:n]
    forced = np.asarray(cells @ (lower > 0.0).astype(np.float64) > 0.0, dtype=np.bool_)
    room = cells @ upper
    shut = ~forced & ((room <= 0.0) | (room < least * (1.0 - NOTHING)))
    crowded = np.concatenate([_crowded(block, ~shut[place]) for block, place in _places(blocks)])
    decided = np.asarray(~forced & ~shut & (crowded | (least > 0.0)), dtype=np.bool_)
    return Units(tuple(blocks), cells, least, forced, shut, decided, separable.scale / n, separable)


def tightened(separable: SeparableProgram) -> SeparableProgram:
    """The same program, every cell's upper bound no higher than what any hard row of sums leaves it."""
    matrix = separable.matrix
    least = np.asarray(matrix.min(axis=1).todense()).ravel() if matrix.shape[0] else np.zeros(0)
    usable = np.flatnonzero((least >= 0.0) & np.isfinite(separable.row_upper) & np.isinf(separable.penalty))
    rows = csr_array(matrix[usable])
    entries = coo_array(rows)
    room = np.maximum(separable.row_upper[usable] - rows @ separable.lower, 0.0)
    reach = separable.lower[entries.col] + room[entries.row] / entries.data * (1.0 + NOTHING)
    upper = separable.upper.copy()
    np.minimum.at(upper, entries.col, reach)
    upper[separable.n_cells :] = separable.upper[separable.n_cells :]
    return replace(separable, upper=np.maximum(upper, separable.lower))


@dataclass(frozen=True, eq=False)
class OpeningProgram:
    """The integer program and how to read it: `binary[k]` is the unit of column `first` + k."""

    program: LinearProgram
    line: Linearisation
    units: Units
    binary: IntArray
    first: int

    def opened(self, values: FloatArray) -> BoolArray:
        """Open units (m) of an answer."""
        is_open = ~self.units.shut
        is_open[self.binary] = values[self.first : self.first + self.binary.size] > 0.5
        return is_open

    def targets(self, values: FloatArray) -> FloatArray:
        """x per cell of an answer."""
        return self.line.targets(values)[: self.units.cells.shape[1]]


def opening_program(line: Linearisation, units: Units) -> OpeningProgram:
    """The integer program over a linearisation of the same bounds."""
    base = line.program
    binary = np.flatnonzero(units.decided)
    column = np.full(units.count, -1, dtype=np.int64)
    column[binary] = np.arange(binary.size)
    links = _links(line, units, binary)
    counts = _count_rows(units, column, base.n_columns)
    least = _least_rows(line, units, column)
    parts = [links, least, counts]
    n_soft = counts.extra
    wide = [[csr_array(base.matrix), None, None]] + [
        [part.segments, part.binaries, part.soft(n_soft)] for part in parts
    ]
    matrix = csc_array(block_array(wide, format="csc")) if binary.size or least.upper.size else base.matrix
    program = replace(
        base,
        objective=np.concatenate([base.objective, np.zeros(binary.size), counts.price]),
        col_lower=np.concatenate([base.col_lower, np.zeros(binary.size + n_soft)]),
        col_upper=np.concatenate([_without_shut(line, units), np.ones(binary.size), np.full(n_soft, np.inf)]),
        row_lower=np.concatenate([base.row_lower, *(part.lower for part in parts)]),
        row_upper=np.concatenate([base.row_upper, *(part.upper for part in parts)]),
        matrix=matrix,
        integer=np.concatenate([base.integer, np.ones(binary.size, dtype=np.bool_), np.zeros(n_soft, dtype=np.bool_)]),
        column_blocks=(),
        row_blocks=(),
    )
    return OpeningProgram(program, line, units, binary, base.n_columns)


def _without_shut(line: Linearisation, units: Units) -> FloatArray:
    """Upper bounds of the linearisation's columns, zero for the segments of cells that cannot carry a target."""
    upper = line.program.col_upper.copy()
    shut = np.zeros(line.lower.shape[0], dtype=np.bool_)
    shut[: units.cells.shape[1]] = units.cells.T @ units.shut.astype(np.float64) > 0.0
    upper[: line.cell.shape[0]][shut[line.cell]] = 0.0
    return upper


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows over the segments and slacks, over the binaries, and the first `extra` of them each with an excess."""

    segments: csr_array
    binaries: csr_array
    lower: FloatArray
    upper: FloatArray
    price: FloatArray
    with_excess: IntArray

    @property
    def extra(self) -> int:
        """Number of excess columns."""
        return int(self.price.shape[0])

    def soft(self, columns: int) -> csr_array:
        """The excess columns' part of the rows."""
        own = self.with_excess
        return csr_array((np.full(own.size, -1.0), (own, np.arange(own.size))), shape=(self.upper.size, columns))


def _rows(segments: csr_array, binaries: csr_array, lower: FloatArray, upper: FloatArray) -> _Rows:
    return _Rows(segments, binaries, lower, upper, np.zeros(0), np.zeros(0, dtype=np.int64))


def _links(line: Linearisation, units: Units, binary: IntArray) -> _Rows:
    """s_j − width_j·z_u ≤ 0 for every segment of every cell of a unit with a binary."""
    n_columns, n = line.program.n_columns, int(units.cells.shape[1])
    owners = csr_array(units.cells[binary].T.tocsr())
    segments = np.flatnonzero(line.cell < n)
    owned = csr_array(owners[line.cell[segments]])
    entries = coo_array(owned)
    segment, unit = segments[entries.row], entries.col.astype(np.int64)
    place, m = np.arange(segment.size), segment.size
    width = line.program.col_upper[segment]
    return _rows(
        csr_array((np.ones(m), (place, segment)), shape=(m, n_columns)),
        csr_array((-width, (place, unit)), shape=(m, binary.size)),
        np.full(m, -np.inf),
        np.zeros(m),
    )


def _count_rows(units: Units, column: IntArray, n_columns: int) -> _Rows:
    """Σ z ≤ max_count less what is open anyway, one per group that has to choose; soft ones with a priced excess."""
    rows: list[int] = []
    columns: list[int] = []
    upper: list[float] = []
    price: list[float] = []
    with_excess: list[int] = []
    for number, block in enumerate(units.blocks):
        place = units.of_block(number)
        for group in np.flatnonzero(_crowded_groups(block, ~units.shut[place])):
            members = place.start + np.flatnonzero((block.group == group) & ~units.shut[place])
            free = members[units.decided[members]]
            row = len(upper)
            rows += [row] * free.size
            columns += column[free].tolist()
            assert block.max_count is not None
            upper.append(float(block.max_count - int(units.forced[members].sum())))
            if np.isfinite(block.penalty):
                price.append(block.penalty * units.line_money)
                with_excess.append(row)
    m = len(upper)
    binaries = csr_array((np.ones(len(rows)), (rows, columns)), shape=(m, int(units.decided.sum())))
    return _Rows(
        csr_array((m, n_columns)),
        binaries,
        np.full(m, -np.inf),
        np.array(upper, dtype=np.float64),
        np.array(price, dtype=np.float64),
        np.array(with_excess, dtype=np.int64),
    )


def _least_rows(line: Linearisation, units: Units, column: IntArray) -> _Rows:
    """Σ x ≥ least·z per unit with a least target; z is 1 where the unit is open anyway."""
    n = int(units.cells.shape[1])
    chosen = np.flatnonzero((units.least > 0.0) & (units.decided | units.forced))
    m, segments = chosen.size, line.cell.shape[0]
    shape = (line.lower.shape[0], line.program.n_columns)
    of_cell = csr_array((np.ones(segments), (line.cell, np.arange(segments))), shape=shape)
    sums = csr_array(units.cells[chosen] @ of_cell[:n])
    free = np.flatnonzero(units.decided[chosen])
    binaries = csr_array(
        (-units.least[chosen[free]], (free, column[chosen[free]])), shape=(m, int(units.decided.sum()))
    )
    fixed = np.where(units.decided[chosen], 0.0, units.least[chosen])
    return _rows(sums, binaries, fixed - units.cells[chosen] @ line.lower[:n], np.full(m, np.inf))


def fixed_rows(rows: LimitRows, is_open: Sequence[BoolArray]) -> LimitRows:
    """The limit rows with a choice made, per block of `rows.choices`: cells of closed units end at zero, open units
    carry their least."""
    closed = np.zeros(int(rows.matrix.shape[1]), dtype=np.bool_)
    added: list[RowBlock] = []
    for block, opened in zip(rows.choices, is_open, strict=True):
        shut = np.flatnonzero((block.unit >= 0) & ~opened[np.maximum(block.unit, 0)])
        closed[shut] = True
        if shut.size:
            matrix = csr_array((np.ones(shut.size), (np.arange(shut.size), shut)), shape=(shut.size, closed.size))
            keys = tuple(block.keys[unit] for unit in block.unit[shut])
            added.append(_block(block, keys, matrix, np.full(shut.size, -np.inf), np.zeros(shut.size), 1.0))
        least = np.flatnonzero(opened & (block.least > 0.0))
        if least.size:
            matrix = csr_array(_membership(block, closed.size)[least])
            keys = tuple(block.keys[unit] for unit in least)
            added.append(_block(block, keys, matrix, block.least[least], np.full(least.size, np.inf), block.factor))
    return rows.deciding(added, closed)


def _block(
    block: ChoiceBlock,
    keys: tuple[tuple[str, ...], ...],
    matrix: csr_array,
    lower: FloatArray,
    upper: FloatArray,
    factor: float,
) -> RowBlock:
    return RowBlock(block.identity, block.axes, keys, matrix, lower, upper, np.inf, factor=factor)


def _places(blocks: Sequence[ChoiceBlock]) -> list[tuple[ChoiceBlock, slice]]:
    starts = np.cumsum([0, *(block.count for block in blocks)]).tolist()
    return [(block, slice(start, start + block.count)) for block, start in zip(blocks, starts, strict=False)]


def _membership(block: ChoiceBlock, n_cells: int) -> csr_array:
    inside = np.flatnonzero(block.unit >= 0)
    return csr_array((np.ones(inside.size), (block.unit[inside], inside)), shape=(block.count, n_cells))


def _crowded_groups(block: ChoiceBlock, possible: BoolArray) -> BoolArray:
    """Groups with more possible units than they may carry."""
    if block.max_count is None:
        return np.zeros(len(block.group_keys), dtype=np.bool_)
    return np.asarray(block.open_counts(possible) > block.max_count, dtype=np.bool_)


def _crowded(block: ChoiceBlock, possible: BoolArray) -> BoolArray:
    return _crowded_groups(block, possible)[block.group]
