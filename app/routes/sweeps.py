"""From a scenario to a table of plans under other numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.body import FORM, import_media_of
from app.documents.sweep_schema import SweepResultDocument
from app.forms import read_form
from app.messages.language import asked_language
from app.negotiation import PARQUET, XLSX, preferred_form
from app.questions import response_of
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.routes.sweep_examples import DRAWN_SWEEP, SWEEP_FORM, TINY_SWEEP
from app.settings import Settings
from app.solve_pool import SolvePool
from app.sweeps import swept
from app.two_documents import PostedDocuments

router = APIRouter(prefix="/v1", tags=["allocations"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A row per point; `complete` is false where time ran out before the last one.",
        "model": SweepResultDocument,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            PARQUET: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
}

_SCENARIO_FORM: Mapping[str, Any] = SCENARIO_BODY["content"][FORM]["schema"]

REQUEST: Mapping[str, Any] = {
    "required": True,
    "description": "A scenario and what is varied in it: as JSON, or as a form with the scenario's tables.",
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/SweepBody"},
            "examples": {
                "tiny": {"summary": "Two numbers, every combination", "value": TINY_SWEEP},
                "drawn": {"summary": "Five drawn company targets", "value": DRAWN_SWEEP},
            },
        },
        FORM: {
            "schema": {
                **_SCENARIO_FORM,
                "properties": {
                    **_SCENARIO_FORM["properties"],
                    "sweep": {
                        "type": "string",
                        "contentMediaType": "application/yaml",
                        "description": "What is varied, YAML or JSON.",
                    },
                },
                "required": ["scenario", "sweep"],
            },
            "examples": {"tiny": {"summary": "A scenario, its table and a sweep", "value": SWEEP_FORM}},
        },
    },
}


@router.post(
    "/sweeps",
    summary="Solve a scenario again and again with other numbers",
    responses=ANSWERS,
    openapi_extra={"requestBody": REQUEST, "parameters": [LANGUAGE]},
)
async def sweep(request: Request) -> Response:
    """Varies numbers of a scenario, each found by its JSON pointer, over a grid, one at a time, or at drawn points, and
    answers with a row per point: outcome, score card, what moved against the scenario as it is, and the hash of the
    plan, which is that of a solve of the scenario with these numbers. Points without a plan say why. With
    `Accept: text/csv`, or the media type of .xlsx or Parquet, as a tidy table."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    media = import_media_of(request)
    form = preferred_form(request.headers.get("accept"), ("json", "csv", "xlsx", "parquet"))
    body, language = await request.body(), asked_language(request.headers.get("accept-language"))
    if media == "json":
        posted = PostedDocuments(body)
    else:
        posted = PostedDocuments(parts=tuple(read_form(body, request.headers["content-type"])))
    answer = await pool.run(request, lambda stop: swept(posted, form, language, settings, stop))
    return response_of(answer)
