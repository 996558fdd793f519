"""The closed form of a cell against brute force, and what the objective counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from models.allocation.separable import SeparableProgram
from tests.support.problems import BALANCED, amounts, two_by_two
from tests.support.programs import random_separable, separable
from tests.support.solving import program_of

size = st.floats(0.1, 1000)
price = st.floats(-3, 3)


@st.composite
def single_cells(draw: st.DrawFn) -> SeparableProgram:
    """One cell, with or without a previous target, its bounds anywhere."""
    lower = draw(st.floats(0, 500))
    return separable(
        np.array([draw(size)]),
        curvature=np.array([draw(size)]),
        price=np.array([draw(price)]),
        anchor=np.array([draw(st.floats(0, 1000))]),
        anchor_weight=np.array([draw(st.sampled_from([0.0, 0.05, 1.0]))]),
        lower=np.array([lower]),
        upper=np.array([lower + draw(st.floats(0, 1000))]),
    )


def cell_cost(program: SeparableProgram, x: float, row_price: float) -> float:
    return float(program.column_loss(np.array([x]))[0]) + row_price * x


@settings(max_examples=80)
@given(single_cells(), price)
def test_no_other_point_of_the_cell_is_cheaper(program: SeparableProgram, row_price: float) -> None:
    best = float(program.response(np.array([row_price]))[0])
    low, high = float(program.lower[0]), float(program.upper[0])
    ends = [low, high, float(np.clip(program.anchor[0], low, high)), *np.linspace(low, high, 501)]
    cheapest = min(cell_cost(program, x, row_price) for x in ends)
    assert low <= best <= high
    assert cell_cost(program, best, row_price) <= cheapest + 1e-9 * max(1.0, abs(cheapest))


@settings(max_examples=60)
@given(single_cells(), price)
def test_the_closed_form_is_where_a_search_ends(program: SeparableProgram, row_price: float) -> None:
    low, high = float(program.lower[0]), float(program.upper[0])
    found = minimize_scalar(
        lambda x: cell_cost(program, x, row_price), bounds=(low, high), method="bounded", options={"xatol": 1e-10}
    )
    best = float(program.response(np.array([row_price]))[0])
    assert best == pytest.approx(found.x, abs=1e-4 * max(1.0, high))


class TestByHand:
    """r = 100, D = 50, σ = 0.1 around the previous target 102: a push of D·σ = 5 on either side."""

    program = separable(np.array([100.0]), anchor=np.array([102.0]), anchor_weight=np.array([0.1]))

    @pytest.mark.parametrize(
        ("row_price", "target"),
        [
            (0.0, 102),  # 100 without the kink; within 5 below 102: rests on it
            (0.05, 102),  # 97.5 + 5 = 102.5 is above 102: still at rest
            (0.1, 100),  # 95 + 5 = 100
            (-0.1, 102),  # 105 − 5 = 100 is below 102: at rest
            (-0.2, 105),  # 110 − 5
            (3.0, 0),  # 100 − 150 < 0: the floor
        ],
    )
    def test_response(self, row_price: float, target: float) -> None:
        assert self.program.response(np.array([row_price]))[0] == pytest.approx(target)


class TestObjective:
    program = separable(
        np.array([100.0, 300.0]),
        price=np.array([-0.1, 0.0]),
        anchor=np.array([0.0, 330.0]),
        anchor_weight=np.array([0.0, 0.5]),
        matrix=np.array([[1.0, 1.0], [1.0, 0.0]]),
        row_lower=np.array([450.0, -np.inf]),
        row_upper=np.array([450.0, 90.0]),
        penalty=np.array([np.inf, 2.0]),
    )

    def test_loss_by_hand(self) -> None:
        # Fit (120−100)²/100 + (300−300)²/300 = 4, price −12, stability 0.5·30 = 15, cap of 90 broken by 30 at 2 = 60.
        assert self.program.objective(np.array([120.0, 300.0])) == pytest.approx(4 - 12 + 15 + 60)

    def test_violations_by_hand(self) -> None:
        assert self.program.row_violation(np.array([120.0, 300.0])).tolist() == [30, 30]
        assert self.program.row_violation(np.array([80.0, 370.0])).tolist() == [0, 0]

    def test_equalities(self) -> None:
        assert self.program.is_equality.tolist() == [True, False]

    @given(st.integers(0, 10**6))
    @settings(max_examples=20)
    def test_it_is_convex(self, seed: int) -> None:
        program = random_separable(seed)
        rng = np.random.default_rng(seed + 1)
        x, y = (program.lower + rng.random(program.n_cells) * (program.upper - program.lower) for _ in range(2))
        middle = program.objective((x + y) / 2)
        assert middle <= (program.objective(x) + program.objective(y)) / 2 + 1e-9


class TestFormulated:
    """What the formulation puts into the program (thousands), by definitions 4 and 5."""

    problem = two_by_two(
        1000,
        priority=np.array([0.5, -0.5, np.nan, np.nan]),
        margin_rate=np.array([0.2, np.nan, 0.4, 0.4]),
        previous=amounts([90, None, 310, 0]),
    )

    def test_price_is_the_weighted_priority_and_margin(self) -> None:
        # Weights 0.1 and 0.1; negative priorities are no price; a null margin earns nothing.
        program = program_of(self.problem)
        assert program.price == pytest.approx([-0.05 - 0.02, 0, -0.04, -0.04])

    def test_previous_targets_anchor_and_null_ones_do_not(self) -> None:
        program = program_of(self.problem)
        assert program.anchor_weight.tolist() == [0.05, 0, 0.05, 0.05]
        assert program.anchor[[0, 2, 3]] == pytest.approx([0.09, 0.31, 0])

    def test_curvature_is_half_the_reference_floor(self) -> None:
        program = program_of(self.problem)
        assert program.curvature == pytest.approx(program.reference_floor / 2)

    def test_small_references_count_as_a_hundredth_of_the_mean_cell(self) -> None:
        program = program_of(two_by_two(1000, baseline=amounts([0, 1, 499, 500]), potential=amounts([0, 1, 499, 500])))
        assert program.reference_floor == pytest.approx([0.0025, 0.0025, 0.499, 0.5], rel=1e-9)

    def test_the_scale_is_the_leaf_total(self) -> None:
        assert program_of(self.problem, BALANCED).scale == 1.0
