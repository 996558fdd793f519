"""`allot solve`: from a scenario file to a plan on the screen, as JSON, or in a file."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.atomic_file import check_writable, write_whole
from app.cli.failures import print_failure
from app.cli.progress import progress
from app.cli.report import print_report
from app.cli.voice import Voice
from app.documents.plan import plan_document
from app.documents.plan_table import plan_csv
from app.json_text import json_bytes
from app.problems import exit_code, problem_document
from app.settings import Settings
from app.solver_choice import usable_backend
from models.allocation.strategy import Strategy
from models.errors import AllotError, Infeasible, UnknownResource
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True)
class SolveRequest:
    """What was asked for. None: what the scenario says. `out` ends in .json, .csv or .xlsx.
    `range_seconds`: how long to work out how firm the numbers of a workbook are; None: not at all."""

    file: Path
    strategy: str | None
    solver: str | None
    seconds: float | None
    out: Path | None
    as_json: bool
    range_seconds: float | None = None


def solve_file(voice: Voice, request: SolveRequest) -> int:
    """Solve, print or write, and say how it went. With `--json` standard output holds one document, whatever
    happens: the plan, or the problem that REST would answer with. Raises what `guarded` puts in words."""
    try:
        scenario = load_scenario(request.file)
        voice.document = scenario.language
        if request.out is not None:
            check_writable(request.out)
        strategy = chosen_strategy(scenario, request.strategy)
        result = allocated(voice, scenario, strategy, request)
        if result.plan is None:
            assert result.error is not None
            return without_plan(voice, scenario, strategy, result.error, request)
    except AllotError as error:
        if request.as_json:
            print_json(problem_document(error, voice.language))
        raise
    document = plan_document(scenario, result, voice.language)
    return deliver(
        voice,
        request,
        document,
        lambda suffix: _plan_bytes(voice, scenario, result, document, request, suffix),
        lambda: print_report(voice, scenario, result, document),
    )


def deliver(
    voice: Voice,
    request: SolveRequest,
    document: dict[str, Any],
    as_file: Callable[[str], bytes],
    show: Callable[[], None],
) -> int:
    """Write the answer where asked, `as_file` by the file's ending, then print it as JSON or `show` it; exit code 0.

    The file comes first: what cannot be written is not announced as done. Raises CannotWrite.
    """
    if request.out is not None:
        write_whole(request.out, as_file(request.out.suffix.lower()))
    if request.as_json:
        print_json(document)
    else:
        show()
    if request.out is not None:
        voice.line(voice.word("written", file=str(request.out)), voice.err)
    return 0


def _plan_bytes(
    voice: Voice,
    scenario: Scenario,
    result: AllocationResult,
    document: dict[str, Any],
    request: SolveRequest,
    suffix: str,
) -> bytes:
    """The plan in the form that a file's ending asks for. Raises LimitReached when it is interrupted."""
    if suffix == ".csv":
        return plan_csv(result.raise_for_outcome())
    if suffix == ".xlsx":
        from app.documents.workbook.plan_workbook import plan_workbook  # only those who need it wait for it
        from scenarios.explanation import ledger_in_time, ranges_in_time

        with progress(voice) as listener:
            backend, options = backend_and_options(scenario, request)
            plan, seconds = result.raise_for_outcome(), request.range_seconds
            ledger = ledger_in_time(plan, backend, options, listener)
            listener("question")
            ranges = None if seconds is None else ranges_in_time(plan, backend, options, seconds)
        return plan_workbook(scenario, result, voice.language, ledger, ranges)
    return json_bytes(document)


def allocated(voice: Voice, scenario: Scenario, strategy: Strategy, request: SolveRequest) -> AllocationResult:
    """Solve, and show what is being done while somebody is watching."""
    with progress(voice) as listener:
        return allocate(scenario.problem, strategy, *backend_and_options(scenario, request), listener)


def backend_and_options(scenario: Scenario, request: SolveRequest) -> tuple[SolverBackend, SolverOptions]:
    """The solver of a request and how it runs. Raises SolverUnavailable, UnknownResource."""
    settings = Settings.from_environment()
    options = SolverOptions(
        time_limit_seconds=request.seconds or scenario.options.time_limit_seconds,
        relative_gap=scenario.options.relative_gap,
        memory_limit_bytes=settings.solver_memory_bytes,
        stop=threading.Event(),  # with one, a solver that runs in this process can be interrupted
    )
    return usable_backend(settings, request.solver or scenario.options.solver), options


def without_plan(voice: Voice, scenario: Scenario, strategy: Strategy, error: AllotError, request: SolveRequest) -> int:
    """Say why there is no plan; the exit code."""
    if request.as_json:
        document = problem_document(error, voice.language, scenario.problem)
        if isinstance(error, Infeasible):
            facts = {"outcome": "infeasible", "scenario_hash": scenario.scenario_hash, "strategy": strategy.name}
            document = document | facts
        print_json(document)
    print_failure(voice, error, scenario.problem)
    return exit_code(error)


def chosen_strategy(scenario: Scenario, name: str | None) -> Strategy:
    """The named strategy, or the scenario's own. Raises UnknownResource."""
    chosen = scenario.default_strategy if name is None else name
    if chosen not in scenario.strategies:
        raise UnknownResource("strategy", chosen, list(scenario.strategies))
    return scenario.strategies[chosen]


def print_json(document: dict[str, Any]) -> None:
    """One document on standard output."""
    sys.stdout.buffer.write(json_bytes(document) + b"\n")
    sys.stdout.buffer.flush()
