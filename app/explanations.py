"""Plans that are kept as answers of the service, and why a number is what it is, of a kept plan or a posted one."""

from __future__ import annotations

import threading

from app.answers import Question, solved_plan, solver_options
from app.documents.ledger import ledger_document
from app.finished_answer import JSON, Answer
from app.json_text import json_bytes
from app.messages import Language
from app.messages.language import DEFAULT
from app.negotiation import XLSX, Form
from app.plan_answers import PLANS, answer_language, file_name, find_ledger, plan_answer
from app.plan_store import KeptPlan, PlanStore
from app.settings import Settings
from models.allocation.chosen_node import ChosenNode
from scenarios.explanation import AskedNode, Explanation, asked_node, explain_node


def explained(
    plan: KeptPlan,
    asked: AskedNode,
    language: Language | None,
    form: Form,
    settings: Settings,
    plans: PlanStore,
    stop: threading.Event,
) -> Answer:
    """The ledger of a number of a plan; the plan keeps what was computed for all its numbers. Raises InvalidInput for
    nodes that do not exist, LimitReached, SolverFailed."""
    node = asked_node(plan.scenario.problem, asked)
    explanation = _explanation(plan, node, settings, stop)
    if plan.ledger is None:
        plan.ledger = explanation.whole
        plans.put(plan)
    return _written(plan, explanation, language, form, {})


def kept_plan(
    plan: KeptPlan, language: Language | None, form: Form, settings: Settings, plans: PlanStore, stop: threading.Event
) -> Answer:
    """A plan that is kept, in one form. Raises LimitReached when it is interrupted, SolverFailed."""
    if find_ledger(plan, form, solver_options(plan.scenario, settings, stop)):
        plans.put(plan)
    return plan_answer(plan, language, form, is_kept=True)


def posted_ledger(
    question: Question, asked: AskedNode, settings: Settings, plans: PlanStore, stop: threading.Event
) -> Answer:
    """The ledger of a number of what was posted, or the answer that there is no plan. Raises as `explained`."""
    found = solved_plan(question, settings, stop, lambda scenario: asked_node(scenario.problem, asked))
    if isinstance(found, Answer):
        return found
    explanation = _explanation(found, asked_node(found.scenario.problem, asked), settings, stop)
    found.ledger = explanation.whole
    kept = {"location": PLANS + found.id} if plans.put(found) else {}
    return _written(found, explanation, question.language, question.form, kept)


def _explanation(plan: KeptPlan, node: ChosenNode, settings: Settings, stop: threading.Event) -> Explanation:
    options = solver_options(plan.scenario, settings, stop)
    return explain_node(plan.result.raise_for_outcome(), node, plan.backend, options, ledger=plan.ledger)


def _written(
    plan: KeptPlan, explanation: Explanation, language: Language | None, form: Form, headers: dict[str, str]
) -> Answer:
    scenario = plan.scenario
    if form == "xlsx":
        from app.documents.workbook.explanation_workbook import explanation_workbook  # who needs it waits for it

        spoken = answer_language(scenario, language, form)
        document = ledger_document(scenario, explanation, spoken)
        data = explanation_workbook(scenario, plan.result, explanation, document, spoken)
        return Answer(200, data, XLSX, spoken, file_name(scenario, "ledger.xlsx"), headers)
    spoken = language or DEFAULT
    return Answer(200, json_bytes(ledger_document(scenario, explanation, spoken)), JSON, spoken, headers=headers)
