"""Whole numbers that sum to a total, near the exact ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.sensitivity.next_amount import whole_changes


def test_the_largest_remainders_are_rounded_up() -> None:
    assert whole_changes(np.array([0.2, 1.7, -0.6, 0.7]), 2).tolist() == [0, 2, -1, 1]


def test_ties_go_by_position() -> None:
    assert whole_changes(np.array([0.5, 0.5, 1.0]), 2).tolist() == [1, 0, 1]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20))
def test_sums_are_exact_and_nobody_is_far_off(values: list[float]) -> None:
    exact = np.array(values)
    total = round(float(exact.sum()))
    whole = whole_changes(exact, total)
    assert int(whole.sum()) == total
    assert np.abs(whole - exact).max() <= 1.0 + 1e-6
