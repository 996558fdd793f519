"""Frontiers as points: what is beaten, where the knee is, which aims there are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.frontier import efficient, knee

POINTS = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=1, max_size=25)


class TestEfficient:
    @given(POINTS)
    def test_is_what_nothing_beats(self, drawn: list[tuple[int, int, int]]) -> None:
        points = np.array(drawn, dtype=float)
        kept = {tuple(points[place]) for place in efficient(points, np.ones(3))}
        beaten = {tuple(one) for one in points for other in points if (other <= one).all() and (other < one).any()}
        assert kept == {tuple(one) for one in points} - beaten

    @given(POINTS)
    def test_each_once_and_in_order(self, drawn: list[tuple[int, int, int]]) -> None:
        points = np.array(drawn, dtype=float)
        kept = [tuple(points[place]) for place in efficient(points, np.ones(3))]
        assert kept == sorted(set(kept))

    def test_points_alike_but_for_noise_are_one(self) -> None:
        points = np.array([[1.0, 2.0], [1.0 + 1e-9, 2.0 - 1e-9], [2.0, 1.0]])
        assert efficient(points, np.array([1.0, 1.0])).tolist() == [0, 2]


class TestKnee:
    def test_of_a_quarter_circle_is_its_middle(self) -> None:
        angle = np.linspace(0.0, np.pi / 2, 19)
        points = np.column_stack([100.0 * (1.0 - np.cos(angle)), 1.0 - np.sin(angle)])
        assert knee(points) == 9

    def test_of_two_straight_pieces_is_the_bend(self) -> None:
        assert knee(np.array([[0.0, 10.0], [1.0, 6.0], [2.0, 2.0], [6.0, 1.0], [10.0, 0.0]])) == 2

    @pytest.mark.parametrize("points", [[[0.0, 4.0], [2.0, 2.0], [4.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]], [[0.0, 0.0]]])
    def test_there_is_none_on_a_straight_line(self, points: list[list[float]]) -> None:
        assert knee(np.array(points)) is None
