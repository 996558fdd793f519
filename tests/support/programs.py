"""Separable programs for tests: random, with a hidden point that satisfies every row."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray


def separable(
    reference: FloatArray,
    *,
    curvature: FloatArray | None = None,
    price: FloatArray | None = None,
    anchor: FloatArray | None = None,
    anchor_weight: FloatArray | None = None,
    lower: FloatArray | None = None,
    upper: FloatArray | None = None,
    matrix: FloatArray | None = None,
    row_lower: FloatArray | None = None,
    row_upper: FloatArray | None = None,
    penalty: FloatArray | None = None,
) -> SeparableProgram:
    """A program whose parts not given are plain: curvature r/2, no prices, no anchors, no rows."""
    n = reference.shape[0]
    rows = np.zeros((0, n)) if matrix is None else matrix
    m = rows.shape[0]

    def given(value: FloatArray | None, otherwise: FloatArray) -> FloatArray:
        return otherwise if value is None else np.asarray(value, dtype=np.float64)

    return SeparableProgram(
        scale=float(reference.sum()),
        reference=reference,
        reference_floor=reference,
        curvature=given(curvature, reference / 2.0),
        price=given(price, np.zeros(n)),
        anchor=given(anchor, np.zeros(n)),
        anchor_weight=given(anchor_weight, np.zeros(n)),
        lower=given(lower, np.zeros(n)),
        upper=given(upper, np.full(n, 10.0 * reference.sum())),
        matrix=csr_array(rows),
        row_lower=given(row_lower, np.full(m, -np.inf)),
        row_upper=given(row_upper, np.full(m, np.inf)),
        penalty=given(penalty, np.full(m, np.inf)),
    )


def random_separable(seed: int, n: int = 12, m: int = 8, *, slack: float = 0.1) -> SeparableProgram:
    """Overlapping sums and weighted rows, a third of them equalities, a third soft and out of reach, with anchors."""
    rng = np.random.default_rng(seed)
    reference = rng.lognormal(1.0, 1.0, n)
    hidden = reference * rng.uniform(0.8, 1.2, n)
    matrix = (rng.random((m, n)) < 0.5) * np.where(rng.random((m, n)) < 0.7, 1.0, rng.uniform(-1.0, 2.0, (m, n)))
    matrix[0] = 1.0
    activity, size = matrix @ hidden, np.abs(matrix) @ hidden
    kind = rng.integers(0, 3, m)
    kind[0] = 0
    room = slack * size * rng.random((2, m))
    wish = np.where(kind == 2, 0.3 * size * rng.choice([-1.0, 1.0], m), 0.0)
    return separable(
        reference,
        price=-0.1 * rng.random(n),
        anchor=hidden * rng.uniform(0.9, 1.1, n),
        anchor_weight=np.where(rng.random(n) < 0.5, 0.05, 0.0),
        lower=0.7 * hidden,
        upper=1.3 * hidden,
        matrix=matrix,
        row_lower=activity + wish - np.where(kind == 0, 0.0, room[0]),
        row_upper=activity + wish + np.where(kind == 0, 0.0, room[1]),
        penalty=np.where(kind == 2, rng.uniform(0.01, 0.5, m), np.inf),
    )
