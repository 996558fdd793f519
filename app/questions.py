"""Reads what was posted to a resource that takes scenarios, and sends what was found."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from app.answers import Question
from app.body import media_of
from app.finished_answer import Answer
from app.forms import read_form
from app.messages.language import asked_language
from app.negotiation import Form, preferred_form
from app.scenario_forms import PostedScenario, posted_scenario


async def asked_question(
    request: Request, offered: Sequence[Form], strategy: str | None, solver: str | None
) -> Question:
    """What a request asks. Raises UnsupportedMediaType, NotAcceptable, TooLarge, InvalidInput for broken forms."""
    media = media_of(request)
    form = preferred_form(request.headers.get("accept"), offered)
    body = await request.body()
    if media == "multipart":
        posted = posted_scenario(read_form(body, request.headers["content-type"]))
    else:
        posted = PostedScenario(body, media)
    return Question(posted, asked_language(request.headers.get("accept-language")), strategy, solver, form)


def response_of(answer: Answer) -> Response:
    """The answer with its headers; a file is offered to be saved under its name."""
    headers = {"content-language": answer.language, "vary": "Accept, Accept-Language", **answer.headers}
    if answer.file_name is not None:
        headers["content-disposition"] = disposition(answer.file_name)
    return Response(answer.body, answer.status, headers, answer.media_type)


def disposition(name: str) -> str:
    """`Content-Disposition` of a file to save. A name beyond ASCII is given in the form of RFC 6266, for old clients
    beside what the file is: `plan.csv`."""
    if name.isascii():
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{'.'.join(name.split('.')[-2:])}\"; filename*=UTF-8''{quote(name, safe='')}"
