"""Who is measured. A new contender is one entry in CONTENDERS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from solvers.base import SolverBackend
from solvers.cbc import ArrayCbc, CbcBackend
from solvers.highs import HighsBackend
from tests.benchmarks.measurement import Run
from tests.benchmarks.paths import bare, dual_only, naive, plan_by
from tests.benchmarks.pulp_objects import PulpObjects, stock_cbc

OURS, BARE = "allot (cbc)", "bare solvers"


@dataclass(frozen=True)
class Contender:
    """A path from file to plan. `most_cells`: larger instances are left out. `once_from`: one repetition from this
    size on, because a run takes minutes there."""

    name: str
    words: str
    path: Callable[[Path, SolverBackend], Run]
    backend: SolverBackend
    most_cells: int
    once_from: int

    def run(self, folder: Path) -> Run:
        """One repetition on the instance in `folder`."""
        return self.path(folder, self.backend)

    def repetitions(self, cells: int, wanted: int) -> int:
        """How often to run at this size."""
        return 1 if cells >= self.once_from else wanted


CBC = CbcBackend()
MILLION = 1_000_000

CONTENDERS: tuple[Contender, ...] = (
    Contender(OURS, "the service: CBC by arrays", plan_by, CBC, MILLION, MILLION),
    Contender(
        BARE,
        "denominator: the same CBC processes on their files, the same rounding by HiGHS",
        bare,
        CBC,
        MILLION,
        MILLION,
    ),
    Contender("allot (highs)", "the service: HiGHS in process", plan_by, HighsBackend(), 100_000, 100_000),
    Contender(
        "objects + array cbc",
        "the lean programs as LpProblem objects, solved by our LpSolver",
        plan_by,
        PulpObjects(ArrayCbc),
        100_000,
        100_000,
    ),
    Contender(
        "objects + stock cbc",
        "the lean programs as LpProblem objects, solved by PULP_CBC_CMD",
        plan_by,
        PulpObjects(stock_cbc),
        100_000,
        100_000,
    ),
    Contender("naive pulp", "one flat program as people write it, stock CBC, no rounding", naive, CBC, 100_000, 10_000),
    Contender(
        "polish alone", "no linear program: the dual method from zero, no rounding", dual_only, CBC, MILLION, MILLION
    ),
)


def contender(name: str) -> Contender:
    """The contender of a name. Raises KeyError."""
    return {one.name: one for one in CONTENDERS}[name]
