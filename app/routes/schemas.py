"""The schemas of what goes in and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.openapi.models import Example
from starlette.responses import Response

from app.documents.comparison.schema import ComparisonDocument
from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from app.documents.sweep_schema import SweepResultDocument
from app.json_text import json_bytes
from app.routes.documentation import LANGUAGE, problem_answers
from models.errors import UnknownResource
from scenarios.definition import scenario_schema
from scenarios.importing.mapping_loading import import_schema

router = APIRouter(prefix="/v1", tags=["schemas"])

SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "scenario": scenario_schema,
    "import": import_schema,
    "plan": lambda: PlanDocument.model_json_schema(by_alias=True, mode="serialization"),
    "rollup": lambda: RollupDocument.model_json_schema(by_alias=True, mode="serialization"),
    "sweep": lambda: SweepResultDocument.model_json_schema(by_alias=True, mode="serialization"),
    "comparison": lambda: ComparisonDocument.model_json_schema(by_alias=True, mode="serialization"),
}

_EXAMPLES: dict[str, Example] = {"scenario": {"value": "scenario"}}

Name = Annotated[
    str,
    Path(
        max_length=60,
        description="`scenario`, `plan`, `rollup`, `sweep`, `comparison` or `import`.",
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
    """The schema of a scenario (what is posted), of a plan, a roll-up, a sweep or a comparison (what comes
    back), or of an import's mapping. Editors use it to complete and check documents while they are written."""
    if name not in SCHEMAS:
        raise UnknownResource("schema", name, list(SCHEMAS))
    return Response(json_bytes(SCHEMAS[name]()), media_type="application/schema+json")
