"""The loss from below: its tangents at some points, as segments of a linear program.

The loss of a cell is convex, so the highest of its tangents lies nowhere above it, and a program over the segments
between their crossings bounds the loss of every plan from below; at the points themselves it is exact. (The chords of
`linearisation` lie above the loss: they find a plan, but prove nothing about others.) Kinks get both their tangents.
"""

from __future__ import annotations

import numpy as np

from models.allocation.linearisation import Linearisation, segment_program
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray

LADDER = (0.5, 0.7, 0.85, 0.95, 1.0, 1.05, 1.15, 1.3, 1.6, 2.0)
"""First points, as multiples of the plan without any choice: what is given up somewhere must go elsewhere."""

SLIVER = 1e-9
"""Width, relative to its place, below which a segment is noise of the crossings."""


def first_points(targets: FloatArray) -> FloatArray:
    """Points (k × n) around a plan (n) where the loss is to be exact."""
    return np.array(LADDER)[:, np.newaxis] * targets


def tangent_program(separable: SeparableProgram, points: FloatArray) -> Linearisation:
    """The linear program whose loss is the highest of the cells' tangents at `points` (k × n cells), clipped to the
    bounds, which are points too. An auxiliary column is one segment."""
    n = separable.n_cells
    at, loss, slope = _tangents(separable, points)
    breaks = np.vstack([separable.lower[:n], _crossings(at, loss, slope), separable.upper[:n]])
    width = np.diff(breaks, axis=0)
    used = width > SLIVER * np.maximum(1.0, np.abs(breaks[1:]))
    cell, segment = np.nonzero(used.T)
    auxiliary = np.arange(n, separable.n_columns)
    return segment_program(
        separable,
        np.concatenate([cell, auxiliary]).astype(np.int64),
        np.concatenate([width[segment, cell], separable.upper[n:] - separable.lower[n:]]),
        np.concatenate([slope[segment, cell], separable.price[n:]]),
    )


def _tangents(separable: SeparableProgram, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Place, loss and slope of every tangent (k × n), by place and slope."""
    n = separable.n_cells
    lower, upper = separable.lower[:n], separable.upper[:n]
    at = np.clip(np.vstack([lower, points, upper]), lower, upper)
    slope = np.stack([separable.slope(point) for point in at])
    anchor, weight = separable.anchor[:n], separable.anchor_weight[:n]
    if weight.any():
        kink = np.clip(anchor, lower, upper)
        middle, half = separable.slope(kink), np.where(kink == anchor, weight, 0.0)
        at = np.vstack([at, kink, kink])
        slope = np.vstack([slope, middle - half, middle + half])
    order = np.lexsort((slope, at), axis=0)
    at, slope = np.take_along_axis(at, order, axis=0), np.take_along_axis(slope, order, axis=0)
    rest = separable.lower[n:]
    loss = np.stack([separable.column_loss(np.concatenate([point, rest]))[:n] for point in at])
    return at, loss, slope


def _crossings(at: FloatArray, loss: FloatArray, slope: FloatArray) -> FloatArray:
    """Where each tangent meets the next one (k − 1 × n)."""
    apart, steeper = np.diff(at, axis=0), np.diff(slope, axis=0)
    ahead = slope[1:] * apart - np.diff(loss, axis=0)
    step = np.divide(ahead, steeper, out=apart.copy(), where=steeper > 1e-15)
    crossings: FloatArray = at[:-1] + np.clip(step, 0.0, apart)
    return crossings
