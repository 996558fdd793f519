"""Plans under limits of yes or no, as an integer program: any plan, how far a total reaches, or the smallest change.

    min cost,  lower ≤ A x + v ≤ upper,  x_c ≤ room_c·z_u for the cells of unit u,
    Σ_{u in g} z_u ≤ max_count + e,  Σ_{c in u} x_c ≥ least_u·z_u − d,  z ∈ {0, 1}, e ∈ {0, 1, …}

v, e and d are there for the limits that may give. It says only whether there is a plan: which one is best, the loss of
a strategy decides (openings).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack, vstack

from models.allocation.diagnosing.choice_columns import ChoiceColumns
from models.allocation.diagnosing.elastic import ElasticProgram, elastic_program
from models.allocation.diagnosing.room import cell_room
from models.allocation.diagnosis import Change
from models.allocation.formulation import LimitRows
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.limits.context import Quantity
from models.arrays import BoolArray, FloatArray
from models.program import LinearProgram

NO_ROW = -1
STEP_NOISE = 1e-6
CEILING = 100.0
"""Leaf totals that a single target can reach where no limit bounds it."""


@dataclass(frozen=True, eq=False)
class ChoiceElastic:
    """The program and where its parts stand: the columns of `elastic` first (the cells before all others), then those
    of each limit of yes or no."""

    program: LinearProgram
    elastic: ElasticProgram
    columns: tuple[ChoiceColumns, ...]

    def row_values(self, values: FloatArray) -> FloatArray:
        """The values of the elastic program's own columns."""
        return values[: self.elastic.program.n_columns]

    def reaching(self, objective: FloatArray) -> LinearProgram:
        """The same rows under an objective over the cells (n)."""
        costs = np.zeros(self.program.n_columns)
        costs[: objective.size] = objective
        return replace(self.program, objective=costs)

    def changes(self, values: FloatArray, step: float, noise: float) -> tuple[Change, ...]:
        """The counts and leasts that gave, as people write them: leasts in whole `step`s (thousands)."""
        found: list[Change] = []
        for own in self.columns:
            block = own.block
            if own.more >= 0 and values[own.more] > 0.5:
                bound, extra = float(block.max_count or 0), float(np.rint(values[own.more]))
                found.append(Change(NO_ROW, block.identity, (), "cap", bound, extra, Quantity.COUNT, 1.0))
            for place in np.flatnonzero(values[own.less] > noise).tolist():
                group = () if own.less.size == 1 else block.keys[place]
                lost = np.ceil(values[own.less[place]] / block.factor / step - STEP_NOISE) * step
                bound = float(block.least[place]) / block.factor
                found.append(Change(NO_ROW, block.identity, group, "floor", bound, float(lost), Quantity.MONEY, 1.0))
        return tuple(found)


def choice_elastic(
    rows: LimitRows, blocks: Sequence[ChoiceBlock], scale: float, may_give: BoolArray, may_choose: Sequence[bool]
) -> ChoiceElastic:
    """The minimal-change program. `scale`: what all leaf targets add up to, in thousands; `may_give`: limit rows that
    may be changed; `may_choose`: limits of yes or no that may be, per block."""
    elastic = elastic_program(rows, may_give)
    inner, n = elastic.program, elastic.n_cells
    columns: list[ChoiceColumns] = []
    width = inner.n_columns
    for block, free in zip(blocks, may_choose, strict=True):
        columns.append(ChoiceColumns.after(width, block, may_change=free))
        width += columns[-1].count
    # A limit that may give bounds nothing for certain.
    room = cell_room(rows.within(rows.lower, np.where(may_give, np.inf, rows.upper)), CEILING * scale)
    parts = [part for own in columns for part in own.rows(room)]
    added = [csr_array((part.value, (part.place, part.column)), shape=(part.lower.size, width)) for part in parts]
    own_rows = hstack([inner.matrix, csc_array((inner.n_rows, width - inner.n_columns))], format="csr")
    matrix = csc_array(vstack([own_rows, *added], format="csc"))
    matrix.eliminate_zeros()
    whole = np.concatenate([own.costs(1.0) == 0.0 for own in columns])
    for own in columns:
        if own.more >= 0:
            whole[own.more - inner.n_columns] = True
    program = LinearProgram(
        objective=np.concatenate([inner.objective, *(own.costs(scale / n) for own in columns)]),
        col_lower=np.concatenate([inner.col_lower, np.zeros(width - inner.n_columns)]),
        col_upper=np.concatenate([inner.col_upper, *(own.ceilings() for own in columns)]),
        row_lower=np.concatenate([inner.row_lower, *(part.lower for part in parts)]),
        row_upper=np.concatenate([inner.row_upper, *(part.upper for part in parts)]),
        matrix=matrix,
        integer=np.concatenate([inner.integer, whole]),
    )
    return ChoiceElastic(program, elastic, tuple(columns))


def any_choice(rows: LimitRows, blocks: Sequence[ChoiceBlock], scale: float) -> ChoiceElastic:
    """Any plan under all hard limits: nothing gives, nothing costs."""
    nothing = np.zeros(rows.count, dtype=np.bool_)
    return choice_elastic(rows, blocks, scale, nothing, [False] * len(blocks))


def changed_blocks(blocks: Sequence[ChoiceBlock], changes: Sequence[Change]) -> tuple[ChoiceBlock, ...]:
    """The limits of yes or no with changes applied as written."""
    return tuple(_changed(block, [one for one in changes if one.row == NO_ROW]) for block in blocks)


def _changed(block: ChoiceBlock, changes: Sequence[Change]) -> ChoiceBlock:
    for change in changes:
        if change.identity.pointer != block.identity.pointer:
            continue
        if change.side == "cap":
            block = replace(block, max_count=round(change.bound + change.amount))
            continue
        named = np.array([change.group in ((), key) for key in block.keys], dtype=np.bool_)
        moved = (change.bound - change.amount) * block.factor
        block = replace(block, least=np.where(named, moved, block.least))
    return block
