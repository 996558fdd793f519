"""A kept program answers like a fresh one, whatever was asked before."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.program import LinearProgram, ProgramError
from models.solution import NO_POINT
from solvers.base import SolverOptions
from solvers.highs import HighsBackend
from solvers.kept_program import KeptProgram, Possible
from solvers.micro_programs import INF, program
from tests.solvers.programs import bounded_programs

FRESH = HighsBackend()


def two_sums() -> LinearProgram:
    """x + y ≥ 3 and x ≤ 2, y ≥ 0: costs 1 and 2."""
    return program([1.0, 2.0], [[1.0, 1.0], [1.0, 0.0]], [3.0, -INF], [INF, 2.0])


def test_rows_come_and_go() -> None:
    kept = KeptProgram(two_sums())
    free, none = np.array([-INF, -INF]), np.array([INF, INF])
    assert kept.within_rows(np.array([3.0, -INF]), np.array([INF, 2.0])).values == pytest.approx([2.0, 1.0])
    assert kept.within_rows(free, none).values == pytest.approx([0.0, 0.0])
    assert kept.within_rows(np.array([3.0, -INF]), none).values == pytest.approx([3.0, 0.0])
    crossed = kept.within_rows(np.array([3.0, -INF]), np.array([2.0, INF]))
    assert (crossed.possible, crossed.values) == (Possible.NO, None)
    assert kept.within_rows(free, none).possible is Possible.YES


def test_columns_are_shut_and_opened() -> None:
    kept = KeptProgram(two_sums())
    assert kept.below(np.array([1.0, INF])).values == pytest.approx([1.0, 2.0])
    assert kept.below(np.array([0.0, 1.0])).possible is Possible.NO
    assert kept.below(np.array([INF, INF])).values == pytest.approx([2.0, 1.0])


def test_after_the_deadline_nothing_is_known() -> None:
    kept = KeptProgram(two_sums())
    assert kept.below(np.array([INF, INF]), time.monotonic() - 1.0).possible is Possible.UNKNOWN
    assert kept.below(np.array([INF, INF]), time.monotonic() + 60.0).possible is Possible.YES


def test_integers_are_refused() -> None:
    with pytest.raises(ValueError, match="integers"):
        KeptProgram(program([1.0], [[1.0]], [0.0], [1.0], integer=[True]))


def test_what_no_solver_may_see_is_refused() -> None:
    with pytest.raises(ProgramError):
        KeptProgram(program([float("nan")], [[1.0]], [0.0], [1.0]))


@settings(max_examples=60, derandomize=True)
@given(whole=bounded_programs(), seed=st.integers(0, 10**6))
def test_it_answers_like_a_fresh_solver(whole: LinearProgram, seed: int) -> None:
    rng = np.random.default_rng(seed)
    kept = KeptProgram(whole)
    for _ in range(6):
        lower = np.where(rng.random(whole.n_rows) < 0.5, whole.row_lower, -INF)
        upper = np.where(rng.random(whole.n_rows) < 0.5, whole.row_upper, INF)
        upper = np.maximum(lower, upper)
        answer = kept.within_rows(lower, upper)
        fresh = FRESH.solve(_with_rows(whole, lower, upper), SolverOptions())
        if fresh.termination in NO_POINT:
            assert answer.possible is Possible.NO
        else:
            assert answer.values is not None and fresh.objective is not None
            value = float(whole.objective @ answer.values) + whole.offset
            assert value == pytest.approx(fresh.objective, abs=1e-6)


def _with_rows(whole: LinearProgram, lower: np.ndarray, upper: np.ndarray) -> LinearProgram:
    return LinearProgram(
        whole.objective, whole.col_lower, whole.col_upper, lower, upper, whole.matrix, whole.integer, whole.offset
    )
