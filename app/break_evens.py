"""What the service answers when asked for a break-even."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from app.answers import Question, asked_scenario, asked_strategy, no_plan, solver_options
from app.documents.comparison.break_even import break_even_document
from app.finished_answer import JSON, Answer
from app.json_text import json_bytes
from app.settings import Settings
from app.solver_choice import usable_backend
from models.errors import Infeasible
from scenarios.comparison.break_even_request import BreakEvenRequest, find_break_even


@dataclass(frozen=True)
class BreakEvenQuestion:
    """A question with its dial and nodes."""

    question: Question
    asked: BreakEvenRequest


def broken_even(posted: BreakEvenQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """The break-even, or why there is no plan. Raises AllotError."""
    question = posted.question
    scenario = asked_scenario(question, settings)
    strategy = asked_strategy(scenario, question.strategy)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = solver_options(scenario, settings, stop)
    try:
        found = find_break_even(scenario.problem, strategy, backend, options, posted.asked)
    except Infeasible as error:
        return no_plan(error, scenario, strategy, question)
    document = break_even_document(scenario, strategy, found, question.spoken)
    return Answer(200, json_bytes(document), JSON, question.spoken)
