"""What the service answers to a comparison: JSON, CSV, a workbook, or a report."""

from __future__ import annotations

import threading
from dataclasses import replace

from app.answers import Question, asked_scenario, solver_options
from app.documents.comparison.document import comparison_document
from app.documents.comparison.files import comparison_bytes
from app.finished_answer import CSV, JSON, Answer
from app.incentive_questions import PLAN
from app.negotiation import XLSX
from app.plan_answers import answer_language, file_name
from app.settings import Settings
from app.solver_choice import usable_backend
from app.two_documents import within
from scenarios.comparison.pay_costs import PlanWith, with_pay_costs
from scenarios.comparison.request import ComparisonRequest, compare_scenario, count_solves
from scenarios.definition import Media, Scenario
from scenarios.incentives.definition import read_plan
from solvers.base import SolverOptions

HTML = "text/html; charset=utf-8"


def compared(question: Question, request: ComparisonRequest, settings: Settings, stop: threading.Event) -> Answer:
    """The strategies of a posted scenario beside each other. Raises AllotError."""
    scenario = asked_scenario(question, settings)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = _options(scenario, request, settings, stop)
    asked = replace(request, most_work=settings.max_comparison_cells, seconds=float(settings.max_seconds))
    found = compare_scenario(scenario, asked, backend, options)
    plan_with = _plan_with(question, settings)
    if plan_with is not None:
        found = with_pay_costs(found, plan_with, stop)
    language = answer_language(scenario, question.language, question.form)
    document = comparison_document(found, language)
    if question.form == "json":
        return Answer(200, comparison_bytes(found, document, ".json", language), JSON, language)
    media = {"csv": CSV, "xlsx": XLSX}.get(question.form, HTML)
    data = comparison_bytes(found, document, f".{question.form}", language)
    return Answer(200, data, media, language, file_name(scenario, f"comparison.{question.form}"))


def _plan_with(question: Question, settings: Settings) -> PlanWith | None:
    """The incentive plan that came along as a part of the form, by the targets it is given; None: none did."""
    tables = question.posted.tables
    if tables is None or PLAN not in tables:
        return None
    data = tables[PLAN]
    media: Media = "json" if data.lstrip()[:1] == b"{" else "yaml"
    return lambda allocation: within(
        f"/{PLAN}", lambda: read_plan(data, media, None, tables, settings.ceilings, allocation, needs_actuals=False)
    )


def _options(
    scenario: Scenario, request: ComparisonRequest, settings: Settings, stop: threading.Event
) -> SolverOptions:
    """How each plan is solved: together they take no longer than the settings allow one request. Break-evens end when
    the time does, and half of it is theirs at least."""
    options = solver_options(scenario, settings, stop)
    count = max(count_solves(scenario, replace(request, break_evens=False)), 1) * (2 if request.break_evens else 1)
    return replace(options, time_limit_seconds=min(scenario.options.time_limit_seconds, settings.max_seconds / count))
