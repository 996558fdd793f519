"""`allot solve`: from a scenario file to a plan on the screen, as JSON, or in a file."""

from __future__ import annotations

from typing import Any

from app.cli.progress import progress
from app.cli.report import print_report
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.voice import Voice
from app.documents.plan import plan_document
from app.documents.plan_table import plan_csv
from app.json_text import json_bytes
from models.allocation.strategy import Strategy
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario


def solve_file(voice: Voice, request: SolveRequest) -> int:
    """Solve, print or write, and say how it went. With `--json` standard output holds one document, whatever
    happens: the plan, or the problem that REST would answer with. Raises what `guarded` puts in words."""

    def work(scenario: Scenario) -> tuple[Strategy, AllocationResult]:
        strategy = chosen_strategy(scenario, request.strategy)
        return strategy, _allocated(voice, scenario, strategy, request)

    scenario, (strategy, result) = opened(voice, request, work)
    if result.plan is None:
        assert result.error is not None
        return without_plan(voice, scenario, strategy, result.error, request)
    document = plan_document(scenario, result, voice.language)
    return deliver(
        voice,
        request,
        document,
        lambda suffix: _plan_bytes(voice, scenario, result, document, request, suffix),
        lambda: print_report(voice, scenario, result, document),
    )


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


def _allocated(voice: Voice, scenario: Scenario, strategy: Strategy, request: SolveRequest) -> AllocationResult:
    """Solve, and show what is being done while somebody is watching."""
    with progress(voice) as listener:
        return allocate(scenario.problem, strategy, *backend_and_options(scenario, request), listener)
