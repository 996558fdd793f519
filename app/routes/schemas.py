"""The schemas of what goes in and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.openapi.models import Example
from starlette.responses import Response

from app.documents.alternatives_schema import AlternativesDocument
from app.documents.check.check_schema import CheckDocument
from app.documents.comparison.schema import ComparisonDocument
from app.documents.frontier_schema import FrontierDocument
from app.documents.ledger_schema import LedgerDocument
from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from app.documents.sweep_schema import SweepResultDocument
from app.json_text import json_bytes
from app.routes.documentation import LANGUAGE, problem_answers
from models.errors import UnknownResource
from scenarios.checking.case_document import case_schema
from scenarios.definition import scenario_schema
from scenarios.importing.mapping_loading import import_schema

router = APIRouter(prefix="/v1", tags=["schemas"])

SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "scenario": scenario_schema,
    "import": import_schema,
    "plan": lambda: PlanDocument.model_json_schema(by_alias=True, mode="serialization"),
    "rollup": lambda: RollupDocument.model_json_schema(by_alias=True, mode="serialization"),
    "frontier": lambda: FrontierDocument.model_json_schema(by_alias=True, mode="serialization"),
    "alternatives": lambda: AlternativesDocument.model_json_schema(by_alias=True, mode="serialization"),
    "sweep": lambda: SweepResultDocument.model_json_schema(by_alias=True, mode="serialization"),
    "comparison": lambda: ComparisonDocument.model_json_schema(by_alias=True, mode="serialization"),
    "case": case_schema,
    "check": lambda: CheckDocument.model_json_schema(by_alias=True, mode="serialization"),
    "ledger": lambda: LedgerDocument.model_json_schema(by_alias=True, mode="serialization"),
}

_EXAMPLES: dict[str, Example] = {"scenario": {"value": "scenario"}}

_NAMES = (
    "`scenario`, `plan`, `rollup`, `ledger`, `frontier`, `alternatives`, `sweep`, `comparison`, `import`, `case` or "
    "`check`."
)

Name = Annotated[
    str,
    Path(
        max_length=60,
        description=_NAMES,
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
    """The schema of a scenario (what is posted), of a plan, a roll-up, a sweep, a frontier, a comparison or a ledger
    (what comes back), of an import's mapping, or of a case file and the report of `allot check`. Editors use it to
    complete documents while they are written."""
    if name not in SCHEMAS:
        raise UnknownResource("schema", name, list(SCHEMAS))
    return Response(json_bytes(SCHEMAS[name]()), media_type="application/schema+json")
