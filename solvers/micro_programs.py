"""The programs of the conformance suite: tiny ones written out, and hard ones made from a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_array

from models.program import LinearProgram

INF = float("inf")


def program(
    objective: Sequence[float],
    rows: Sequence[Sequence[float]],
    row_lower: Sequence[float],
    row_upper: Sequence[float],
    lower: Sequence[float] | None = None,
    upper: Sequence[float] | None = None,
    integer: Sequence[bool] | None = None,
    offset: float = 0.0,
) -> LinearProgram:
    """A dense way to write a small program; columns are continuous and non-negative unless said otherwise."""
    n, m = len(objective), len(row_lower)
    return LinearProgram(
        objective=np.array(objective, dtype=np.float64),
        col_lower=np.zeros(n) if lower is None else np.array(lower, dtype=np.float64),
        col_upper=np.full(n, INF) if upper is None else np.array(upper, dtype=np.float64),
        row_lower=np.array(row_lower, dtype=np.float64),
        row_upper=np.array(row_upper, dtype=np.float64),
        matrix=csc_array(np.array(rows, dtype=np.float64).reshape(m, n)),
        integer=np.zeros(n, dtype=np.bool_) if integer is None else np.array(integer, dtype=np.bool_),
        offset=offset,
    )


def slow_lp(n: int = 6_000, m: int = 1_200, seed: int = 3) -> LinearProgram:
    """A random packing program without structure: about a second for every solver, milliseconds to write."""
    rng = np.random.default_rng(seed)
    per_column = m // 50
    indices = np.sort(rng.permuted(np.tile(np.arange(m), (n, 1)), axis=1)[:, :per_column], axis=1).ravel()
    data = rng.uniform(0.1, 1.0, size=n * per_column)
    matrix = csc_array((data, indices, np.arange(n + 1) * per_column), shape=(m, n))
    capacity = np.asarray(matrix @ np.ones(n)) * rng.uniform(0.1, 0.9, size=m)
    return LinearProgram(
        objective=-rng.uniform(0.1, 1.0, size=n),
        col_lower=np.zeros(n),
        col_upper=np.ones(n),
        row_lower=np.full(m, -INF),
        row_upper=capacity,
        matrix=matrix,
        integer=np.zeros(n, dtype=np.bool_),
    )


def hard_feasibility(n: int = 40, m: int = 5, seed: int = 1) -> LinearProgram:
    """A market-split problem: the relaxation is trivial, an integer point is out of reach for branch and bound."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 100, size=(m, n)).astype(np.float64)
    half = np.floor(matrix.sum(axis=1) / 2)
    return program([1.0] * n, matrix.tolist(), half.tolist(), half.tolist(), upper=[1.0] * n, integer=[True] * n)


def hard_knapsack(n: int = 60, m: int = 20, seed: int = 2) -> LinearProgram:
    """Many knapsack rows: good points at once, a proof of optimality only after a long search."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 1000, size=(m, n)).astype(np.float64)
    worth = (matrix.mean(axis=0) + rng.integers(0, 500, size=n)).tolist()
    capacity = np.floor(matrix.sum(axis=1) / 2).tolist()
    return program(
        [-value for value in worth],
        matrix.tolist(),
        [-INF] * m,
        capacity,
        upper=[1.0] * n,
        integer=[True] * n,
    )


def awkward_program() -> tuple[LinearProgram, float]:
    """A chain of shares of a total, whose optimum is known by construction: every column at its own lower bound, and
    the cheapest one takes the rest. Returns the program and its optimal objective."""
    n = 120
    j = np.arange(n)
    cost = 1.0 + (j * 37 % n) / 7.0
    scale = np.where(j % 3 == 0, 1e-4, np.where(j % 3 == 1, 1.0, 1e6))
    lower = np.where(j % 5 == 0, -1.0, np.where(j % 5 == 1, 0.0, 0.1 + j / 3.0))
    upper = lower + 1000.0
    total = float(lower.sum()) + 400.0
    chain = np.zeros((n, n))
    chain[0] = 1.0
    chain[j[1:], j[1:]] = scale[1:]
    one = program(
        cost.tolist(),
        chain.tolist(),
        [total, *(scale[1:] * lower[1:]).tolist()],
        [total, *(scale[1:] * (upper[1:] + 1.0)).tolist()],
        lower=lower.tolist(),
        upper=upper.tolist(),
    )
    return one, float(cost @ lower) + 400.0 * float(cost.min())
