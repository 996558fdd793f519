"""Small sweeps for tests: a scenario with two products in two regions, and runs of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from app.routes.examples import TINY_SCENARIO
from scenarios.definition import Scenario
from scenarios.sweep.design import Design
from scenarios.sweep.parameter import Parameter
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.row import SweepResult
from scenarios.sweep.running import SweepListener, SweepRun, nobody, run_sweep
from solvers.base import SolverBackend, SolverOptions
from tests.support.documents import read
from tests.support.solving import HIGHS

INTENSITY = "/strategies/balanced/strategic_intensity"
TARGET = "/company_target/amount"
GROWTH = "/limits/[steady regions]/max_growth_rate"


def tiny(**sections: object) -> Scenario:
    """The small scenario, with other sections."""
    return read({**TINY_SCENARIO, **sections})


def request(*texts: str, **others: Any) -> SweepRequest:
    """A sweep as the command line writes it."""
    design = Design(others.pop("design", "grid"))
    return SweepRequest(tuple(Parameter.of_text(text) for text in texts), design, **others)


def swept(
    asked: SweepRequest,
    scenario: Scenario | None = None,
    *,
    backend: SolverBackend = HIGHS,
    jobs: int = 1,
    listener: SweepListener = nobody,
    stop: threading.Event | None = None,
    ceilings: Mapping[str, int] | None = None,
    seconds: float | None = None,
) -> SweepResult:
    """The rows of a sweep of the small scenario, or of another one."""
    run = SweepRun(
        backend,
        SolverOptions(time_limit_seconds=60, stop=stop),
        jobs,
        seconds,
        SweepCeilings(**(ceilings or {})),
        0.0,  # processes, whenever there may be some
        listener,
    )
    return run_sweep(scenario or tiny(), asked, run)
