"""Where a polish may start that has another program's optimum: its multipliers, each on its own limit."""

from __future__ import annotations

import numpy as np

from models.allocation.formulation import Formulation, LimitRows
from models.allocation.polish import Polished
from models.arrays import FloatArray, IntArray

RowName = tuple[str, str, str, int, tuple[str, ...]]


def starting_point(near: Formulation, polished: Polished, wanted: Formulation) -> tuple[FloatArray, FloatArray]:
    """Multipliers (rows) and centre (auxiliary columns) for the program of `wanted`, from the optimum of `near`.

    The same limits keep their multipliers, also where others were added, left out or moved between them; rows and
    columns of terms that `near` does not have alike start at zero. A start only: whatever it is, the optimum is the
    same.
    """
    limits, before = (int((formulation.row_of >= 0).sum()) for formulation in (wanted, near))
    same = wanted.rows is near.rows
    held = polished.multipliers[:before] if same else _carried(near, polished, wanted)
    program = wanted.program
    terms, centre = polished.multipliers[before:], polished.targets[near.program.n_cells :]
    if terms.shape[0] != program.n_rows - limits or centre.shape[0] != program.n_auxiliary:
        terms, centre = np.zeros(program.n_rows - limits), np.zeros(program.n_auxiliary)
    return np.concatenate([held, terms]), centre


def _carried(near: Formulation, polished: Polished, wanted: Formulation) -> FloatArray:
    """The multipliers of limit rows, found again by the limit's name and group."""
    known = near.row_of[near.row_of >= 0]
    by_name = dict(zip(_names(near.rows, known), polished.multipliers[: known.size].tolist(), strict=True))
    rows = wanted.row_of[wanted.row_of >= 0]
    return np.array([by_name.get(name, 0.0) for name in _names(wanted.rows, rows)], dtype=np.float64)


def _names(rows: LimitRows, chosen: IntArray) -> list[RowName]:
    """A name for each chosen row: kind, name and owner of its limit, which of the limit's blocks, and its group."""
    seen: dict[tuple[str, str, str], int] = {}
    blocks: list[tuple[str, str, str, int]] = []
    for block in rows.blocks:
        limit = (block.identity.kind, block.identity.name, block.identity.owner or "")
        seen[limit] = seen.get(limit, -1) + 1
        blocks.append((*limit, seen[limit]))
    return [(*blocks[rows.block[row]], rows.key(row)) for row in chosen.tolist()]
