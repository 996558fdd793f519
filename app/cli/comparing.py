"""`allot compare`: strategies of one scenario beside each other, on the screen or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.cli.atomic_file import check_writable
from app.cli.comparison_report import print_comparison
from app.cli.progress import counted_progress
from app.cli.request import backend_and_options, deliver, opened
from app.cli.voice import Voice
from app.documents.comparison.document import comparison_document
from app.documents.comparison.files import comparison_bytes
from app.problems import exit_code
from scenarios.comparison.pay_costs import with_pay_costs
from scenarios.comparison.request import ComparisonRequest, ScenarioComparison, compare_scenario
from scenarios.definition import Scenario
from scenarios.incentives.definition import load_plan
from scenarios.incentives.definition.plan_loading import file_bytes


@dataclass(frozen=True)
class CompareCommand:
    """What was asked for. None: what the scenario says. `out` ends in .json, .csv, .xlsx or .html. `plan`: of
    incentives, to be costed under every strategy."""

    file: Path
    request: ComparisonRequest
    solver: str | None
    seconds: float | None
    out: Path | None
    as_json: bool
    plan: Path | None = None


def compare_file(voice: Voice, command: CompareCommand) -> int:
    """Solve every strategy, print or write them beside each other. With `--json` standard output holds one document,
    whatever happens. Where no strategy has a plan, the exit code is that of the first one's solve. Raises what
    `guarded` puts in words."""
    scenario, found = opened(voice, command, lambda scenario: _compared(voice, scenario, command))
    document = comparison_document(found, voice.language)
    deliver(
        voice,
        command,
        document,
        lambda suffix: comparison_bytes(found, document, suffix, voice.language),
        lambda: print_comparison(voice, scenario, document),
    )
    return _exit(found)


def _exit(found: ScenarioComparison) -> int:
    rows = found.comparison.rows
    if found.comparison.plans or not rows or rows[0].result.error is None:
        return 0
    return exit_code(rows[0].result.error)


def _compared(voice: Voice, scenario: Scenario, command: CompareCommand) -> ScenarioComparison:
    if command.plan is not None:
        file_bytes(command.plan)  # a file that is not there is said before the strategies are solved
        if command.out is not None:
            check_writable(command.out)
    backend, options = backend_and_options(scenario, command)
    with counted_progress(voice, "comparing") as listener:
        found = compare_scenario(scenario, command.request, backend, options, listener)
    if command.plan is None:
        return found
    plan = command.plan
    return with_pay_costs(found, lambda allocation: load_plan(plan, allocation=allocation, needs_actuals=False))
