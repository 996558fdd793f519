"""The sum of piecewise linear functions of the same number, and the straight parts that one is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.incentives.piecewise import PiecewiseLinear

FLAT = 1e-12
"""Slopes are sums of bends: what is this small beside the steepest one is zero that floats have left over."""


@dataclass(frozen=True)
class Segment:
    """f on [low, high): `height` at `low`, `slope` from there on; `jump` at `low` itself is in the height."""

    low: float
    high: float
    height: float
    slope: float
    jump: float = 0.0


def sum_of(functions: Iterable[PiecewiseLinear]) -> PiecewiseLinear:
    """f(z) = Σ f_i(z)."""
    jumps: dict[float, float] = {}
    bends: dict[float, float] = {}
    start = 0.0
    for function in functions:
        start += function.start
        for knot, jump, bend in zip(function.knots, function.jumps, function.bends, strict=True):
            jumps[knot] = jumps.get(knot, 0.0) + jump
            bends[knot] = bends.get(knot, 0.0) + bend
    knots = tuple(sorted(jumps))
    return PiecewiseLinear(knots, tuple(jumps[knot] for knot in knots), tuple(bends[knot] for knot in knots), start)


def segments(function: PiecewiseLinear, low: float = 0.0) -> list[Segment]:
    """The straight parts from `low` on; the last one has no end (∞). Knots at or below `low` are in its height."""
    inner = [index for index, knot in enumerate(function.knots) if knot > low]
    at = np.array([low])
    slopes = np.where(np.abs(function.slopes) <= FLAT * np.abs(function.slopes).max(initial=0.0), 0.0, function.slopes)
    begun = int(function.piece_of(at)[0]) if function.knots else -1
    first = Segment(low, np.inf, float(function.value(at)[0]), float(slopes[begun]) if begun >= 0 else 0.0)
    parts = [first] + [
        Segment(
            function.knots[index],
            np.inf,
            float(function.heights[index]),
            float(slopes[index]),
            function.jumps[index],
        )
        for index in inner
    ]
    ends = [part.low for part in parts[1:]] + [np.inf]
    return [Segment(part.low, end, part.height, part.slope, part.jump) for part, end in zip(parts, ends, strict=True)]


def first_reaching(function: PiecewiseLinear, top: float) -> float:
    """The smallest z ≥ 0 with f(z) ≥ top; ∞ where there is none."""
    for part in segments(function):
        if part.height >= top:
            return part.low
        if part.slope > 0 and part.low + (top - part.height) / part.slope < part.high:
            return part.low + (top - part.height) / part.slope
    return float(np.inf)
