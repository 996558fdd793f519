"""An independent answer: the separable program as a quadratic program for Clarabel."""

from __future__ import annotations

from typing import Any

import clarabel
import numpy as np
from scipy.sparse import csc_matrix, diags, eye, hstack, vstack

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


def oracle_targets(program: SeparableProgram) -> FloatArray:
    """Optimal x of the separable program, auxiliary columns included: |x − a| by one more column per anchored cell,
    soft rows by slacks. Programs with an expected shortfall are not quadratic and refused."""
    quadratic, linear, rows, right = _quadratic_program(program)
    solution = _solved(quadratic, linear, rows, right, [clarabel.NonnegativeConeT(rows.shape[0])])
    return solution[: program.n_columns]


def oracle_reach(program: SeparableProgram, cells: FloatArray, most: float) -> float:
    """The smallest cells·x over all x whose objective is at most `most` thousands: a cone program. With a = √Q·(x − r)
    and s the room that the linear part leaves, ½‖a‖² ≤ s is ‖(a, s/k − k/2)‖ ≤ s/k + k/2 for any k."""
    quadratic, linear, rows, right = _quadratic_program(program)
    root = quadratic.sqrt()
    width, n = linear.shape[0], program.n_columns
    centre = np.zeros(width)
    centre[: program.n_cells] = program.reference[: program.n_cells]
    own = linear + quadratic @ centre  # without the pull of the squares
    k = np.sqrt(2.0 * max(most - float((own[:n]).clip(max=0.0) @ program.upper), 1.0))
    cone = vstack([csc_matrix(own / k), -root, csc_matrix(own / k)])
    limit = np.concatenate([[most / k + k / 2.0], -(root @ centre), [most / k - k / 2.0]])
    goal = np.zeros(width)
    goal[: cells.shape[0]] = cells
    cones = [clarabel.NonnegativeConeT(rows.shape[0]), clarabel.SecondOrderConeT(width + 2)]
    zero = csc_matrix((width, width))
    solution = _solved(zero, goal, csc_matrix(vstack([rows, cone])), np.concatenate([right, limit]), cones)
    return float(solution @ goal)


def _quadratic_program(program: SeparableProgram) -> tuple[csc_matrix, FloatArray, csc_matrix, FloatArray]:
    """½xᵀQx + qᵀx over Ax ≤ b: the columns, one per anchored cell, one slack per soft row."""
    assert program.shortfall is None
    n, m = program.n_columns, program.n_rows
    curved = np.arange(n) < program.n_cells  # an auxiliary column costs its price and nothing else
    anchored = np.flatnonzero(program.anchor_weight > 0)
    soft = np.flatnonzero(np.isfinite(program.penalty))
    k, s = anchored.size, soft.size
    quadratic = diags(np.concatenate([np.where(curved, 1.0 / program.curvature, 0.0), np.zeros(k + s)])).tocsc()
    pull = np.where(curved, program.reference / program.curvature, 0.0)
    linear = np.concatenate([program.price - pull, program.anchor_weight[anchored], program.penalty[soft]])
    pick = csc_matrix((np.ones(k), (np.arange(k), anchored)), shape=(k, n))
    lift = csc_matrix((np.ones(s), (soft, np.arange(s))), shape=(m, s))
    rows, right = [], []

    def at_most(block: Any, bound: FloatArray) -> None:
        finite = np.isfinite(bound)
        rows.append(block.tocsr()[finite])
        right.append(bound[finite])

    a = csc_matrix(program.matrix)
    zero_k, zero_s = csc_matrix((m, k)), csc_matrix((k, s))
    at_most(hstack([a, zero_k, -lift]), program.row_upper)
    at_most(hstack([-a, zero_k, -lift]), -program.row_lower)
    identity = hstack([csc_matrix(eye(n)), csc_matrix((n, k + s))])
    at_most(identity, program.upper)
    at_most(-identity, -program.lower)
    at_most(hstack([pick, -csc_matrix(eye(k)), zero_s]), program.anchor[anchored])
    at_most(hstack([-pick, -csc_matrix(eye(k)), zero_s]), -program.anchor[anchored])
    at_most(hstack([csc_matrix((s, n + k)), -csc_matrix(eye(s))]), np.zeros(s))
    return quadratic, linear, csc_matrix(vstack(rows)), np.concatenate(right)


def _solved(
    quadratic: csc_matrix, linear: FloatArray, rows: csc_matrix, right: FloatArray, cones: list[object]
) -> FloatArray:
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-11
    solution = clarabel.DefaultSolver(quadratic, linear, rows, right, cones, settings).solve()
    assert str(solution.status) in {"Solved", "AlmostSolved"}, solution.status
    return np.asarray(solution.x)
