"""The paths from a scenario file to a plan that are compared; each takes an instance's folder and returns a Run."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import highspy
import numpy as np

from app.documents.plan import plan_document
from app.json_text import json_bytes
from models.allocation.plan import Plan
from models.allocation.polish import polish
from models.arrays import FloatArray
from models.program import LinearProgram
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition.loading import load_scenario
from scenarios.definition.scenario import Scenario
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions
from solvers.registry import ensure_usable
from tests.benchmarks.formulated import formulated
from tests.benchmarks.instances import scenario_of
from tests.benchmarks.measurement import Run
from tests.benchmarks.naive import naive_targets
from tests.benchmarks.own_memory import peak
from tests.benchmarks.probes import ROUNDING, SolverSeconds, Wrapped, load_program, programs_kept, solver_seconds
from tests.benchmarks.verdict import EXACT, MINOR, judge

COMMANDS = "commands.json"
SAME = 1e-6
"""Largest difference between two exact plans that both count as the same one, in increments."""


def prepare(folder: Path, backend: SolverBackend) -> None:
    """Solve once and leave beside the scenario what the other paths need: programs, commands, the right answer."""
    scenario = load_scenario(scenario_of(folder))
    ensure_usable(backend)  # its trial programs are not the plan's
    with programs_kept(folder) as kept:
        plan = _allocated(scenario, backend).raise_for_outcome()
    np.save(folder / EXACT, plan.exact)
    np.save(folder / MINOR, plan.targets_minor)
    (folder / COMMANDS).write_text(json.dumps(kept.commands), encoding="utf-8")


def plan_by(folder: Path, backend: SolverBackend) -> Run:
    """The service's own path by one backend: file, plan, document. `seconds` ends at the verified plan; the document
    is the phase after it."""
    watch = Stopwatch()
    largest = [0]
    noted = Wrapped(backend, lambda program, _: largest.append(program.nbytes))
    with solver_seconds() as inside:
        with watch.phase("parse"):
            scenario = load_scenario(scenario_of(folder))
        result = _allocated(scenario, noted)
        seconds = watch.elapsed
    plan, highest = result.raise_for_outcome(), peak()
    with watch.phase("document"):
        size = len(json_bytes(plan_document(scenario, result, scenario.language)))
    phases = _phases(result, inside, watch)
    phases["other"] = seconds - sum(value for name, value in phases.items() if name != "document")
    arrays = float(max(inside.largest, *largest))
    verdict = judge(scenario, formulated(scenario), plan.exact, folder, plan.targets_minor)
    facts = {"array_bytes": arrays, "peak_bytes": float(highest), "document_bytes": float(size), **verdict.facts()}
    return Run(seconds, phases, _compared(plan, folder), facts)


def bare(folder: Path) -> Run:
    """The solvers alone: one plain process per linear program, on the files they got, then the rounding programs."""
    commands: list[list[str]] = json.loads((folder / COMMANDS).read_text(encoding="utf-8"))
    rounding = [load_program(path) for path in sorted(folder.glob(ROUNDING.format("*")))]
    watch = Stopwatch()
    for command in commands:
        with tempfile.TemporaryDirectory() as scratch, watch.phase("solve"):
            model = command[command.index("-restoreModel") + 1]
            (Path(scratch) / "model").symlink_to(folder / model)
            _plain_process(["model" if word == model else word for word in command], Path(scratch))
    for program in rounding:
        highs = _bare_highs(program.is_integer)
        with watch.phase("round: solver"):
            _pass_and_run(highs, program)
    return Run(sum(watch.phases.values()), dict(watch.phases), "–")


def dual_only(folder: Path) -> Run:
    """No linear program at all: the polish from zero multipliers, to the exact unrounded plan."""
    watch = Stopwatch()
    with watch.phase("parse"):
        scenario = load_scenario(scenario_of(folder))
    with watch.phase("formulate"):
        formulation = formulated(scenario)
    with watch.phase("polish"):
        polished = polish(formulation.program, np.zeros(formulation.program.n_rows))
    seconds = watch.elapsed
    answer = _distance(scenario, polished.targets, folder)
    verdict = judge(scenario, formulation, polished.targets[: formulation.program.n_cells], folder)
    return Run(seconds, dict(watch.phases), answer, {"steps": float(polished.steps), **verdict.facts()})


def naive(folder: Path) -> Run:
    """What people write in PuLP, with stock CBC, to unrounded targets."""
    watch = Stopwatch()
    with watch.phase("parse"):
        scenario = load_scenario(scenario_of(folder))
    with watch.phase("formulate"):
        formulation = formulated(scenario)
    with watch.phase("solve"):
        targets = naive_targets(formulation.program)
    seconds = watch.elapsed
    verdict = judge(scenario, formulation, targets, folder)
    return Run(seconds, dict(watch.phases), verdict.words, verdict.facts())


def _allocated(scenario: Scenario, backend: SolverBackend) -> AllocationResult:
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, backend, SolverOptions())


def _phases(result: AllocationResult, inside: SolverSeconds, watch: Stopwatch) -> dict[str, float]:
    """The plan's phases, with the solvers' own seconds taken out of those that call them."""
    phases = {**watch.phases, **result.phases}
    document = phases.pop("document")
    if inside.processes:
        phases["hand over"] = phases["solve"] - inside.processes
        phases["solve"] = inside.processes
    phases["round"] -= inside.rounding
    phases["round: solver"] = inside.rounding
    return {**phases, "document": document}


def _plain_process(command: list[str], scratch: Path) -> None:
    with (scratch / "log").open("wb") as log:
        subprocess.run(command, cwd=scratch, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)


def _bare_highs(is_integer: bool) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    for tolerance in ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance"):
        highs.setOptionValue(tolerance, 1e-9)
    if not is_integer:
        highs.setOptionValue("solver", "simplex")
        highs.setOptionValue("presolve", "off")
    return highs


def _pass_and_run(highs: highspy.Highs, program: LinearProgram) -> None:
    matrix = program.matrix
    highs.passModel(
        program.n_columns,
        program.n_rows,
        int(matrix.nnz),
        1,
        1,
        program.offset,
        program.objective,
        program.col_lower,
        program.col_upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        program.integer.astype(np.int32),
    )
    highs.run()


def _compared(plan: Plan, folder: Path) -> str:
    """Against the plan that `prepare` left."""
    if np.array_equal(plan.targets_minor, np.load(folder / MINOR)):
        return "same plan"
    different = int((plan.targets_minor != np.load(folder / MINOR)).sum())
    return f"{different} targets differ"


def _distance(scenario: Scenario, targets: FloatArray, folder: Path) -> str:
    problem = scenario.problem
    increment = problem.increment_minor / problem.money.minor_per_thousand
    distance = float(np.abs(targets - np.load(folder / EXACT)).max()) / increment
    return "same numbers" if distance <= SAME else f"off by {distance:.1g} increments"
