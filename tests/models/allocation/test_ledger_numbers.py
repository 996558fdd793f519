"""Numbers at the end of the lines become whole once, each near its own and together near their sum."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.ledger_numbers import whole_numbers

AMOUNTS = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.floats(0, 1e9, allow_nan=False, allow_infinity=False), min_size=n, max_size=n),
        min_size=1,
        max_size=5,
    )
)


def whole(start: list[int], *stages: list[float]) -> list[list[int]]:
    return [one.tolist() for one in whole_numbers(np.array(start), [np.array(stage) for stage in stages])]


class TestByHand:
    def test_largest_remainders_get_the_rest(self) -> None:
        assert whole([0, 0, 0], [1.2, 1.5, 1.3]) == [[1, 2, 1]]

    def test_equal_remainders_go_to_the_first(self) -> None:
        assert whole([0, 0, 0, 0], [1.5, 1.5, 1.5, 1.5]) == [[2, 2, 1, 1]]

    def test_what_a_stage_does_not_move_keeps_its_number(self) -> None:
        first, second = whole([0, 0, 0], [1.5, 1.5, 4.0], [1.5, 2.1, 3.4])
        assert first == [2, 1, 4]
        assert second == [2, 2, 3]

    def test_noise_moves_nothing(self) -> None:
        first, second = whole([0, 0], [10.5, 20.5], [10.5 + 1e-7, 20.5 - 1e-7])
        assert first == second == [11, 20]

    def test_noise_below_a_whole_number_is_the_whole_number(self) -> None:
        assert whole([0, 0], [9.9999999, 20.0000001]) == [[10, 20]]


@given(AMOUNTS)
def test_every_number_is_within_one_of_its_own(stages: list[list[float]]) -> None:
    for exact, found in zip(stages, whole([0] * len(stages[0]), *stages), strict=True):
        assert np.abs(np.array(exact) - np.array(found)).max() < 1.001


@given(AMOUNTS)
def test_where_everything_moves_the_sum_is_the_rounded_sum(stages: list[list[float]]) -> None:
    moved = [[value + 10.0 * (place + 1) for value in stages[0]] for place in range(2)]
    for exact, found in zip(moved, whole([0] * len(moved[0]), *moved), strict=True):
        assert abs(sum(exact) - sum(found)) <= 0.501
