"""Fairness: nobody's target is much harder than the peers'.

loss = mean_k |d_k − d̄| + max_k |d_k − d̄|,  d_k = x_k/f_k, d̄ = x(P)/f(P) of the person's peer group P
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import block_array, csr_array, diags_array, vstack

from models.allocation.difficulty import Difficulty, compared
from models.allocation.terms.columns import TermColumns, by_entry
from models.arrays import FloatArray


def fairness_loss(found: Difficulty, targets: FloatArray) -> float:
    """The loss of targets in thousands per cell, no unit."""
    deviation = np.abs(found.deviation(targets))
    return float(deviation.mean() + deviation.max())


def fairness_columns(
    found: Difficulty, weight: float, scale: float, ceiling: float, curvature: FloatArray
) -> TermColumns | None:
    """weight·loss·L as rows: the peer groups' totals and the worst deviation are auxiliary columns, the mean is soft.

    In money, a row per person: e_k = x_k − (f_k/f_P)·x_P. The mean prices |e_k| with weight·L/(K·f_k); the worst column
    w, counted in money of an average person, keeps |e_k| ≤ (f_k/f̄)·w at the price weight·L/f̄. None without peers.
    """
    people = np.flatnonzero(compared(found))
    if not people.size:
        return None
    groups, peer = np.unique(found.peer[people], return_inverse=True)
    f, typical = found.measure[people], float(found.measure[people].mean())
    own = csr_array(found.sums()[people])
    share = f / found.peer_measure[groups][peer]
    part = csr_array((share, (np.arange(people.size), peer)), shape=(people.size, groups.size))
    total = _totals(found, groups)
    bound = diags_array(np.ones(people.size)) @ by_entry(f / typical, 1)
    auxiliary = block_array(
        [[-diags_array(np.ones(groups.size)), None], [-part, None], [-part, -bound], [-part, bound]], format="csr"
    )
    m, k = people.size, groups.size
    none, free = np.zeros(m), np.full(m, np.inf)
    held = total @ curvature
    return TermColumns(
        matrix=csr_array(vstack([total, own, own, own], format="csr")),
        auxiliary=csr_array(auxiliary),
        lower=np.concatenate([np.zeros(k), none, -free, none]),
        upper=np.concatenate([np.zeros(k), none, none, free]),
        penalty=np.concatenate([np.full(k, np.inf), weight * scale / (found.count * f), free, free]),
        price=np.append(np.zeros(k), weight * scale / typical),
        ceiling=np.append(np.full(k, ceiling), typical * ceiling / float(f.min())),
        size=np.append(scale * np.diff(total.indptr) / curvature.shape[0], 0.1 * typical),
        curvature=np.append(held, held.sum() / m),
    )


def _totals(found: Difficulty, groups: np.ndarray) -> csr_array:
    """Matrix (peer groups × cells) of the groups' totals."""
    inside = np.flatnonzero(found.code >= 0)
    position = np.full(found.peer_measure.shape[0], -1, dtype=np.int64)
    position[groups] = np.arange(groups.size)
    row = position[found.peer[found.code[inside]]]
    kept = row >= 0
    return csr_array((np.ones(int(kept.sum())), (row[kept], inside[kept])), shape=(groups.size, found.code.shape[0]))
