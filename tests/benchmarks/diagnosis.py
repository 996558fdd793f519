"""`python -m tests.benchmarks.diagnosis`: how long it takes to say why a company has no plan.

The company is as `allot generate` makes it, with one more floor per cell, and its target moved out of reach. Seconds on
the clock and of the processor (all processes) are told apart: on a busy machine only the second says anything.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from models.allocation.diagnosis import Diagnosis
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.problem import AllocationProblem
from scenarios.definition.loading import load_scenario
from scenarios.diagnosis import CONFLICT_SECONDS, diagnose
from solvers.base import SolverOptions
from solvers.registry import backend_names, get_backend
from tests.benchmarks.instances import SEED, Instance, family
from tests.support.variations import with_target

PROGRAM_SECONDS = 60.0


@dataclass(frozen=True)
class Measured:
    """One diagnosis: sizes, seconds, and what it says."""

    cells: int
    rows: int
    seconds: float
    processor_seconds: float
    diagnosis: Diagnosis

    def line(self) -> str:
        """As the terminal shows it."""
        conflict = self.diagnosis.conflict
        words = "no conflict" if conflict is None else f"conflict of {conflict.n_members}, minimal: {conflict.minimal}"
        scores = ", ".join(f"{repair.score:.3f}" for repair in self.diagnosis.repairs)
        return (
            f"{self.cells} cells, {self.rows} rows: {self.seconds:.2f} s, {self.processor_seconds:.2f} s of the "
            f"processor; repairs {scores}; {words}"
        )


def broken_company(cells: int, share: float, seed: int = SEED) -> AllocationProblem:
    """A generated company whose target is `share` times what is known to be possible."""
    with tempfile.TemporaryDirectory(prefix="allot-bench-") as folder:
        problem = load_scenario(Instance(family("usual"), cells, seed).write(Path(folder))).problem
    floor = AmountLimit(kind="amount_limit", name="least", by=("product", "rep"), min_amount=Decimal(1))
    return with_target(replace(problem, limits=(*problem.limits, floor)), lambda total: float(total) * share)


def measured(problem: AllocationProblem, solver: str, conflict_seconds: float = CONFLICT_SECONDS) -> Measured:
    """One diagnosis, timed."""
    rows, backend = limit_rows(problem), get_backend(solver)
    started, processor = time.monotonic(), _processor()
    found = diagnose(problem, rows, backend, SolverOptions(time_limit_seconds=PROGRAM_SECONDS), conflict_seconds)
    seconds, used = time.monotonic() - started, _processor() - processor
    assert found is not None
    return Measured(problem.cells.count, rows.count, seconds, used, found)


def _processor() -> float:
    """Seconds of this process and of those it waited for."""
    return sum(os.times()[:4])


def main(arguments: Sequence[str] | None = None) -> list[Measured]:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.diagnosis", description=__doc__)
    parser.add_argument("--cells", type=int, default=2_400)
    parser.add_argument("--share", type=float, action="append", help="of the target that is possible; default 1.3, 0.7")
    parser.add_argument("--solver", choices=backend_names(), action="append", help="default: all")
    options = parser.parse_args(arguments)
    results = []
    for share in options.share or (1.3, 0.7):
        problem = broken_company(options.cells, share)
        for solver in options.solver or backend_names():
            results.append(measured(problem, solver))
            print(f"{solver}, target × {share:g}: {results[-1].line()}", flush=True)
    return results


if __name__ == "__main__":
    main()
