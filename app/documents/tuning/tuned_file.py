"""The tuned plan as a plan file, with comments on what was turned."""

from __future__ import annotations

from pathlib import Path

from app.messages import Language
from app.messages.tuning import WORDS
from scenarios.definition.loading import media_of_name
from scenarios.incentives.definition.plan_loading import PLAN_CEILINGS, file_bytes
from scenarios.incentives.tuning.tuning_result import Outcome, TuningReport
from scenarios.incentives.tuning.written_plan import WrittenPlan, written_plan
from scenarios.repairing.yaml_values import flow_text

LONGEST = 60
"""Characters of an old value that a comment shows."""


def tuned_plan_file(report: TuningReport, file: Path, language: Language) -> WrittenPlan:
    """The plan's file with the tuned rules of a report that has some, and the budget that they were tuned to. Raises
    InvalidInput."""

    def comment(name: str, old: object) -> str:
        if old is None:
            return WORDS["was_unstated"].fill({"name": name}, language)
        return WORDS["was"].fill({"name": name, "old": flow_text(old)[:LONGEST]}, language)

    assert report.document is not None
    media = media_of_name(file.name)
    assert media is not None
    wanted = report.document
    if report.outcome is Outcome.TUNED and report.budget is not None:
        budget = report.money.from_minor(round(report.budget))
        wanted = wanted if wanted.budget == budget else wanted.model_copy(update={"budget": budget})
    return written_plan(file_bytes(file), media, file.name, wanted, comment, PLAN_CEILINGS)
