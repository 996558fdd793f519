"""Sums of piecewise linear functions, their straight parts, and where they reach a height."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incentives.curve import PayoutCurve
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.piecewise_sum import first_reaching, segments, sum_of

KNOTS = st.sets(st.integers(-2, 12), max_size=5).map(lambda knots: tuple(sorted(float(knot) for knot in knots)))


@st.composite
def functions(draw: st.DrawFn) -> PiecewiseLinear:
    knots = draw(KNOTS)
    numbers = st.lists(st.integers(-3, 3).map(float), min_size=len(knots), max_size=len(knots)).map(tuple)
    return PiecewiseLinear(knots, draw(numbers), draw(numbers), float(draw(st.integers(-2, 2))))


GRID = np.arange(0, 60) / 4


@given(st.lists(functions(), max_size=4))
def test_the_sum_is_the_sum(several: list[PiecewiseLinear]) -> None:
    expected = np.sum([one.value(GRID) for one in several], axis=0) if several else np.zeros(GRID.shape)
    assert sum_of(several).value(GRID) == pytest.approx(expected)


@given(functions())
def test_segments_are_the_function(function: PiecewiseLinear) -> None:
    parts = segments(function)
    assert parts[0].low == 0 and parts[-1].high == np.inf
    for z in GRID:
        part = next(one for one in parts if one.low <= z < one.high)
        assert part.height + part.slope * (z - part.low) == pytest.approx(float(function.value(z)))


@given(functions(), st.integers(-5, 9))
def test_it_is_reached_there_and_not_before(function: PiecewiseLinear, top: int) -> None:
    reached = first_reaching(function, top)
    assert (function.value(GRID[reached - 1e-9 > GRID]) < top).all()
    if np.isfinite(reached):
        assert function.value(np.array(reached + 1e-9)) >= top - 1e-6


def test_what_floats_leave_of_a_slope_is_flat() -> None:
    capped = PayoutCurve(threshold=0.7, pay_at_threshold=0.1, accelerator=1.7, beyond=0.3, cap=1.41).function
    assert segments(capped)[-1].slope == 0
