"""`allot explain`: why a number of a scenario's plan is what it is, on the screen, as JSON or as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.cli.explanation_report import print_explanation
from app.cli.progress import progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.voice import Voice
from app.documents.ledger import ledger_document
from app.json_text import json_bytes
from models.allocation.chosen_node import ChosenNode
from models.allocation.strategy import Strategy
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario
from scenarios.explanation import AskedNode, Explanation, asked_node, explain_node


@dataclass(frozen=True)
class ExplainCommand:
    """What was asked for: how to solve, and whose number."""

    solve: SolveRequest
    asked: AskedNode


def explain_file(voice: Voice, command: ExplainCommand) -> int:
    """Solve, explain, print or write. With `--json` standard output holds one document, whatever happens. Raises what
    `guarded` puts in words."""
    request = command.solve

    def work(scenario: Scenario) -> tuple[Strategy, AllocationResult, Explanation | None]:
        strategy = chosen_strategy(scenario, request.strategy)
        node = asked_node(scenario.problem, command.asked)
        return strategy, *_explained(voice, scenario, strategy, node, request)

    scenario, (strategy, result, explanation) = opened(voice, request, work)
    if explanation is None:
        assert result.error is not None
        return without_plan(voice, scenario, strategy, result.error, request)
    document = ledger_document(scenario, explanation, voice.language)
    return deliver(
        voice,
        request,
        document,
        lambda suffix: _bytes(voice, scenario, result, explanation, document, suffix),
        lambda: print_explanation(voice, scenario, explanation, document),
    )


def _explained(
    voice: Voice, scenario: Scenario, strategy: Strategy, node: ChosenNode, request: SolveRequest
) -> tuple[AllocationResult, Explanation | None]:
    """What came of the solve, and the explanation where there is a plan."""
    with progress(voice) as listener:
        backend, options = backend_and_options(scenario, request)
        result = allocate(scenario.problem, strategy, backend, options, listener)
        if result.plan is None:
            return result, None
        return result, explain_node(result.plan, node, backend, options, listener)


def _bytes(
    voice: Voice,
    scenario: Scenario,
    result: AllocationResult,
    explanation: Explanation,
    document: dict[str, Any],
    suffix: str,
) -> bytes:
    """The explanation in the form that a file's ending asks for."""
    if suffix == ".xlsx":
        from app.documents.workbook.explanation_workbook import explanation_workbook  # who needs it waits for it

        return explanation_workbook(scenario, result, explanation, document, voice.language)
    return json_bytes(document)
