"""Reads what was posted to a resource that takes incentive plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from app.body import plan_media_of
from app.forms import read_form
from app.messages import Language
from app.messages.language import DEFAULT, asked_language
from app.negotiation import Form, preferred_form
from app.scenario_forms import PostedScenario, posted_scenario
from app.settings import Settings
from models.errors import TooLarge
from scenarios.incentives.definition import LoadedPlan, read_plan

PLAN = "plan"
"""The part of a form with the plan."""


@dataclass(frozen=True)
class IncentiveQuestion:
    """What was posted, and how the answer should look. `language` None: English messages, files in the plan's own."""

    posted: PostedScenario
    language: Language | None = None
    form: Form = "json"

    @property
    def spoken(self) -> Language:
        """The language of messages."""
        return self.language or DEFAULT

    def answered_in(self, loaded: LoadedPlan) -> Language:
        """The language of the answer: files that people open speak the plan's own unless another was asked for."""
        if self.language is None and self.form in ("xlsx", "html"):
            return "zh" if loaded.language == "zh" else "en"
        return self.spoken


async def asked_incentive_question(request: Request, offered: Sequence[Form]) -> IncentiveQuestion:
    """What a request asks. Raises UnsupportedMediaType, NotAcceptable, TooLarge, InvalidInput for broken forms."""
    media = plan_media_of(request)
    form = preferred_form(request.headers.get("accept"), offered)
    body = await request.body()
    if media == "multipart":
        posted = posted_scenario(read_form(body, request.headers["content-type"]), PLAN)
    else:
        posted = PostedScenario(body, media, PLAN)
    return IncentiveQuestion(posted, asked_language(request.headers.get("accept-language")), form)


def asked_plan(question: IncentiveQuestion, settings: Settings, *, needs_actuals: bool = False) -> LoadedPlan:
    """What was posted, as a plan; only payouts need its actuals. Raises InvalidInput with every finding, TooLarge."""
    posted = question.posted
    file = posted.file if posted.tables is not None else None
    loaded = read_plan(posted.data, posted.media, file, posted.tables, settings.ceilings, needs_actuals=needs_actuals)
    return allowed(loaded, settings)


def allowed(loaded: LoadedPlan, settings: Settings) -> LoadedPlan:
    """The plan, if it is not too large. Raises TooLarge."""
    count = loaded.plan.roster.count
    if count > settings.max_variables:
        raise TooLarge("people", count, settings.max_variables)
    return loaded
