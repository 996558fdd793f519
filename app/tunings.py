"""What the service answers when asked to tune an incentive plan, or to certify a tuned one again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from app.documents.tuning.certificate import certificate_document
from app.documents.tuning.document import tuning_document
from app.documents.tuning.files import tuning_bytes
from app.finished_answer import JSON, Answer
from app.incentive_questions import PLAN, IncentiveQuestion, allowed, asked_plan
from app.json_text import json_bytes
from app.messages import Language
from app.negotiation import HTML, XLSX, Form
from app.plan_answers import saved_name
from app.scenario_forms import PostedScenario, posted_scenario
from app.settings import Settings
from app.two_documents import PostedDocuments, fields_of, part_of, within
from models.errors import InvalidInput
from models.findings import Fact, Finding, Location
from scenarios.definition.source import Source
from scenarios.incentives.definition import LoadedPlan
from scenarios.incentives.definition.plan_building import build_plan
from scenarios.incentives.tuning.cost_spread import certified_spread
from scenarios.incentives.tuning.question_reading import question_field, question_of
from scenarios.incentives.tuning.recertifying import certified_again, is_of_result, read_result
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import TuningRequest

T = TypeVar("T")

TUNING, RESULT = "tuning", "result"
"""Parts of a form, and fields of a JSON body, beside the plan."""


@dataclass(frozen=True)
class TuningQuestion:
    """What was posted, and how the answer should look."""

    posted: PostedDocuments
    language: Language | None
    form: Form = "json"


@dataclass(frozen=True)
class CertificateQuestion:
    """What was posted; seed and draws None: the usual ones."""

    posted: PostedDocuments
    language: Language | None
    seed: int | None
    draws: int | None


def tuned(question: TuningQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """The best plan found for a posted one. It ends when the time of the settings does, with what is done by then, and
    takes one process. Raises AllotError."""
    loaded, asked = _plan_and(question.posted, TUNING, settings, question.language, question.form)
    request = _limited(within(f"/{TUNING}", lambda: question_of(asked or Source({})).request), settings)
    report = _placed(
        question.posted,
        TUNING,
        lambda: tune_plan(loaded, request, stop),
        lambda finding: question_field(finding) is not None,
    )
    spread = None if report.certificate is None else certified_spread(loaded, request, report.certificate, stop)
    language = IncentiveQuestion(_NOTHING, question.language, question.form).answered_in(loaded)
    document = tuning_document(report, spread, language)
    data = tuning_bytes(document, report.money, f".{question.form}", language)
    if question.form == "json":
        return Answer(200, data, JSON, language)
    media = XLSX if question.form == "xlsx" else f"{HTML}; charset=utf-8"
    return Answer(200, data, media, language, saved_name(loaded.plan.name, f"tuning.{question.form}"))


def certified(question: CertificateQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """The certificate of a posted result on fresh draws. Raises AllotError."""
    loaded, asked = _plan_and(question.posted, RESULT, settings, question.language, "json")
    value = None if asked is None else asked.value
    found = _placed(
        question.posted,
        RESULT,
        lambda: certified_again(loaded, read_result(value), question.seed, question.draws, stop),
        is_of_result,
    )
    language: Language = question.language or "en"
    return Answer(200, json_bytes(certificate_document(loaded, found, language)), JSON, language)


def _placed(posted: PostedDocuments, other: str, work: Callable[[], T], is_of_other: Callable[[Finding], bool]) -> T:
    """What `work` answers; what it finds stands below the document that it speaks of: the plan, or the other one.
    Raises InvalidInput."""
    try:
        return work()
    except InvalidInput as error:
        found = []
        for one in error.findings:
            pointer = one.location.pointer
            of_plan = f"/{PLAN}" if posted.body is not None else ""
            prefix = f"/{other}" if is_of_other(one) else of_plan
            found.append(Finding(one.code, replace(one.location, pointer=prefix + pointer), one.facts))
        raise InvalidInput(found) from None


_NOTHING = PostedScenario(b"", "json", PLAN)


def _limited(request: TuningRequest, settings: Settings) -> TuningRequest:
    seconds = min(request.time_limit_seconds or float(settings.max_seconds), float(settings.max_seconds))
    return request.model_copy(update={"time_limit_seconds": seconds, "workers": 1})


def _plan_and(
    posted: PostedDocuments, other: str, settings: Settings, language: Language | None, form: Form
) -> tuple[LoadedPlan, Source | None]:
    """The plan, and the other document: a tuning may be left out, a result not. Raises InvalidInput, TooLarge."""
    ceilings = settings.ceilings
    needed = other == RESULT
    if posted.body is not None:
        value = fields_of(posted.body, [PLAN, *([other] if needed else [])], ceilings, [] if needed else [other])
        loaded = within(f"/{PLAN}", lambda: build_plan(Source(value[PLAN]), None, ceilings))
        found = Source(value[other]) if other in value else None
        return allowed(loaded, settings), found
    found = part_of(posted.parts, other, ceilings)
    if found is None and needed:
        names = [part.name[:60] for part in posted.parts]
        facts: dict[str, Fact] = {"found": names, "part": other}
        raise InvalidInput([Finding("form_part_missing", Location(pointer=f"/{other}"), facts)])
    rest = posted_scenario([part for part in posted.parts if part.name != other], PLAN)
    return asked_plan(IncentiveQuestion(rest, language, form), settings), found
