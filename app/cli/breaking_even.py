"""`allot break-even`: from which value of a dial on one node stands behind, on the screen or as a document."""

from __future__ import annotations

from dataclasses import dataclass

from app.cli.progress import progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.voice import Voice
from app.documents.comparison.break_even import break_even_document
from app.json_text import json_bytes
from models.allocation.strategy import Strategy
from models.errors import Infeasible
from scenarios.comparison.break_even_request import BreakEvenRequest, FoundBreakEven, find_break_even
from scenarios.definition import Scenario


@dataclass(frozen=True)
class BreakEvenCommand:
    """What was asked for: how to solve, which dial and whose numbers."""

    solve: SolveRequest
    asked: BreakEvenRequest


def break_even_of_file(voice: Voice, command: BreakEvenCommand) -> int:
    """Solve along the dial, print or write. With `--json` standard output holds one document, whatever happens. Raises
    what `guarded` puts in words."""
    request = command.solve

    def work(scenario: Scenario) -> tuple[Strategy, FoundBreakEven | Infeasible]:
        strategy = chosen_strategy(scenario, request.strategy)
        return strategy, _found(voice, scenario, strategy, command)

    scenario, (strategy, found) = opened(voice, request, work)
    if isinstance(found, Infeasible):
        return without_plan(voice, scenario, strategy, found, request)
    document = break_even_document(scenario, strategy, found, voice.language)

    def show() -> None:
        voice.title(f"{scenario.name} · {scenario.period}")
        voice.line(document["sentence"])

    return deliver(voice, request, document, lambda _: json_bytes(document), show)


def _found(
    voice: Voice, scenario: Scenario, strategy: Strategy, command: BreakEvenCommand
) -> FoundBreakEven | Infeasible:
    with progress(voice) as listener:
        listener("solve")
        backend, options = backend_and_options(scenario, command.solve)
        try:
            return find_break_even(scenario.problem, strategy, backend, options, command.asked)
        except Infeasible as error:  # told with its repairs, as for a plan
            return error
