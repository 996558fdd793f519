"""An independent answer: the separable program as a quadratic program for Clarabel."""

from __future__ import annotations

import clarabel
import numpy as np
from scipy.sparse import csc_matrix, diags, eye, hstack, vstack

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


def oracle_targets(program: SeparableProgram) -> FloatArray:
    """Optimal x of the separable program, auxiliary columns included: |x − a| by one more column per anchored cell,
    soft rows by slacks. Programs with an expected shortfall are not quadratic and refused."""
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
