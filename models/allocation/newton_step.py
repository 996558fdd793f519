"""The linear systems of the polish's Newton method: multipliers of the rows that act.

A few auxiliary columns (the totals of peer groups, the worst of all deviations) stand in nearly every row of their
term. With them the system is dense. So they are taken out, the sparse rest is factorised, and conjugate gradients solve
the whole with the factor and the columns as preconditioner (Woodbury): a few rounds where a dense factor takes seconds.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import SuperLU, splu

from models.arrays import FloatArray

TRUST_RADIUS = 10.0
"""Damping of rows whose cells all rest on bounds: such rows have no curvature, and a multiplier of 10 is a large
price in a program whose costs are near 1."""

MANY_ROWS = 200
"""Rows from which shared columns are taken out of the system; below, a dense factor costs nothing."""

FIRM = 1e-8
"""Added to the diagonal of the preconditioner: without the shared columns rows may be copies of each other."""

ACCURACY = 1e-12
MOST_ROUNDS = 20
"""Rounds of conjugate gradients. What is left then lies where the rows contradict each other: a step there would be as
long as it is meaningless, and the line search has the last word on every step."""


def newton_step(
    rows: csr_array, weight: FloatArray, gradient: FloatArray, full: FloatArray, damping: float, n_shared: int
) -> FloatArray:
    """s with (A D Aᵀ + damping·full)·s = gradient. `rows` A, `weight` D per column, the last `n_shared` columns being
    those that many rows share; `full`: the rows' own curvature when every column is free."""
    own, shared = rows, np.zeros((rows.shape[0], 0))
    if n_shared and rows.shape[0] >= MANY_ROWS:
        n = rows.shape[1] - n_shared
        own, shared = csr_array(rows[:, :n]), rows[:, n:].toarray() * np.sqrt(weight[n:])
    normal = csc_array(_weighted(own, weight) @ own.T)
    diagonal = normal.diagonal() + np.square(shared).sum(axis=1)
    flat = np.where(diagonal < 1e-9 * full, np.abs(gradient) / TRUST_RADIUS, 0.0)
    added = np.maximum(damping * full, flat)
    scale = 1.0 / np.sqrt(diagonal + added)
    damped = csc_array(normal + _diagonal(added))
    by_column = np.repeat(scale, np.diff(damped.indptr))
    system = csc_array((scale[damped.indices] * damped.data * by_column, damped.indices, damped.indptr), damped.shape)
    if not shared.shape[1]:
        return np.asarray(scale * _factor(system).solve(scale * gradient), dtype=np.float64)
    return np.asarray(scale * solve_around(system, scale[:, None] * shared, scale * gradient), dtype=np.float64)


def solve_around(sparse: csc_array, shared: FloatArray, right: FloatArray) -> FloatArray:
    """x with (sparse + shared·sharedᵀ)·x = right: a positive semidefinite matrix, its diagonal at most one, and a few
    dense columns. To ACCURACY where the system is not nearly singular."""
    factor = _factor(csc_array(sparse + _diagonal(np.full(sparse.shape[0], FIRM))))
    through = factor.solve(shared)
    core = np.linalg.inv(np.eye(shared.shape[1]) + shared.T @ through)

    def nearly(vector: FloatArray) -> FloatArray:
        solved = factor.solve(vector)
        return np.asarray(solved - through @ (core @ (shared.T @ solved)), dtype=np.float64)

    enough = ACCURACY * float(np.linalg.norm(right))
    solution = nearly(right)
    rest = right - sparse @ solution - shared @ (shared.T @ solution)
    better = nearly(rest)
    direction, slope = better, float(rest @ better)
    for _ in range(MOST_ROUNDS):
        if float(np.linalg.norm(rest)) <= enough or slope <= 0.0:
            break
        pushed = sparse @ direction + shared @ (shared.T @ direction)
        curvature = float(direction @ pushed)
        if curvature <= 0.0:
            break
        length = slope / curvature
        solution, rest = solution + length * direction, rest - length * pushed
        better = nearly(rest)
        direction, slope = better + (float(rest @ better) / slope) * direction, float(rest @ better)
    return solution


def _weighted(matrix: csr_array, weight: FloatArray) -> csr_array:
    """A·D to the order of the entries as scipy's product has them, each row from its end, so that what is summed up
    with it rounds as A·D·Aᵀ written out does."""
    starts, lengths = matrix.indptr[:-1], np.diff(matrix.indptr)
    backwards = np.repeat(2 * starts + lengths - 1, lengths) - np.arange(matrix.nnz)
    columns = matrix.indices[backwards]
    return csr_array((matrix.data[backwards] * weight[columns], columns, matrix.indptr), matrix.shape)


def _diagonal(values: FloatArray) -> csc_array:
    n = values.size
    return csc_array((values, np.arange(n, dtype=np.int32), np.arange(n + 1, dtype=np.int32)), (n, n))


def _factor(matrix: csc_array) -> SuperLU:
    return splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
