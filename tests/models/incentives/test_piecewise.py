"""Piecewise linear functions against the sum they are defined as."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incentives.piecewise import Piece, PiecewiseLinear, exact_product, from_pieces, reached_from

KNOTS = st.lists(st.integers(0, 400), min_size=0, max_size=6, unique=True).map(sorted)
"""In hundredths."""


@st.composite
def functions(draw: st.DrawFn, rising: bool = False) -> PiecewiseLinear:
    """Any function with knots in [0, 4]; `rising`: one that never falls."""
    knots = tuple(knot / 100 for knot in draw(KNOTS))
    jump = st.integers(0 if rising else -20, 20)
    jumps = tuple(draw(jump) / 10 for _ in knots)
    slopes = [draw(st.integers(0 if rising else -30, 30)) / 10 for _ in knots]
    bends = tuple(float(bend) for bend in np.diff(slopes, prepend=0.0))
    return PiecewiseLinear(knots, jumps, bends, draw(st.integers(-10, 10)) / 10)


NUMBERS = st.lists(st.floats(-2, 8, width=32), min_size=1, max_size=20)


def hinges(function: PiecewiseLinear, z: float) -> float:
    """f(z) = start + Σ [jump·1{z ≥ knot} + bend·(z − knot)+]."""
    total = function.start
    for knot, jump, bend in zip(function.knots, function.jumps, function.bends, strict=True):
        if z >= reached_from(knot):
            total += jump + bend * (z - knot)
    return total


class TestValue:
    @given(functions(), NUMBERS)
    def test_is_the_sum_of_hinges(self, function: PiecewiseLinear, numbers: list[float]) -> None:
        z = np.array([*numbers, *function.knots])
        assert function.value(z) == pytest.approx([hinges(function, one) for one in z.tolist()], abs=1e-9)

    @given(functions())
    def test_takes_the_height_at_a_knot_from_the_right(self, function: PiecewiseLinear) -> None:
        assert function.value(np.array(function.knots)) == pytest.approx(function.heights)
        after = np.array(function.knots) + 1e-9
        assert function.value(after) == pytest.approx(function.heights, abs=1e-6)

    def test_below_the_first_knot_is_the_start(self) -> None:
        function = PiecewiseLinear((1.0,), (2.0,), (3.0,), start=0.5)
        assert function.value(np.array([-np.inf, -5.0, 0.999])).tolist() == [0.5, 0.5, 0.5]

    def test_keeps_the_shape(self) -> None:
        for function in (PiecewiseLinear((), (), (), 2.0), PiecewiseLinear((1.0,), (0.0,), (1.0,))):
            assert function.value(np.zeros((2, 3))).shape == function.rate(np.zeros((2, 3))).shape == (2, 3)

    def test_far_out_nothing_cancels(self) -> None:
        """A slope that ends is zero from there on, not a difference of large numbers."""
        function = PiecewiseLinear((0.0, 1.0), (0.0, 0.0), (1 / 3, -1 / 3))
        assert function.value(np.array(1e15)) == pytest.approx(1 / 3, abs=1e-15)

    def test_what_is_not_known_stays_so(self) -> None:
        assert np.isnan(PiecewiseLinear((0.0,), (0.0,), (1.0,)).value(np.array([np.nan]))[0])


class TestThresholds:
    @given(st.integers(1, 1000), st.integers(2, 12))
    def test_a_mean_of_equal_marks_reaches_the_mark(self, hundredths: int, count: int) -> None:
        mark = hundredths / 100
        mean = np.full(count, mark).sum() / count
        assert PiecewiseLinear((mark,), (1.0,), (0.0,)).value(mean) == 1.0

    @given(st.integers(2, 9 * 10**12))
    def test_one_minor_unit_below_does_not(self, threshold: int) -> None:
        function = PiecewiseLinear((float(threshold),), (1.0,), (0.0,))
        assert function.value(np.array([threshold - 1.0, threshold])).tolist() == [0.0, 1.0]

    def test_zero_is_reached_by_zero_alone(self) -> None:
        function = PiecewiseLinear((0.0,), (1.0,), (0.0,))
        assert function.value(np.array([-1e-300, 0.0])).tolist() == [0.0, 1.0]

    @given(st.integers(0, 10**9), st.sampled_from([1, 100, 1000, 10**6]))
    def test_in_other_units_are_as_written(self, hundredths: int, per_unit: int) -> None:
        assert exact_product(hundredths / 100, per_unit) == hundredths * per_unit / 100


class TestRate:
    @given(functions(), NUMBERS)
    def test_is_the_derivative_from_the_right(self, function: PiecewiseLinear, numbers: list[float]) -> None:
        z, step = np.array([*numbers, *function.knots]), 1e-6
        apart = np.abs(z[:, None] + step - np.array(function.knots)[None]).min(axis=1, initial=1.0) > 2 * step
        apart |= np.isin(z, function.knots)
        slopes = (function.value(z + step) - function.value(z)) / step
        assert slopes[apart] == pytest.approx(function.rate(z)[apart], abs=1e-5)


class TestPieces:
    @given(functions(), NUMBERS)
    def test_reproduce_the_value(self, function: PiecewiseLinear, numbers: list[float]) -> None:
        for z in numbers:
            piece = function.piece(int(function.piece_of(np.array(z))) if function.knots else -1)
            told = piece.height + (piece.slope * (z - piece.knot) if piece.slope else 0.0)
            assert told == pytest.approx(float(function.value(np.array(z))), abs=1e-12)

    @given(functions(), NUMBERS)
    def test_make_the_function_again(self, function: PiecewiseLinear, numbers: list[float]) -> None:
        again = from_pieces([function.piece(index) for index in range(len(function.knots))], function.start)
        assert again.value(np.array(numbers)) == pytest.approx(function.value(np.array(numbers)), abs=1e-9)

    def test_along_the_slope_there_is_no_jump(self) -> None:
        function = from_pieces([Piece(0.1, 0.0, 0.3), Piece(0.7, 0.3 * (0.7 - 0.1), 0.1)])
        assert function.jumps == (0.0, 0.0)


class TestScaled:
    @given(functions(), NUMBERS, st.sampled_from([0.01, 3.0, 100.0]), st.sampled_from([0.5, 7.0]))
    def test_is_the_same_in_other_units(
        self, function: PiecewiseLinear, numbers: list[float], knots: float, values: float
    ) -> None:
        z = np.array(numbers)
        apart = np.abs(z[:, None] - np.array(function.knots)[None]).min(axis=1, initial=1.0) > 1e-9
        scaled = function.scaled(knots, values).value(z * knots)
        assert scaled[apart] == pytest.approx(function.value(z)[apart] * values, abs=1e-8)


class TestCappedAt:
    @given(functions(rising=True), NUMBERS, st.integers(-10, 60))
    def test_is_the_smaller_of_the_two(self, function: PiecewiseLinear, numbers: list[float], tenths: int) -> None:
        z = np.array([*numbers, *function.knots])
        capped = function.capped_at(tenths / 10).value(z)
        assert capped == pytest.approx(np.minimum(function.value(z), tenths / 10), abs=1e-9)

    @given(st.integers(0, 30), st.integers(101, 200), st.integers(0, 40))
    def test_a_cap_at_a_corner_is_one_knot(self, tenths: int, hundredths: int, off: int) -> None:
        """Heights at corners are a bit off what they mean; a second knot beside the first would be none."""
        slope, corner = tenths / 10, hundredths / 100
        function = from_pieces(
            [Piece(0.0, 0.0, 1.0), Piece(1.0, 1.0, slope), Piece(corner, 1 + slope * (corner - 1), 2)]
        )
        top = 1 + slope * (corner - 1) + (off - 20) * 1e-16
        knots = function.capped_at(top).knots
        assert min(np.diff(knots), default=1.0) > 1e-9

    def test_without_a_crossing_nothing_changes(self) -> None:
        function = from_pieces([Piece(0.0, 0.0, 1.0), Piece(1.0, 1.0, 0.0)])
        assert function.capped_at(2.0) is function


class TestRefused:
    @pytest.mark.parametrize("knots", [(1.0, 1.0), (2.0, 1.0)])
    def test_knots_ascend(self, knots: tuple[float, ...]) -> None:
        with pytest.raises(ValueError, match="ascend"):
            PiecewiseLinear(knots, (0.0, 0.0), (0.0, 0.0))

    def test_one_jump_and_bend_per_knot(self) -> None:
        with pytest.raises(ValueError, match="go together"):
            PiecewiseLinear((1.0,), (), (1.0,))
