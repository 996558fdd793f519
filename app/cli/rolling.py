"""`allot rollup`: a scenario's plan summed over a cut of the company, on the screen, as JSON or as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.cli.figures import Figures
from app.cli.progress import progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.rollup_table import rollup_table
from app.cli.voice import Voice
from app.documents.rollup import rollup_csv, rollup_document
from app.json_text import json_bytes
from models.allocation.strategy import Strategy
from scenarios.definition import Scenario
from scenarios.rollup import RollUpRequest, RollUpResult, roll_up_allocation


@dataclass(frozen=True)
class RollupCommand:
    """What was asked for: how to solve, and how to sum."""

    solve: SolveRequest
    rollup: RollUpRequest


def roll_up_file(voice: Voice, command: RollupCommand) -> int:
    """Solve, sum, print or write. With `--json` standard output holds one document, whatever happens. Raises what
    `guarded` puts in words."""
    request = command.solve

    def work(scenario: Scenario) -> tuple[Strategy, RollUpResult]:
        strategy = chosen_strategy(scenario, request.strategy)
        return strategy, _rolled_up(voice, scenario, strategy, command)

    scenario, (strategy, result) = opened(voice, request, work)
    if result.rollup is None:
        assert result.allocation.error is not None
        return without_plan(voice, scenario, strategy, result.allocation.error, request)
    document = rollup_document(scenario, *result.raise_for_outcome())
    return deliver(
        voice,
        request,
        document,
        lambda suffix: _rollup_bytes(voice, scenario, result, document, suffix),
        lambda: _print_table(voice, scenario, result, document),
    )


def _rollup_bytes(
    voice: Voice, scenario: Scenario, result: RollUpResult, document: dict[str, Any], suffix: str
) -> bytes:
    """The roll-up in the form that a file's ending asks for."""
    if suffix == ".csv":
        return rollup_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.rollup_workbook import rollup_workbook  # only those who need it wait for it

        return rollup_workbook(scenario, result, document, voice.language)
    return json_bytes(document)


def _rolled_up(voice: Voice, scenario: Scenario, strategy: Strategy, command: RollupCommand) -> RollUpResult:
    with progress(voice) as listener:
        backend, options = backend_and_options(scenario, command.solve)
        return roll_up_allocation(scenario.problem, strategy, backend, options, command.rollup, listener)


def _print_table(voice: Voice, scenario: Scenario, result: RollUpResult, document: dict[str, Any]) -> None:
    plan, rollup, _ = result.raise_for_outcome()
    figures = Figures(plan.problem.money, voice.language)
    voice.title(f"{scenario.name} · {scenario.period}")
    outcome = voice.word(str(plan.outcome))
    voice.line(voice.word("outcome", outcome=outcome, strategy=scenario.strategy_label(plan.strategy.name)))
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    voice.out.print()
    table, below = rollup_table(voice, plan, rollup.cut, document)
    voice.out.print(table)
    if below:
        voice.line(below, style="dim")
    if rollup.outside_cells:
        amount = figures.minor_with_unit(rollup.outside_plan)
        voice.line(voice.word("outside", count=f"{rollup.outside_cells:,}", amount=amount), style="yellow")
