"""What the service answers when asked for a frontier, or for alternatives: JSON, CSV or a workbook."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from app.answers import Question, asked_scenario, asked_strategy, no_plan, solver_options
from app.documents.alternatives import alternatives_csv, alternatives_document, axes_of
from app.documents.frontier import frontier_csv, frontier_document
from app.finished_answer import CSV, JSON, Answer
from app.json_text import json_bytes
from app.negotiation import XLSX
from app.plan_answers import file_name, scenario_language
from app.settings import Settings
from app.solver_choice import usable_backend
from models.allocation.rollup import cut_of
from models.errors import AllotError, Infeasible, TooLarge
from scenarios.definition import Scenario
from scenarios.frontier.alternatives import AlternativesRequest, find_alternatives
from scenarios.frontier.result import FrontierRequest
from scenarios.frontier.tracing import nobody, trace_frontier


@dataclass(frozen=True)
class FrontierQuestion:
    """A question with its aims, and axes of the nodes whose targets are listed."""

    question: Question
    asked: FrontierRequest
    by: tuple[str, ...]


@dataclass(frozen=True)
class AlternativesQuestion:
    """A question with how many plans and how near, and axes of the nodes whose targets are listed."""

    question: Question
    asked: AlternativesRequest
    by: tuple[str, ...]


def traced(posted: FrontierQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """The frontier between the aims, or why there is no plan. Raises AllotError."""
    question = posted.question
    scenario = asked_scenario(question, settings)
    strategy = asked_strategy(scenario, question.strategy)
    cut = cut_of(scenario.problem, posted.by)
    _check_size(scenario, posted.asked.points, len(cut.groups.keys) if posted.by else 0, settings)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = solver_options(scenario, settings, stop)
    seconds = float(settings.max_seconds)
    result = trace_frontier(scenario.problem, strategy, backend, options, posted.asked, seconds, nobody)
    if isinstance(result.allocation.error, Infeasible):
        return no_plan(result.allocation.error, scenario, strategy, question)
    document = frontier_document(scenario, *result.raise_for_outcome(), posted.by)
    return _delivered(scenario, document, question, "frontier")


def alternatives_to(posted: AlternativesQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """Plans nearly as good as the best, or why there is none. Raises AllotError."""
    question = posted.question
    scenario = asked_scenario(question, settings)
    strategy = asked_strategy(scenario, question.strategy)
    cut_of(scenario.problem, axes_of(scenario.problem, posted.by))
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = solver_options(scenario, settings, stop)
    seconds = float(settings.max_seconds)
    result = find_alternatives(scenario.problem, strategy, backend, options, posted.asked, seconds, nobody)
    error: AllotError | None = result.allocation.error
    if isinstance(error, Infeasible):
        return no_plan(error, scenario, strategy, question)
    result.allocation.raise_for_outcome()
    assert result.alternatives is not None
    document = alternatives_document(scenario, result.alternatives, posted.asked.within, posted.by)
    return _delivered(scenario, document, question, "alternatives")


def _check_size(scenario: Scenario, points: int, nodes: int, settings: Settings) -> None:
    """Raises TooLarge."""
    for measure, size, most in (
        ("frontier_work", points * scenario.problem.cells.count, settings.max_sweep_cells),
        ("values", points * nodes, settings.max_values),
    ):
        if size > most:
            raise TooLarge(measure, size, most)


def _delivered(scenario: Scenario, document: dict[str, Any], question: Question, kind: str) -> Answer:
    if question.form == "csv":
        data = frontier_csv(document) if kind == "frontier" else alternatives_csv(document)
        return Answer(200, data, CSV, question.spoken, file_name(scenario, f"{kind}.csv"))
    if question.form == "xlsx":
        from app.documents.workbook.alternatives_workbook import alternatives_workbook  # only those who need them wait
        from app.documents.workbook.frontier_workbook import frontier_workbook

        language = question.language or scenario_language(scenario)
        write = frontier_workbook if kind == "frontier" else alternatives_workbook
        return Answer(200, write(scenario, document, language), XLSX, language, file_name(scenario, f"{kind}.xlsx"))
    return Answer(200, json_bytes(document), JSON, question.spoken)
