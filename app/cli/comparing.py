"""`allot compare`: strategies of one scenario beside each other, on the screen or in a file."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from app.cli.atomic_file import check_writable, write_whole
from app.cli.comparison_report import print_comparison
from app.cli.progress import counted_progress
from app.cli.solving import print_json
from app.cli.voice import Voice
from app.documents.comparison.document import comparison_document
from app.documents.comparison.files import comparison_bytes
from app.problems import exit_code, problem_document
from app.settings import Settings
from app.solver_choice import usable_backend
from models.errors import AllotError
from scenarios.comparison.request import ComparisonRequest, ScenarioComparison, compare_scenario
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverOptions


@dataclass(frozen=True)
class CompareCommand:
    """What was asked for. None: what the scenario says. `out` ends in .json, .csv, .xlsx or .html."""

    file: Path
    request: ComparisonRequest
    solver: str | None
    seconds: float | None
    out: Path | None
    as_json: bool


def compare_file(voice: Voice, command: CompareCommand) -> int:
    """Solve every strategy, print or write them beside each other. With `--json` standard output holds one document,
    whatever happens. Where no strategy has a plan, the exit code is that of the first one's solve. Raises what
    `guarded` puts in words."""
    try:
        scenario = load_scenario(command.file)
        voice.document = scenario.language
        if command.out is not None:
            check_writable(command.out)
        found = _compared(voice, scenario, command)
        document = comparison_document(found, voice.language)
        if command.out is not None:
            write_whole(command.out, comparison_bytes(found, document, command.out.suffix.lower(), voice.language))
    except AllotError as error:
        if command.as_json:
            print_json(problem_document(error, voice.language))
        raise
    if command.as_json:
        print_json(document)
    else:
        print_comparison(voice, scenario, document)
    if command.out is not None:
        voice.line(voice.word("written", file=str(command.out)), voice.err)
    return _exit(found)


def _exit(found: ScenarioComparison) -> int:
    rows = found.comparison.rows
    if found.comparison.plans or not rows or rows[0].result.error is None:
        return 0
    return exit_code(rows[0].result.error)


def _compared(voice: Voice, scenario: Scenario, command: CompareCommand) -> ScenarioComparison:
    settings = Settings.from_environment()
    options = SolverOptions(
        time_limit_seconds=command.seconds or scenario.options.time_limit_seconds,
        relative_gap=scenario.options.relative_gap,
        memory_limit_bytes=settings.solver_memory_bytes,
        stop=threading.Event(),
    )
    backend = usable_backend(settings, command.solver or scenario.options.solver)
    with counted_progress(voice, "comparing") as listener:
        return compare_scenario(scenario, command.request, backend, options, listener)
