"""Many strategies on one scenario: our sweep and our comparison beside our own solve, one after the other, and beside
naive PuLP.

    python -m tests.benchmarks.many --cells 1000 10000 --strategies 100
    python -m tests.benchmarks.many --cells 1000 10000 100000 --strategies 10 --only comparison "solve by solve"

Every contender runs in a process of its own, on the same file and the same strategies: weights and strategic intensity
within ±15 %, drawn by a latin hypercube. Seconds count from the read scenario to the last verified, rounded plan (naive
PuLP: to the last unrounded targets), memory is the peak of the process and of what it started.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil

from app.documents.comparison.document import comparison_document
from app.json_text import json_bytes
from models.allocation.formulation import formulate, limit_rows
from models.allocation.plan import Outcome, Plan
from models.allocation.strategy import Strategy
from scenarios.allocation import allocate
from scenarios.comparison.request import ComparisonRequest, compare_scenario
from scenarios.definition import Scenario, load_scenario
from scenarios.definition.varying import ScenarioVariants
from scenarios.generation import generate_scenario
from scenarios.plan_hash import plan_hash
from scenarios.sweep.design import Design
from scenarios.sweep.parameter import Parameter, Span
from scenarios.sweep.places import Places
from scenarios.sweep.request import SweepRequest
from scenarios.sweep.running import SweepRun, plan_sweep, run_sweep
from solvers.base import SolverBackend, SolverOptions
from solvers.registry import find_backend
from tests.benchmarks.naive import naive_targets

TURNED = ("strategic_intensity", "weights/strategic", "weights/profit", "weights/stability")
SPREAD = Decimal("0.15")
FILE = "many.scenario.yaml"
SEED = 7
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Task:
    """One contender on one file."""

    contender: str
    folder: Path
    strategies: int
    solver: str

    @property
    def arguments(self) -> list[str]:
        """The command line of its process."""
        written = {"contender": self.contender, "folder": self.folder, "strategies": self.strategies}
        return [
            word for name, value in {**written, "solver": self.solver}.items() for word in (f"--{name}", str(value))
        ]


def request_of(scenario: Scenario, count: int) -> SweepRequest:
    """The sweep that gives the strategies."""
    places = Places(scenario)
    stem = f"/strategies/{scenario.default_strategy}"
    bases = {f"{stem}/{name}": places.find(f"{stem}/{name}").base for name in TURNED}
    parameters = tuple(
        Parameter(pointer, Span(base * (1 - SPREAD), base * (1 + SPREAD))) for pointer, base in bases.items() if base
    )
    return SweepRequest(parameters, Design.LATIN_HYPERCUBE, count, SEED)


def variants_of(scenario: Scenario, count: int) -> list[Scenario]:
    """The same strategies as scenarios."""
    request = request_of(scenario, count)
    plan = plan_sweep(scenario, request, SweepRun(find_backend("highs"), SolverOptions()).ceilings)
    places, variants = Places(scenario), ScenarioVariants(scenario)
    values = [
        {place.path: value for place, value in zip(plan.places, point, strict=True) if value is not None}
        for point in plan.points
    ]
    return [variants.variant(places.sections(chosen)) for chosen in values]


def swept(scenario: Scenario, task: Task, jobs: int) -> list[str | None]:
    """Our sweep."""
    options = SolverOptions(stop=threading.Event())
    result = run_sweep(
        scenario, request_of(scenario, task.strategies), SweepRun(_backend(task), options, jobs, worth=0.0)
    )
    return [row.plan_hash if row.outcome == Outcome.OPTIMAL else None for row in result.rows[1:]]


def alone(scenario: Scenario, task: Task) -> list[str | None]:
    """Our own solve, again and again."""
    hashes: list[str | None] = []
    for variant in variants_of(scenario, task.strategies):
        plan = allocate(variant.problem, _strategy(variant), _backend(task), SolverOptions()).raise_for_outcome()
        hashes.append(plan_hash(variant.scenario_hash, plan) if plan.outcome is Outcome.OPTIMAL else None)
    return hashes


def side_by_side(scenario: Scenario, task: Task) -> list[str | None]:
    """Our comparison, down to the bytes of its document: every level and crossing, regret, certificates."""
    variants = {f"s{place}": one for place, one in enumerate(variants_of(scenario, task.strategies))}
    strategies = {name: replace(_strategy(one), name=name) for name, one in variants.items()}
    asked = replace(scenario, strategies=strategies)
    found = compare_scenario(asked, ComparisonRequest(), _backend(task), SolverOptions())
    json_bytes(comparison_document(found, "en"))
    plans = [(variants[row.name].scenario_hash, row.plan) for row in found.comparison.rows]
    return [
        None if plan is None or plan.outcome is not Outcome.OPTIMAL else plan_hash(digest, _as(scenario, plan))
        for digest, plan in plans
    ]


def _as(scenario: Scenario, plan: Plan) -> Plan:
    """The plan as a solve of its own would call its strategy."""
    return replace(plan, strategy=replace(plan.strategy, name=scenario.default_strategy))


def naive(scenario: Scenario, task: Task) -> list[str | None]:
    """Naive PuLP with stock CBC, again and again: no polish, no rounding."""
    rows = limit_rows(scenario.problem)
    for variant in variants_of(scenario, task.strategies):
        naive_targets(formulate(variant.problem, _strategy(variant), rows).program)
    return []


CONTENDERS: Mapping[str, Callable[[Scenario, Task], list[str | None]]] = {
    "sweep, 2 processes": lambda scenario, task: swept(scenario, task, 2),
    "sweep, 1 process": lambda scenario, task: swept(scenario, task, 1),
    "comparison": side_by_side,
    "solve by solve": alone,
    "naive pulp": naive,
}


def _backend(task: Task) -> SolverBackend:
    return find_backend(task.solver)


def _strategy(scenario: Scenario) -> Strategy:
    return scenario.strategies[scenario.default_strategy]


def measured(task: Task) -> dict[str, Any]:
    """What one contender did, in this process."""
    scenario = load_scenario(task.folder / FILE)
    started = time.perf_counter()
    hashes = CONTENDERS[task.contender](scenario, task)
    return {"seconds": time.perf_counter() - started, "hashes": hashes}


def in_process(task: Task, limit: float) -> dict[str, Any] | None:
    """The same in a process of its own, with the peak of its memory; None where the time did not do."""
    return watched("tests.benchmarks.many", task.arguments, limit)


def watched(module: str, arguments: Sequence[str], limit: float) -> dict[str, Any] | None:
    """What a module says as JSON in a process of its own, with the peak of its memory (`megabytes`); None where the
    seconds of `limit` did not do."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        seen, peak, end = psutil.Process(process.pid), 0, time.monotonic() + limit
        while process.poll() is None:
            peak = max(peak, _memory(seen))
            if time.monotonic() > end:
                for child in [*seen.children(recursive=True), seen]:
                    child.kill()
                return None
            time.sleep(LOOK_SECONDS)
        assert process.stdout is not None
        return {**json.loads(process.stdout.read()), "megabytes": peak / 1e6}


