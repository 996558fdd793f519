"""The lean linear program: x eliminated into clipped segments, so that rows do not grow with cells.

x_c = lower_c + Σ_j s_cj, 0 ≤ s_cj ≤ width_cj, and each segment costs the slope of its chord of the cell's loss.
The loss is convex, so cheaper segments fill first. A linear program finds which limits are active, not the exact
numbers: its vertices sit on breakpoints however fine these are. `polish` finishes the work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray, IntArray
from models.program import Block, LinearProgram
from models.sparse import picked_columns

FIRST_SPREAD = 0.15
"""Breakpoints of the first program: the reference and ±15 % of it."""

REFINED_SPREAD = 0.03
"""Breakpoints of the refined program: the first program's answer and ±3 % of the reference."""


@dataclass(frozen=True, eq=False)
class Linearisation:
    """The linear program and how to read its answer. `cell[j]` is the cell of segment column j; the columns after
    the segments are the priced violations of soft rows."""

    program: LinearProgram
    cell: IntArray
    lower: FloatArray

    def targets(self, values: FloatArray) -> FloatArray:
        """x per column of the separable program (auxiliary ones last) from the linear program's values."""
        segments = values[: self.cell.shape[0]]
        return self.lower + np.bincount(self.cell, weights=segments, minlength=self.lower.shape[0])


def linearise(separable: SeparableProgram, centre: FloatArray, spread: float) -> Linearisation:
    """The linear program with breakpoints at `centre` and ± `spread` of the reference, clipped to the bounds.

    The previous target, where the loss has a kink, is always a breakpoint. An auxiliary column is one segment.
    """
    step = spread * separable.reference_floor
    step[separable.n_cells :] = 0.0
    centre = np.concatenate([centre[: separable.n_cells], separable.lower[separable.n_cells :]])
    kink = np.where(separable.anchor_weight > 0.0, separable.anchor, centre)
    inner = np.stack([centre - step, centre, centre + step, kink])
    points = np.sort(np.clip(inner, separable.lower, separable.upper), axis=0)
    points = np.vstack([separable.lower, points, separable.upper])
    width = np.diff(points, axis=0)
    # Slivers are noise of the clipping: a segment must be worth a column.
    used = width > 1e-9 * np.maximum(1.0, np.abs(points[1:]))
    loss = np.stack([separable.column_loss(point) for point in points])
    cell, segment = np.nonzero(used.T)
    width = width[segment, cell]
    slope = np.diff(loss, axis=0)[segment, cell] / width
    return segment_program(separable, cell.astype(np.int64), width, slope)


def segment_program(
    separable: SeparableProgram, column: IntArray, width: FloatArray, slope: FloatArray
) -> Linearisation:
    """The linear program over given segments: the column each belongs to, how wide it is and what a unit of it costs.
    Segments of a column that cost less must come first where they are to fill first."""
    soft = np.flatnonzero(np.isfinite(separable.penalty))
    slack = _slack_columns(separable.n_rows, soft)
    shift = separable.matrix @ separable.lower
    n_segments, n_slack = column.shape[0], slack.shape[1]
    program = LinearProgram(
        objective=np.concatenate([slope, np.repeat(separable.penalty[soft], 2)]),
        col_lower=np.zeros(n_segments + n_slack),
        col_upper=np.concatenate([width, np.full(n_slack, np.inf)]),
        row_lower=separable.row_lower - shift,
        row_upper=separable.row_upper - shift,
        matrix=picked_columns(separable.transposed, column, slack),
        integer=np.zeros(n_segments + n_slack, dtype=np.bool_),
        offset=float(separable.column_loss(separable.lower).sum()),
        column_blocks=(
            Block("segment", 0, n_segments),
            Block("violation", n_segments, n_segments + n_slack),
        ),
        row_blocks=(Block("limit", 0, separable.n_rows),),
    )
    return Linearisation(program, column, separable.lower)


def _slack_columns(n_rows: int, soft: IntArray) -> csc_array:
    """Two columns per soft row: one lifts its activity, one lowers it."""
    data = np.tile([1.0, -1.0], soft.size)
    return csc_array((data, (np.repeat(soft, 2), np.arange(2 * soft.size))), shape=(n_rows, 2 * soft.size))
