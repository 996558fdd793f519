"""Sums and divisions lose nothing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.history.exact_sums import apportioned, group_sums, rounded, scaled

LARGE = 2**53


class TestGroupSums:
    def test_beyond_what_floats_hold(self) -> None:
        values = np.array([LARGE, 1, 1], dtype=np.int64)
        assert group_sums(np.array([0, 0, 1]), values, 2).tolist() == [LARGE + 1, 1]

    def test_a_code_below_zero_belongs_nowhere(self) -> None:
        assert group_sums(np.array([-1, 0]), np.array([5, 7]), 1).tolist() == [7]


class TestApportioned:
    def test_by_hand(self) -> None:
        assert apportioned(10, [1, 1, 1]) == [4, 3, 3]
        assert apportioned(100, [3, 0, 1]) == [75, 0, 25]

    @pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
    def test_without_weights(self, weights: list[int]) -> None:
        with pytest.raises(ValueError, match=r"weights|empty"):
            apportioned(1, weights)

    @given(st.integers(0, 10**15), st.lists(st.integers(0, 10**12), min_size=1, max_size=9).filter(any))
    def test_adds_up_and_stays_near(self, total: int, weights: list[int]) -> None:
        parts = apportioned(total, weights)
        assert sum(parts) == total
        exact = [Fraction(total * weight, sum(weights)) for weight in weights]
        assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))


class TestScaled:
    @given(
        st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=9),
        st.fractions(min_value=Fraction(1, 10), max_value=12, max_denominator=400),
    )
    def test_adds_up_also_with_returns(self, values: list[int], factor: Fraction) -> None:
        total = rounded(sum(values) * factor)
        parts = scaled(values, factor, total)
        assert sum(parts) == total
        assert all(abs(part - value * factor) <= 1 for part, value in zip(parts, values, strict=True))

    def test_one_is_the_identity(self) -> None:
        assert scaled([3, -1, 0], Fraction(1), 2) == [3, -1, 0]
