"""The shift of orders that gains most, over all years between two attainments.

A year at a moves d from one period to the one beside it, of equal periods before. Periods stand at a, a + d and a − d,
the year up to the shift at a + d/s after s periods. Between the lines in the plane of (a, d) on which one of them comes
to a knot of f, every payment is linear: the gain is the greater of some linear functions, less f(a). It is therefore
largest in a corner of those parts, where two lines meet; f jumps there, so that each part around a corner is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray
from models.incentives.lint.year_pay import sums_periods, year_pay
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.settlement.advances import MONTHS, Advances

EDGE = 1e-9
"""How far beside a corner a part is looked at. Gains are linear there: what they come to in the corner itself follows
from those at one and at two such steps."""
SAME = 1e-9
"""Relative difference of gains that are the same."""
TOUCH = 1e-12
"""A sum of floats that is meant to reach a threshold may miss it by its last bits."""


@dataclass(frozen=True)
class Shift:
    """A shift in a year at an attainment, or `is_below`: just below it. `moved` (share of a period's target, > 0: to
    the earlier one of the periods `first` and `first` + 1, counted from 0), `gain` in the function's money."""

    attainment: float
    first: int
    moved: float
    gain: float
    is_below: bool = False


NO_SHIFT = Shift(1.0, 0, 0.0, 0.0)


def largest_shift(
    function: PiecewiseLinear, advances: Advances, limit: float, years: tuple[float, float] = (0.7, 1.3)
) -> Shift:
    """The shift that gains most in any year between two attainments (the same one twice: in that year), NO_SHIFT where
    none gains. `limit`: largest part of a period's sales that can be moved. Of equal gains the one that moves least."""
    if advances.recoverable and not sums_periods(advances):
        return NO_SHIFT
    periods, best = MONTHS // advances.every.months, NO_SHIFT
    # Where only the sum of the periods counts, any two of them are alike.
    count = 1 if advances.recoverable else periods
    for first in range(min(count, periods - 1)):
        found = _largest(function, advances, first, limit, years)
        if found.gain > best.gain * (1 + SAME) or (found.gain >= best.gain * (1 - SAME) and _less(found, best)):
            best = found
    return best


def _less(found: Shift, best: Shift) -> bool:
    return found.gain > 0 and abs(found.moved) < abs(best.moved) * (1 - SAME)


def _largest(
    function: PiecewiseLinear, advances: Advances, first: int, limit: float, years: tuple[float, float]
) -> Shift:
    lines = _lines(function.knots, first + 1, limit, years)
    corners = _corners(lines, limit, years)
    beside = _between(lines) if years[0] < years[1] else np.array([[0.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    points = corners[:, None, :] + EDGE * beside
    further = corners[:, None, :] + 2 * EDGE * beside
    places = np.broadcast_to(np.arange(len(corners))[:, None], points.shape[:2])
    sides = np.broadcast_to(beside, points.shape)
    inside = _inside(points, limit, years)
    places, sides = places[inside], sides[inside]
    gains = 2 * _gains(function, advances, first, points[inside])
    gains -= _gains(function, advances, first, further[inside])
    most = float(gains.max(initial=0.0))
    if most <= 0:
        return NO_SHIFT
    alike = np.flatnonzero(gains >= most * (1 - SAME))
    moved, at = corners[places[alike], 1], corners[places[alike], 0]
    is_beside = (sides[alike] != 0).any(axis=1)
    chosen = np.lexsort((at, -moved, is_beside, np.round(np.abs(moved), 9)))[0]
    is_below = bool(sides[alike[chosen], 0] < 0)
    return Shift(float(at[chosen]), first, float(moved[chosen]), float(gains[alike[chosen]]), is_below)


def _gains(function: PiecewiseLinear, advances: Advances, first: int, points: FloatArray) -> FloatArray:
    """What is gained at points (a, d), shape (n,)."""
    even = np.repeat(points[:, :1] + TOUCH, MONTHS // advances.every.months, axis=1)
    shifted = even.copy()
    shifted[:, first] += points[:, 1]
    shifted[:, first + 1] -= points[:, 1]
    return year_pay(function, advances, shifted) - year_pay(function, advances, even)


def _lines(knots: tuple[float, ...], since: int, limit: float, years: tuple[float, float]) -> FloatArray:
    """Lines α·a + β·d = γ, shape (n, 3): where a period or the year so far comes to a knot, the largest shifts, and the
    first and last year."""
    ends = [(1.0, 0.0, year) for year in years]
    near = [knot for knot in knots if years[0] * (1 - limit) <= knot <= years[1] * (1 + limit)]
    turns = [(1.0, beta, knot) for knot in near for beta in (0.0, 1.0, -1.0, 1.0 / since)]
    return np.array([*ends, (-limit, 1.0, 0.0), (limit, 1.0, 0.0), *turns])


def _corners(lines: FloatArray, limit: float, years: tuple[float, float]) -> FloatArray:
    """Points (a, d) in which two lines meet, once each, with something moved; shape (n, 2)."""
    left, right = (lines[index] for index in np.triu_indices(len(lines), 1))
    crossing = left[:, 0] * right[:, 1] - right[:, 0] * left[:, 1]
    met = np.abs(crossing) > TOUCH
    left, right, crossing = left[met], right[met], crossing[met]
    at = (left[:, 2] * right[:, 1] - right[:, 2] * left[:, 1]) / crossing
    moved = (left[:, 0] * right[:, 2] - right[:, 0] * left[:, 2]) / crossing
    points: FloatArray = np.unique(np.round(np.stack([at, moved], axis=1), 12), axis=0)
    return points[_inside(points, limit, years) & (np.abs(points[:, 1]) > EDGE)]


def _between(lines: FloatArray) -> FloatArray:
    """The point itself, and a direction into each part between lines that all meet in one point."""
    angles = np.arctan2(lines[:, 0], -lines[:, 1])  # of the line itself, not of what it is level with
    around = np.unique(np.round(np.concatenate([angles % np.pi, angles % np.pi + np.pi]), 9))
    middle = (around + np.append(around[1:], around[0] + 2 * np.pi)) / 2
    return np.concatenate([np.zeros((1, 2)), np.stack([np.cos(middle), np.sin(middle)], axis=1)])


def _inside(points: FloatArray, limit: float, years: tuple[float, float]) -> BoolArray:
    at, moved = points[..., 0], points[..., 1]
    inside: BoolArray = (at >= years[0] - TOUCH) & (at <= years[1] + TOUCH) & (np.abs(moved) <= limit * at + TOUCH)
    return inside