def _memory(process: psutil.Process) -> int:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.Error:
            continue
    return total


def write_instance(folder: Path, cells: int, seed: int = 0) -> None:
    """A scenario with its tables."""
    found = generate_scenario(cells, seed, stem="many")
    (folder / FILE).write_bytes(found.yaml_bytes())
    for name, data in found.tables.items():
        (folder / name).write_bytes(data)


def compared(folder: Path, cells: int, chosen: argparse.Namespace) -> list[str]:
    """Lines of the table for one size."""
    lines, known = [], dict[int, list[str]]()
    for contender in chosen.only:
        count = min(chosen.naive, chosen.strategies) if contender == "naive pulp" else chosen.strategies
        if not count:
            continue
        found = in_process(Task(contender, folder, count, chosen.solver), chosen.limit)
        if found is None:
            lines.append(f"| {cells:,} | {contender} | – | – | – | not within {chosen.limit:.0f} s |")
            continue
        same = found["hashes"] == known.setdefault(count, found["hashes"]) if found["hashes"] else None
        answer = {True: "same plans", False: "other plans", None: "not rounded, not exact"}[same]
        if same and None not in found["hashes"]:
            answer += ", all optimal"
        each = found["seconds"] / count
        lines.append(f"| {cells:,} | {contender} | {count} | {each:.3f} | {found['megabytes']:.0f} | {answer} |")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or with `--contender` what one of them did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--strategies", type=int, default=100)
    parser.add_argument("--naive", type=int, default=3, help="how many of the strategies naive PuLP solves")
    parser.add_argument("--solver", default="cbc")
    parser.add_argument("--limit", type=float, default=600.0)
    parser.add_argument("--only", choices=CONTENDERS, nargs="+", default=list(CONTENDERS))
    parser.add_argument("--contender", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.contender is not None:
        print(json.dumps(measured(Task(chosen.contender, chosen.folder, chosen.strategies, chosen.solver))))
        return
    print("| cells | contender | strategies | s each | MB | plans |\n|---:|---|---:|---:|---:|---|")
    for cells in chosen.cells:
        with tempfile.TemporaryDirectory() as folder:
            write_instance(Path(folder), cells)
            print("\n".join(compared(Path(folder), cells, chosen)), flush=True)


if __name__ == "__main__":
    main()
