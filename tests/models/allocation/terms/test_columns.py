"""Auxiliary columns reproduce their loss: the cheapest columns at a fixed plan cost weight · loss · L."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from models.allocation.difficulty import Difficulty
from models.allocation.terms.columns import TermColumns
from models.allocation.terms.fairness import fairness_columns, fairness_loss
from models.allocation.terms.load import Utilisation, load_columns, load_loss, load_price
from models.arrays import FloatArray


def cheapest(term: TermColumns, x: FloatArray) -> float:
    """The least price of auxiliary columns and soft violations at fixed targets, by a linear program."""
    dense, fixed, m, k = term.auxiliary.toarray(), term.matrix @ x, term.lower.size, term.count
    soft = np.flatnonzero(np.isfinite(term.penalty))
    slack = np.zeros((m, soft.size))
    slack[soft, np.arange(soft.size)] = 1.0
    upper, lower = np.isfinite(term.upper), np.isfinite(term.lower)
    rows = np.vstack([np.hstack([dense, -slack])[upper], np.hstack([-dense, -slack])[lower]])
    right = np.concatenate([(term.upper - fixed)[upper], (fixed - term.lower)[lower]])
    bounds = [(0.0, top) for top in term.ceiling] + [(0.0, None)] * soft.size
    found = linprog(np.append(term.price, term.penalty[soft]), rows, right, bounds=bounds)
    assert found.status == 0, found.message
    assert k == len(term.size) == len(term.curvature)
    return float(found.fun)


def people(peer: list[int], measure: list[float], cells: int) -> Difficulty:
    """People with cells in turn; the last cell counts for nobody."""
    code = np.array([cell % len(peer) for cell in range(cells)] + [-1])
    f = np.array(measure)
    keys = tuple((str(group), str(place)) for place, group in enumerate(peer))
    return Difficulty(("team", "rep"), keys, code, f, np.array(peer), np.bincount(np.array(peer), weights=f))


class TestFairness:
    def test_by_hand(self) -> None:
        # Difficulties 1.2 and 0.8 around 1: mean 0.2, worst 0.2.
        one = people([0, 0], [100, 100], 2)
        assert one.of(np.array([120.0, 80.0, 5.0])).tolist() == [1.2, 0.8]
        assert fairness_loss(one, np.array([120.0, 80.0, 5.0])) == pytest.approx(0.4)

    def test_whoever_is_alone_deviates_from_nobody_but_counts(self) -> None:
        # The mean is over three people: 0.4/3, the worst 0.2.
        one = people([0, 0, 1], [100, 100, 50], 3)
        x = np.array([120.0, 80.0, 300.0, 0.0])
        assert fairness_loss(one, x) == pytest.approx(0.4 / 3 + 0.2)
        term = fairness_columns(one, 0.5, 500.0, 500.0, np.ones(4))
        assert term is not None
        assert cheapest(term, x) == pytest.approx(0.5 * 500 * (0.4 / 3 + 0.2))

    def test_nobody_to_compare_with(self) -> None:
        assert fairness_columns(people([0, 1], [100, 100], 2), 0.5, 200.0, 200.0, np.ones(3)) is None

    @settings(max_examples=40)
    @given(st.integers(0, 10**6))
    def test_columns_cost_the_loss(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        n = int(rng.integers(2, 7))
        one = people(rng.integers(0, 2, n).tolist(), rng.uniform(1, 100, n).tolist(), 2 * n)
        if np.bincount(one.peer, minlength=2).min() == 0:
            one = people([0] * n, one.measure.tolist(), 2 * n)
        x = rng.uniform(0, 100, 2 * n + 1)
        scale, weight = float(x.sum()), float(rng.uniform(0.05, 2))
        term = fairness_columns(one, weight, scale, scale, np.ones(x.size))
        if term is not None:
            assert cheapest(term, x) == pytest.approx(weight * scale * fairness_loss(one, x), rel=1e-6, abs=1e-6)


class TestLoad:
    def test_by_hand(self) -> None:
        # Utilisations 0.9 and 0.5: 0.9 less 0.7.
        used = Utilisation(csr_array(np.diag([0.01, 0.005])))
        assert load_loss(used, np.array([90.0, 100.0])) == pytest.approx(0.2)

    @settings(max_examples=40)
    @given(st.integers(0, 10**6))
    def test_column_and_price_cost_the_loss(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        k, n = int(rng.integers(2, 6)), int(rng.integers(2, 9))
        used = Utilisation(csr_array((rng.random((k, n)) < 0.6) * rng.uniform(0.001, 0.1, (k, n))))
        x = rng.uniform(0, 100, n)
        scale, weight = float(x.sum()), float(rng.uniform(0.05, 2))
        price = float(load_price(used, weight, scale) @ x)
        cost = cheapest(load_columns(used, weight, scale, scale, np.ones(n)), x) + price
        assert cost == pytest.approx(weight * scale * load_loss(used, x), rel=1e-6, abs=1e-6)
