"""Curves on which more sales earn less."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incentives.lint.falling_pay import falls
from models.incentives.lint.finding import Severity
from models.incentives.piecewise import Piece, from_pieces
from tests.models.incentives.lint.plans import bonus, commission, found, group, plan_of


def test_a_retroactive_table_with_a_lower_rate_falls_until_it_has_caught_up() -> None:
    """At 1,000,000 the commission falls from 20,000 to 10,000; at 1 % the 20,000 are there again at 2,000,000."""
    table = commission([(0, 0.02), (1_000_000, 0.01)], mode="retroactive")
    (fall,) = found(plan_of(group(table)), "falling_pay")
    assert fall.severity is Severity.ERROR
    assert fall.stretch.low == 1_000_000_00 and fall.stretch.high == pytest.approx(2_000_000_00)
    assert fall.money_minor == pytest.approx(10_000_00)


def test_a_point_curve_that_falls_for_good() -> None:
    points = [{"attainment": 0.0, "pay": 0.0}, {"attainment": 1.0, "pay": 1.0}, {"attainment": 1.5, "pay": 0.8}]
    (fall,) = found(plan_of(group(bonus({"points": points}))), "falling_pay")
    assert (fall.stretch.low, fall.stretch.high) == (1.0, None)
    assert fall.share == pytest.approx(0.2)


def test_a_decelerator_is_fine() -> None:
    assert found(plan_of(group(bonus({"accelerator": 0.2}), commission([(0, 0.02), (9, 0.01)]))), "falling_pay") == []


@st.composite
def _curves(draw: st.DrawFn) -> list[tuple[int, int]]:
    knots = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=6)))
    return [(knot, draw(st.integers(0, 9))) for knot in knots]


@given(_curves())
def test_falls_are_where_pay_is_below_an_earlier_one(points: list[tuple[int, int]]) -> None:
    """Against the running maximum on a grid of a hundredth."""
    pieces = [
        Piece(left, height, (after - height) / (right - left)) for (left, height), (right, after) in pairwise(points)
    ]
    function = from_pieces([*pieces, Piece(*points[-1], 0.0)])
    grid = np.arange(0, 2500) / 100
    heights = function.value(grid)
    missing = np.maximum.accumulate(heights) - heights
    told = falls(function)
    inside = np.zeros(grid.shape, dtype=bool)
    for low, high, _, _ in told:
        inside |= (grid > low) & (grid < high)
    assert not (missing[~inside] > 1e-6).any()
    assert max((lost for *_, lost in told), default=0.0) == pytest.approx(missing.max(), abs=1e-6)
