"""A finished plan as an answer: JSON, CSV or a workbook, with the address at which it is kept."""

from __future__ import annotations

import re

from app.documents.plan import plan_document
from app.documents.plan_table import plan_csv
from app.finished_answer import CSV, JSON, Answer
from app.json_text import json_bytes
from app.messages import Language
from app.messages.language import DEFAULT
from app.negotiation import XLSX, Form
from app.plan_store import KeptPlan
from scenarios.definition import Scenario
from scenarios.explanation import ledger_in_time
from scenarios.plan_hash import plan_hash
from solvers.base import SolverOptions

PLANS = "/v1/allocations/"
"""Kept plans are at this address and their id."""


def find_ledger(plan: KeptPlan, form: Form, options: SolverOptions) -> bool:
    """Solve for the ledger of a plan where a form wants it and it is not there; whether that was so. Raises
    LimitReached when it is interrupted, SolverFailed."""
    if form != "xlsx" or plan.ledger is not None:
        return False
    plan.ledger = ledger_in_time(plan.result.raise_for_outcome(), plan.backend, options)
    return True


def plan_answer(plan: KeptPlan, language: Language | None, form: Form, *, is_kept: bool) -> Answer:
    """The plan in one form; a workbook wants its ledger to be there. `language` None: messages in English, workbooks in
    the scenario's language."""
    scenario, result = plan.scenario, plan.result
    spoken = answer_language(scenario, language, form)
    if form == "csv":
        data, media, name = plan_csv(result.raise_for_outcome()), CSV, file_name(scenario, "plan.csv")
    elif form == "xlsx":
        from app.documents.workbook.plan_workbook import plan_workbook  # only those who need it wait for it

        data, media = plan_workbook(scenario, result, spoken, plan.ledger), XLSX
        name = file_name(scenario, "plan.xlsx")
    else:
        data, media, name = json_bytes(plan_document(scenario, result, spoken)), JSON, None
    kept = {"location": PLANS + plan.id, "etag": entity_tag(plan, spoken, form)} if is_kept else {}
    return Answer(200, data, media, spoken, name, kept)


def entity_tag(plan: KeptPlan, language: Language, form: str) -> str:
    """The tag of one form of a plan. Weak: a plan that is solved again may have taken longer, and is the same."""
    decided = plan_hash(plan.scenario.scenario_hash, plan.result.raise_for_outcome()).partition(":")[2]
    return f'W/"{decided[:32]}-{form}-{language}"'


def has_tag(if_none_match: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names the tag, or anything."""
    named = [item.strip() for item in (if_none_match or "").split(",")]
    return "*" in named or any(item.removeprefix("W/") == tag.removeprefix("W/") for item in named)


def answer_language(scenario: Scenario, language: Language | None, form: Form) -> Language:
    """The language of an answer; where the client leaves the choice to us, English, and the scenario's own in files
    that people open."""
    return language or (scenario_language(scenario) if form in ("xlsx", "html") else DEFAULT)


def scenario_language(scenario: Scenario) -> Language:
    """The language of the scenario's labels."""
    return "zh" if scenario.language == "zh" else "en"


def file_name(scenario: Scenario, ending: str) -> str:
    """What a file of the scenario is called."""
    return saved_name(scenario.name, ending)


def saved_name(name: str, ending: str) -> str:
    """What a file is called: a document's name without characters that a file system may refuse."""
    plain = re.sub(r"[^\w\- ]+", "_", name).strip("_ ")[:80]
    return f"{plain or 'scenario'}.{ending}"
