"""Which peers are measured. Their processes import this module, so it must not import PuLP: after PuLP, OSQP crashes.

All but the exact ones get the lean linear program, with which they are fastest, as their users would write it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.contender import Contender
from tests.benchmarks.measurement import Run
from tests.benchmarks.peers.environment import PYTHON
from tests.benchmarks.peers.path import exact_by, lean_by

LARGEST = 100_000


def _peer(name: str, words: str, path: Callable[[Path], Run], most_cells: int = LARGEST) -> Contender:
    return Contender(name, words, path, most_cells, LARGEST, home=__name__, python=str(PYTHON))


CONTENDERS: tuple[Contender, ...] = (
    _peer("pulp lpSum", "LpVariable.dicts, lpSum, stock CBC", lean_by("pulp_documented")),
    _peer("scipy milp", "arrays, HiGHS inside SciPy", lean_by("scipy_milp")),
    _peer("linopy", "sparse groupby sums, HiGHS", lean_by("linopy_highs")),
    _peer("pyomo", "a rule per row, HiGHS", lean_by("pyomo_highs")),
    _peer("or-tools glop", "pywraplp, GLOP", lean_by("ortools_glop")),
    _peer("cvxpy, exact", "the quadratic program, the solver cvxpy picks (OSQP)", exact_by("cvxpy_exact")),
    _peer(
        "cvxpy + clarabel, exact", "the quadratic program, interior point", exact_by("cvxpy_exact", "solve_clarabel")
    ),
    _peer("linopy, exact", "the quadratic program, HiGHS' active set", exact_by("linopy_highs", "solve_exact"), 1_000),
)
