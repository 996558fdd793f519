"""Newton's systems: with the shared columns taken out, the same step as with all of them in one dense matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array, csr_array, hstack, random_array

from models.allocation import newton_step as module
from models.allocation.newton_step import newton_step, solve_around
from models.arrays import FloatArray


def drawn(seed: int, m: int, n: int, k: int) -> tuple[csr_array, FloatArray, FloatArray]:
    """Rows over n own columns and k that every row shares, weights, and a gradient."""
    rng = np.random.default_rng(seed)
    own = csr_array(random_array((m, n), density=0.1, rng=rng).toarray() + np.eye(m, n))
    rows = csr_array(hstack([own, csr_array(rng.uniform(-1.0, 1.0, (m, k)))], format="csr"))
    return rows, rng.uniform(0.1, 10.0, n + k), rng.normal(size=m)


class TestSteps:
    @given(st.integers(0, 10**6), st.sampled_from([1, 3, 6]), st.sampled_from([1e-10, 1e-4, 1.0]))
    def test_many_rows_give_the_step_of_the_dense_system(self, seed: int, k: int, damping: float) -> None:
        m = module.MANY_ROWS + 20
        rows, weight, gradient = drawn(seed, m, m + 30, k)
        full = np.asarray((rows * rows) @ weight)
        found = newton_step(rows, weight, gradient, full, damping, k)
        dense = (rows @ np.diag(weight) @ rows.T) + np.diag(damping * full)
        expected = np.linalg.solve(dense, gradient)
        assert np.abs(found - expected).max() <= 1e-7 * np.abs(expected).max()

    @given(st.integers(0, 10**6))
    def test_few_rows_too(self, seed: int) -> None:
        rows, weight, gradient = drawn(seed, 12, 30, 2)
        full = np.asarray((rows * rows) @ weight)
        dense = (rows @ np.diag(weight) @ rows.T) + np.diag(1e-6 * full)
        found = newton_step(rows, weight, gradient, full, 1e-6, 2)
        assert found == pytest.approx(np.linalg.solve(dense, gradient), rel=1e-8, abs=1e-10)


class TestNearlySingularSystems:
    def test_copies_of_a_row_that_only_shared_columns_tell_apart(self) -> None:
        # Three rows over the same cell: without the shared columns they are one and the same.
        sparse = csc_array(np.full((3, 3), 0.5) + 1e-10 * np.eye(3))
        shared = np.array([[0.7, 0.0], [0.0, 0.7], [0.0, -0.7]])
        right = (sparse.toarray() + shared @ shared.T) @ np.array([1.0, -2.0, 0.5])
        assert solve_around(sparse, shared, right) == pytest.approx([1.0, -2.0, 0.5], abs=1e-6)

    def test_contradictions_do_not_make_it_explode(self) -> None:
        sparse = csc_array(np.full((2, 2), 0.5) + 1e-10 * np.eye(2))
        shared = np.array([[0.5], [0.5]])
        found = solve_around(sparse, shared, np.array([1.0, -1.0]))
        assert np.isfinite(found).all()

    def test_nothing_to_solve_for(self) -> None:
        assert solve_around(csc_array(np.eye(2)), np.ones((2, 1)), np.zeros(2)).tolist() == [0.0, 0.0]
