"""Random programs for properties."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from models.program import LinearProgram
from solvers.micro_programs import INF, program

Numbers = list[float]


@st.composite
def bounded_programs(draw: st.DrawFn, *, integers: bool = False) -> LinearProgram:
    """Small programs with finite column bounds: optimal or infeasible, never unbounded."""
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    matrix = rng.integers(-4, 5, size=(m, n)) * (rng.random((m, n)) < 0.7)
    lower = rng.integers(-5, 3, size=n).astype(float)
    upper = lower + rng.integers(0, 9, size=n)
    inside = matrix @ (lower + rng.random(n) * (upper - lower))
    slack = rng.integers(0, 4, size=(2, m)).astype(float)
    shift = rng.choice([0.0, 0.0, 0.0, 6.0], size=m)
    row_lower = np.where(rng.random(m) < 0.5, inside - slack[0] + shift, -INF)
    row_upper = np.where(rng.random(m) < 0.7, inside + slack[1] + shift, INF)
    marks = (rng.random(n) < 0.6) if integers else np.zeros(n, dtype=bool)
    return program(
        rng.integers(-9, 10, size=n).astype(float).tolist(),
        matrix.astype(float).tolist(),
        row_lower.tolist(),
        row_upper.tolist(),
        lower=lower.tolist(),
        upper=upper.tolist(),
        integer=marks.tolist(),
        offset=float(rng.integers(-50, 50)),
    )
