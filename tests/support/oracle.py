"""An independent answer: the separable program as a quadratic program for Clarabel."""

from __future__ import annotations

import clarabel
import numpy as np
from scipy.sparse import csc_matrix, diags, eye, hstack, vstack

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


def oracle_targets(program: SeparableProgram) -> FloatArray:
    """Optimal x of the separable program: |x − a| by two more columns per anchored cell, soft rows by slacks."""
    n, m = program.n_cells, program.n_rows
    anchored = np.flatnonzero(program.anchor_weight > 0)
    soft = np.flatnonzero(np.isfinite(program.penalty))
    k, s = anchored.size, soft.size
    quadratic = diags(np.concatenate([1.0 / program.curvature, np.zeros(k + s)])).tocsc()
    linear = np.concatenate(
        [program.price - program.reference / program.curvature, program.anchor_weight[anchored], program.penalty[soft]]
    )
    pick = csc_matrix((np.ones(k), (np.arange(k), anchored)), shape=(k, n))
    lift = csc_matrix((np.ones(s), (soft, np.arange(s))), shape=(m, s))
    rows, right = [], []

    def at_most(block: csc_matrix, bound: FloatArray) -> None:
        finite = np.isfinite(bound)
        rows.append(block.tocsr()[finite])
        right.append(bound[finite])

    a = csc_matrix(program.matrix)
    zero_k, zero_s = csc_matrix((m, k)), csc_matrix((k, s))
    at_most(hstack([a, zero_k, -lift]), program.row_upper)
    at_most(hstack([-a, zero_k, -lift]), -program.row_lower)
    identity = hstack([eye(n), csc_matrix((n, k + s))])
    at_most(identity, program.upper)
    at_most(-identity, -program.lower)
    at_most(hstack([pick, -eye(k), zero_s]), program.anchor[anchored])
    at_most(hstack([-pick, -eye(k), zero_s]), -program.anchor[anchored])
    at_most(hstack([csc_matrix((s, n + k)), -eye(s)]), np.zeros(s))
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-11
    solver = clarabel.DefaultSolver(
        quadratic,
        linear,
        csc_matrix(vstack(rows)),
        np.concatenate(right),
        [clarabel.NonnegativeConeT(sum(block.shape[0] for block in rows))],
        settings,
    )
    solution = solver.solve()
    assert str(solution.status) in {"Solved", "AlmostSolved"}, solution.status
    return np.asarray(solution.x[:n])
