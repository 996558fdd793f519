"""The lean linear program: the loss at its breakpoints, and nothing that grows with the cells but columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.linearisation import FIRST_SPREAD, Linearisation, linearise
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from solvers.base import SolverOptions
from tests.support.problems import PLAIN, amounts, random_problem, two_by_two
from tests.support.programs import random_separable, separable
from tests.support.solving import CBC, HIGHS, program_of

seeds = st.integers(0, 10**6)


def fill(line: Linearisation, x: FloatArray) -> FloatArray:
    """Columns for targets x: segments in their order (the losses are convex), no violation."""
    left = x - line.lower
    values = np.zeros(line.program.n_columns)
    for column, cell in enumerate(line.cell.tolist()):
        values[column] = min(left[cell], line.program.col_upper[column])
        left[cell] -= values[column]
    assert np.abs(left).max() < 1e-7
    return values


def loss_by_columns(line: Linearisation, x: FloatArray) -> float:
    return float(line.program.objective @ fill(line, x)) + line.program.offset


def breakpoints(program: SeparableProgram) -> list[FloatArray]:
    step = FIRST_SPREAD * program.reference_floor
    inside = (program.reference - step, program.reference, program.reference + step)
    return [program.lower, program.upper, *[np.clip(point, program.lower, program.upper) for point in inside]]


@settings(max_examples=25)
@given(seeds)
def test_at_breakpoints_the_columns_cost_the_loss(seed: int) -> None:
    program = random_separable(seed)
    line = linearise(program, program.reference, FIRST_SPREAD)
    for point in breakpoints(program):
        assert loss_by_columns(line, point) == pytest.approx(float(program.column_loss(point).sum()), abs=1e-8)


@settings(max_examples=25)
@given(seeds)
def test_previous_targets_are_breakpoints(seed: int) -> None:
    program = random_separable(seed)
    line = linearise(program, program.reference, FIRST_SPREAD)
    kink = np.where(program.anchor_weight > 0, program.anchor, program.reference)
    point = np.clip(kink, program.lower, program.upper)
    assert loss_by_columns(line, point) == pytest.approx(float(program.column_loss(point).sum()), abs=1e-8)


@settings(max_examples=25)
@given(seeds)
def test_between_breakpoints_the_chord_lies_above_the_loss(seed: int) -> None:
    program = random_separable(seed)
    line = linearise(program, program.reference, FIRST_SPREAD)
    x = program.lower + np.random.default_rng(seed).random(program.n_cells) * (program.upper - program.lower)
    assert loss_by_columns(line, x) >= float(program.column_loss(x).sum()) - 1e-8


@settings(max_examples=25)
@given(seeds)
def test_slopes_of_a_cell_rise(seed: int) -> None:
    line = linearise(random_separable(seed), random_separable(seed).reference, FIRST_SPREAD)
    same_cell = np.diff(line.cell) == 0
    slopes = line.program.objective[: line.cell.size]
    assert (np.diff(slopes)[same_cell] >= -1e-9).all()
    assert (np.diff(line.cell) >= 0).all()


def test_columns_read_back_as_targets() -> None:
    program = random_separable(4)
    line = linearise(program, program.reference, FIRST_SPREAD)
    x = (program.lower + program.upper) / 2
    np.testing.assert_allclose(line.targets(fill(line, x)), x)


@pytest.mark.parametrize("cells", [40, 300])
def test_rows_do_not_grow_with_cells(cells: int) -> None:
    program = program_of(random_problem(cells, 1))
    line = linearise(program, program.reference, FIRST_SPREAD)
    assert line.program.n_rows == program.n_rows
    assert line.program.n_columns <= 5 * program.n_cells
    line.program.check()


def test_a_fixed_cell_needs_no_column() -> None:
    fixed = np.array([0.0, 40.0])
    program = separable(np.array([100.0, 40.0]), lower=fixed, upper=np.array([200.0, 40.0]))
    assert 1 not in linearise(program, program.reference, FIRST_SPREAD).cell


def test_soft_rows_get_a_column_for_each_way_to_break_them() -> None:
    program = random_separable(7)
    line = linearise(program, program.reference, FIRST_SPREAD)
    soft = np.flatnonzero(np.isfinite(program.penalty))
    assert soft.size > 0
    violation = line.program.matrix.toarray()[:, line.cell.size :]
    assert np.array_equal(violation[soft], np.kron(np.eye(soft.size), [1.0, -1.0]))
    assert line.program.objective[line.cell.size :].tolist() == np.repeat(program.penalty[soft], 2).tolist()


@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda backend: backend.name)
def test_without_limits_the_answer_is_the_reference(backend) -> None:  # type: ignore[no-untyped-def]
    program = program_of(two_by_two(1100), PLAIN)
    line = linearise(program, program.reference, FIRST_SPREAD)
    solution = backend.solve(line.program, SolverOptions())
    assert solution.point is not None
    assert line.targets(solution.point.values) == pytest.approx([0.11, 0.22, 0.33, 0.44], abs=1e-9)
    assert solution.objective == pytest.approx(0, abs=1e-9)


def test_a_kink_inside_the_spread_keeps_its_cell() -> None:
    # Heavy stability: the linear program rests on the previous targets, which differ from the reference.
    sticky = replace(PLAIN, weights=replace(PLAIN.weights, stability=5.0))
    program = program_of(two_by_two(1000, previous=amounts([110, 190, 310, 390])), sticky)
    line = linearise(program, program.reference, FIRST_SPREAD)
    solution = HIGHS.solve(line.program, SolverOptions())
    assert solution.point is not None
    assert line.targets(solution.point.values) == pytest.approx([0.11, 0.19, 0.31, 0.39], abs=1e-9)
