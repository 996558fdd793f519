"""What the service answers when asked what is awkward in an incentive plan."""

from __future__ import annotations

from app.documents.incentives.plan_lint import plan_lint_document
from app.finished_answer import JSON, Answer
from app.incentive_questions import IncentiveQuestion, asked_plan
from app.json_text import json_bytes
from app.settings import Settings
from models.incentives.lint.base import LintAssumptions
from models.incentives.lint.plan_lint import lint_plan


def linted(question: IncentiveQuestion, assumptions: LintAssumptions, settings: Settings) -> Answer:
    """The findings. Raises InvalidInput, TooLarge."""
    loaded = asked_plan(question, settings)
    document = plan_lint_document(loaded, lint_plan(loaded.plan, assumptions), question.spoken)
    return Answer(200, json_bytes(document), JSON, question.spoken)
