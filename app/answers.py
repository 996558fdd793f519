"""What the service answers to a scenario: a plan (JSON, CSV, workbook), the result of a check, or why there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.feasibility import feasibility_document
from app.documents.plan import finding_document
from app.documents.rollup import rollup_csv, rollup_document
from app.finished_answer import CSV, JSON, Answer
from app.json_text import json_bytes
from app.messages import Language
from app.messages.language import DEFAULT
from app.negotiation import XLSX, Form
from app.plan_answers import file_name, find_ledger, plan_answer, scenario_language
from app.plan_store import KeptPlan, PlanStore, plan_id
from app.problems import MEDIA_TYPE, problem_document
from app.scenario_forms import PostedScenario
from app.settings import Settings
from app.solver_choice import usable_backend
from models.allocation.chosen_node import NodeName
from models.allocation.strategy import Strategy
from models.errors import Infeasible, TooLarge, UnknownResource
from scenarios.allocation import allocate
from scenarios.definition import Scenario, read_scenario, read_upload
from scenarios.feasibility import feasibility
from scenarios.rollup import RollUpRequest, RollUpResult, roll_up_allocation
from solvers.base import SolverOptions


@dataclass(frozen=True)
class Question:
    """What was posted, and how the answer should look. `language` is what the client asks for, None where it leaves
    the choice to us: then messages are English, and workbooks speak the scenario's language."""

    posted: PostedScenario
    language: Language | None = None
    strategy: str | None = None
    solver: str | None = None
    form: Form = "json"

    @property
    def spoken(self) -> Language:
        """The language of messages."""
        return self.language or DEFAULT


def validated(question: Question, settings: Settings) -> Answer:
    """The scenario's check. Raises InvalidInput with every finding, TooLarge, UnknownResource."""
    scenario = asked_scenario(question, settings)
    asked_strategy(scenario, question.strategy)
    document = {
        "valid": True,
        "name": scenario.name,
        "scenario_hash": scenario.scenario_hash,
        "cells": scenario.problem.cells.count,
        "limits": len(scenario.problem.limits) + 1,
        "strategies": list(scenario.strategies),
        "strategy": scenario.default_strategy,
        "notices": [finding_document(notice, question.spoken) for notice in scenario.notices],
    }
    return Answer(200, json_bytes(document), JSON, question.spoken)


def solved(question: Question, settings: Settings, plans: PlanStore, stop: threading.Event) -> Answer:
    """The plan, which is kept too, or the reasons and repairs of limits that contradict each other. Raises every other
    AllotError."""
    found = solved_plan(question, settings, stop)
    if isinstance(found, Answer):
        return found
    find_ledger(found, question.form, solver_options(found.scenario, settings, stop))
    return plan_answer(found, question.language, question.form, is_kept=plans.put(found))


def solved_plan(
    question: Question, settings: Settings, stop: threading.Event, check: Callable[[Scenario], object] | None = None
) -> KeptPlan | Answer:
    """The plan of what was posted, ready to be kept, or the answer that there is none. `check` may raise what is wrong
    with the question before anything is solved."""
    scenario = asked_scenario(question, settings)
    if check is not None:
        check(scenario)
    strategy = asked_strategy(scenario, question.strategy)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    result = allocate(scenario.problem, strategy, backend, solver_options(scenario, settings, stop))
    if isinstance(result.error, Infeasible):
        return no_plan(result.error, scenario, strategy, question)
    result.raise_for_outcome()
    return KeptPlan(plan_id(scenario, strategy.name, backend.name), scenario, result, backend)


def rolled_up(question: Question, asked: RollUpRequest, settings: Settings, stop: threading.Event) -> Answer:
    """The plan summed over a cut of the company, or why there is none, as for a plan. Raises AllotError."""
    scenario = asked_scenario(question, settings)
    strategy = asked_strategy(scenario, question.strategy)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = solver_options(scenario, settings, stop)
    result = roll_up_allocation(scenario.problem, strategy, backend, options, asked)
    error = result.allocation.error
    if isinstance(error, Infeasible):
        return no_plan(error, scenario, strategy, question)
    document = rollup_document(scenario, *result.raise_for_outcome())
    return _rollup(scenario, result, document, question)


def examined(question: Question, node: Sequence[str], settings: Settings, stop: threading.Event) -> Answer:
    """Whether there is a plan, what the limits allow the company and a node, and if there is none, why. Raises
    AllotError, but no Infeasible: that is an answer here."""
    scenario = asked_scenario(question, settings)
    strategy = asked_strategy(scenario, question.strategy)
    backend = usable_backend(settings, question.solver or scenario.options.solver)
    options = solver_options(scenario, settings, stop)
    name = NodeName.of(node) if node else None
    found = feasibility(scenario.problem, strategy, backend, options, name)
    document = feasibility_document(scenario, strategy.name, found, question.spoken)
    return Answer(200, json_bytes(document), JSON, question.spoken)


def _rollup(scenario: Scenario, result: RollUpResult, document: dict[str, Any], question: Question) -> Answer:
    if question.form == "csv":
        return Answer(200, rollup_csv(document), CSV, question.spoken, file_name(scenario, "rollup.csv"))
    if question.form == "xlsx":
        from app.documents.workbook.rollup_workbook import rollup_workbook  # only those who need it wait for it

        language = question.language or scenario_language(scenario)
        data = rollup_workbook(scenario, result, document, language)
        return Answer(200, data, XLSX, language, file_name(scenario, "rollup.xlsx"))
    return Answer(200, json_bytes(document), JSON, question.spoken)


def no_plan(error: Infeasible, scenario: Scenario, strategy: Strategy, question: Question) -> Answer:
    """Reasons and repairs of limits that contradict each other."""
    return Answer(409, json_bytes(_infeasible(error, scenario, strategy, question)), MEDIA_TYPE, question.spoken)


def _infeasible(error: Infeasible, scenario: Scenario, strategy: Strategy, question: Question) -> dict[str, Any]:
    document = problem_document(error, question.spoken, scenario.problem)
    facts = {"outcome": "infeasible", "scenario_hash": scenario.scenario_hash, "strategy": strategy.name}
    return document | facts


def asked_scenario(question: Question, settings: Settings) -> Scenario:
    """What was posted, as a scenario. Raises InvalidInput with every finding, TooLarge."""
    posted = question.posted
    if posted.tables is None:
        scenario = read_scenario(posted.data, posted.media, settings.ceilings)
    else:
        scenario = read_upload(posted.data, posted.media, posted.file, posted.tables, settings.ceilings)
    count = scenario.problem.cells.count
    if count > settings.max_variables:
        raise TooLarge("variables", count, settings.max_variables)
    return scenario


def asked_strategy(scenario: Scenario, name: str | None) -> Strategy:
    """The named strategy, or the scenario's own. Raises UnknownResource."""
    chosen = scenario.default_strategy if name is None else name
    if chosen not in scenario.strategies:
        raise UnknownResource("strategy", chosen, list(scenario.strategies))
    return scenario.strategies[chosen]


def solver_options(scenario: Scenario, settings: Settings, stop: threading.Event) -> SolverOptions:
    """How a solver runs for a scenario. Raises TooLarge for more seconds than are allowed here."""
    seconds = scenario.options.time_limit_seconds
    if seconds > settings.max_seconds:
        raise TooLarge("seconds", seconds, settings.max_seconds)
    return SolverOptions(
        time_limit_seconds=seconds,
        relative_gap=scenario.options.relative_gap,
        memory_limit_bytes=settings.solver_memory_bytes,
        stop=stop,
    )
