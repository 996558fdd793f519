"""Who is measured. A new contender is one entry in CONTENDERS."""

from __future__ import annotations

from functools import partial

from solvers.cbc import ArrayCbc, CbcBackend
from solvers.highs import HighsBackend
from tests.benchmarks.contender import Contender
from tests.benchmarks.paths import bare, dual_only, naive, plan_by
from tests.benchmarks.pulp_objects import PulpObjects, stock_cbc

OURS, BARE, NAIVE, POLISH = "allot (cbc)", "bare solvers", "naive pulp", "polish alone"

CBC = CbcBackend()
MILLION = 1_000_000

CONTENDERS: tuple[Contender, ...] = (
    Contender(OURS, "the service: CBC by arrays", partial(plan_by, backend=CBC), MILLION, MILLION),
    Contender(
        BARE,
        "denominator: the same CBC processes on their files, the same rounding by HiGHS",
        bare,
        MILLION,
        MILLION,
    ),
    Contender(
        "allot (highs)",
        "the service: HiGHS in process",
        partial(plan_by, backend=HighsBackend()),
        100_000,
        100_000,
    ),
    Contender(
        "objects + array cbc",
        "the lean programs as LpProblem objects, solved by our LpSolver",
        partial(plan_by, backend=PulpObjects(ArrayCbc)),
        100_000,
        100_000,
    ),
    Contender(
        "objects + stock cbc",
        "the lean programs as LpProblem objects, solved by PULP_CBC_CMD",
        partial(plan_by, backend=PulpObjects(stock_cbc)),
        100_000,
        100_000,
    ),
    Contender(NAIVE, "one flat program as people write it, stock CBC, no rounding", naive, 100_000, 10_000),
    Contender(POLISH, "no linear program: the dual method from zero, no rounding", dual_only, MILLION, MILLION),
)
