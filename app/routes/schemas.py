"""The schemas of what goes in and what comes out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.openapi.models import Example
from starlette.responses import Response

from app.documents.schemas import SCHEMAS
from app.json_text import json_bytes
from app.routes.documentation import LANGUAGE, problem_answers
from models.errors import UnknownResource

router = APIRouter(prefix="/v1", tags=["schemas"])

_EXAMPLES: dict[str, Example] = {"scenario": {"value": "scenario"}}

Name = Annotated[
    str,
    Path(
        max_length=60,
        description=f"{', '.join(f'`{name}`' for name in SCHEMAS)}.",
        openapi_examples=_EXAMPLES,
    ),
]


@router.get(
    "/schemas/{name}",
    summary="Read a JSON schema",
    responses={
        200: {
            "description": "The schema (JSON Schema, draft 2020-12).",
            "content": {"application/schema+json": {"schema": {"type": "object"}}},
        },
        **problem_answers(404, 422, 500),
    },
    openapi_extra={"parameters": [LANGUAGE]},
    response_class=Response,
)
async def read_schema(name: Name) -> Response:
    """The schema of a document: of what is posted (a scenario, an import's mapping, a case file), or of what comes
    back. Editors use it to complete documents while they are written."""
    if name not in SCHEMAS:
        raise UnknownResource("schema", name, list(SCHEMAS))
    return Response(json_bytes(SCHEMAS[name]()), media_type="application/schema+json")
