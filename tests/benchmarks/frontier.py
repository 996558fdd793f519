"""Frontiers of one scenario: seconds, memory, and how good the points are.

    python -m tests.benchmarks.frontier --cells 1000 10000 --points 20

Every frontier runs in a process of its own on what `allot generate` makes. Seconds count from the read scenario to the
last verified, rounded plan; memory is the peak of the process and of what it started. Quality: how much better a plan
could be in every aim at once, as proven, as a share of their ranges (–: not looked into); and the widest step between
two points in the second aim, as a multiple of the even step.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scenarios.definition import load_scenario
from scenarios.frontier.result import Frontier, FrontierRequest
from scenarios.frontier.tracing import trace_frontier
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.benchmarks.many import FILE, watched, write_instance

PAIRS = ("fit,profit", "profit,strategic", "moved_from_history,profit", "growth_range[region],profit", "fit,fairness")


def measured(folder: Path, between: str, points: int, solver: str) -> dict[str, Any]:
    """What one frontier took, in this process, and how good it is."""
    scenario = load_scenario(folder / FILE)
    strategy = scenario.strategies[scenario.default_strategy]
    started = time.perf_counter()
    request = FrontierRequest(tuple(between.split(",")), points)
    result = trace_frontier(scenario.problem, strategy, find_backend(solver), SolverOptions(), request)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, **quality(result.raise_for_outcome()[1], points)}


def quality(frontier: Frontier, points: int) -> dict[str, Any]:
    """How many points there are, how much better a plan could be, and how wide the widest step is."""
    within = [point.within for point in frontier.points]
    known = [one for one in within if one is not None]
    second = np.array([point.losses[1] for point in frontier.points])
    even = float(np.ptp(second)) / (points - 1)
    return {
        "points": len(within),
        "within": max(known) if len(known) == len(within) else None,
        "widest": float(np.abs(np.diff(second)).max(initial=0.0)) / even if even > 0.0 else None,
    }


def line(cells: int, between: str, found: dict[str, Any] | None, limit: float) -> str:
    """A row of the table."""
    if found is None:
        return f"| {cells:,} | {between} | – | not within {limit:.0f} s | – | – | – |"
    within = "–" if found["within"] is None else f"{found['within']:.2%}"
    widest = "–" if found["widest"] is None else f"{found['widest']:.2f}"
    numbers = f"{found['points']} | {found['seconds']:.1f} | {found['megabytes']:.0f}"
    return f"| {cells:,} | {between} | {numbers} | {within} | {widest} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or with `--folder` what one frontier took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--between", nargs="+", default=list(PAIRS))
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--solver", default="highs")
    parser.add_argument("--limit", type=float, default=600.0)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.folder is not None:
        print(json.dumps(measured(chosen.folder, chosen.between[0], chosen.points, chosen.solver)))
        return
    print(
        "| cells | between | points | s | MB | beaten by at most | widest step |\n|---:|---|---:|---:|---:|---:|---:|"
    )
    for cells in chosen.cells:
        with tempfile.TemporaryDirectory() as folder:
            write_instance(Path(folder), cells)
            for between in chosen.between:
                task = ["--folder", folder, "--between", between, "--points", str(chosen.points)]
                found = watched("tests.benchmarks.frontier", [*task, "--solver", chosen.solver], chosen.limit)
                print(line(cells, between, found, chosen.limit), flush=True)


if __name__ == "__main__":
    main()
