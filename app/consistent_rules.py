"""What the service answers when asked which rules go together."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.incentives.consistent_rules import consistent_rules_document
from app.finished_answer import JSON, Answer
from app.incentive_questions import IncentiveQuestion, asked_plan
from app.json_text import json_bytes
from app.messages import Language
from app.settings import Settings
from scenarios.incentives.rule_request import RuleRequest, find_rules


@dataclass(frozen=True)
class RulesQuestion:
    """A request, with a plan or without; `spoken`: the language of its messages."""

    asked: RuleRequest
    plan: IncentiveQuestion | None
    spoken: Language


def ruled(question: RulesQuestion, settings: Settings) -> Answer:
    """The consistent set, or what contradicts what. Raises InvalidInput, TooLarge."""
    loaded = None if question.plan is None else asked_plan(question.plan, settings)
    found = find_rules(None if loaded is None else loaded.plan, question.asked)
    document = consistent_rules_document(loaded, found, question.spoken)
    return Answer(200, json_bytes(document), JSON, question.spoken)
