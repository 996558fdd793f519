"""From an incentive plan to the best one found for its budget, and its certificate again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.body import FORM, import_media_of
from app.documents.tuning.schema import TuningCertificateDocument, TuningResultDocument
from app.forms import read_form
from app.messages.language import asked_language
from app.negotiation import HTML, XLSX, preferred_form
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.incentive_documentation import PLAN_BODY
from app.routes.tuning_examples import CERTIFICATE_FORM, TINY_CERTIFICATE, TINY_TUNING, TUNING_FORM
from app.settings import Settings
from app.solve_pool import SolvePool
from app.tunings import CertificateQuestion, TuningQuestion, certified, tuned
from app.two_documents import PostedDocuments

router = APIRouter(prefix="/v1", tags=["incentives"])

_PLAN_FORM: Mapping[str, Any] = PLAN_BODY["content"][FORM]["schema"]


def _body(schema: str, other: str, what: str, needed: bool, examples: Mapping[str, Any]) -> Mapping[str, Any]:
    """A plan and another document: as JSON, or as a form with the plan's tables."""
    part = {"type": "string", "contentMediaType": "application/yaml", "description": f"{what}, YAML or JSON."}
    return {
        "required": True,
        "description": f"A plan, and {what[0].lower()}{what[1:]}: as JSON, or as a form with the plan's tables.",
        "content": {
            "application/json": {
                "schema": {"$ref": f"#/components/schemas/{schema}"},
                "examples": {"tiny": {"summary": "One person on one curve", "value": examples["json"]}},
            },
            FORM: {
                "schema": {
                    **_PLAN_FORM,
                    "properties": {**_PLAN_FORM["properties"], other: part},
                    "required": ["plan", *([other] if needed else [])],
                },
                "examples": {"tiny": {"summary": "A plan and its tables", "value": examples["form"]}},
            },
        },
    }


@router.post(
    "/tunings",
    summary="Tune an incentive plan to its budget",
    responses={
        200: {
            "description": "The best plan found, and what it rests on; `outcome` says whether there is one.",
            "model": TuningResultDocument,
            "content": {
                XLSX: {"schema": {"type": "string", "format": "binary"}},
                HTML: {"schema": {"type": "string"}},
            },
        },
        **problem_answers(400, 406, 413, 415, 422, 500, 503, 504),
    },
    openapi_extra={
        "requestBody": _body(
            "TuningBody", "tuning", "How it is tuned", False, {"json": TINY_TUNING, "form": TUNING_FORM}
        ),
        "parameters": [LANGUAGE],
    },
)
async def tune(request: Request) -> Response:
    """Turns the parameters of a plan so that expected margin less pay (or motivation, or another objective) is best
    under its budget and other conditions, nobody being worse off, people's response included. The best of several
    starts, never proven best of all; certified on fresh draws. Today's plan and the tuned one side by side, parameter
    by parameter and person by person; what more budget brings; the frontier; each parameter put back; where the
    conclusion turns. The time limit of the service ends the search and keeps what is done. With the media type of .xlsx
    as a workbook, with `text/html` as a page that opens offline."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    media = import_media_of(request)
    form = preferred_form(request.headers.get("accept"), ("json", "xlsx", "html"))
    question = TuningQuestion(await _posted(request, media), _language(request), form)
    return response_of(await pool.run(request, lambda stop: tuned(question, settings, stop)))


Seed = Annotated[
    int | None,
    Query(ge=0, le=2**31 - 1, description="Seed of the draws. Default: not that of the result's own certificate."),
]
Draws = Annotated[
    int | None, Query(ge=1_000, le=1_000_000, description="Fresh draws. Default: as many as the result's.")
]


@router.post(
    "/certificates",
    summary="Certify a tuned plan again",
    responses={
        200: {"description": "Every ceiling against fresh draws.", "model": TuningCertificateDocument},
        **problem_answers(400, 406, 413, 415, 422, 500, 503, 504),
    },
    openapi_extra={
        "requestBody": _body(
            "CertificateBody",
            "result",
            "What `POST /v1/tunings` answered",
            True,
            {"json": TINY_CERTIFICATE, "form": CERTIFICATE_FORM},
        ),
        "parameters": [LANGUAGE],
    },
)
async def certify(request: Request, seed: Seed = None, draws: Draws = None) -> Response:
    """Works out the certificate of a tuned plan again, from the plan and what its tuning answered, on other draws: mean
    cost, quantile and mean of the worst cases with their intervals, and whether every ceiling holds."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    media = import_media_of(request)
    preferred_form(request.headers.get("accept"), ("json",))
    question = CertificateQuestion(await _posted(request, media), _language(request), seed, draws)
    return response_of(await pool.run(request, lambda stop: certified(question, settings, stop)))


async def _posted(request: Request, media: str) -> PostedDocuments:
    body = await request.body()
    if media == "json":
        return PostedDocuments(body)
    return PostedDocuments(parts=tuple(read_form(body, request.headers["content-type"])))


def _language(request: Request) -> Any:
    return asked_language(request.headers.get("accept-language"))
