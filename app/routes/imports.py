"""From a transaction table to a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.body import import_media_of
from app.forms import Part, parts_by_name, read_form
from app.imports import Upload, imported_form, imported_json
from app.json_text import json_bytes
from app.negotiation import preferred_form
from app.problem_responses import language_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.import_examples import IMPORT_BODY, IMPORT_CSV, IMPORT_MAPPING_YAML
from app.schemas.imports import ImportResult
from app.settings import Settings
from app.solve_pool import SolvePool

router = APIRouter(prefix="/v1", tags=["imports"])

_FILE = {"type": "string", "format": "binary"}

REQUEST: Mapping[str, Any] = {
    "required": True,
    "description": "A table with its mapping as a form, or rows with their mapping as JSON.",
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/ImportBody"},
            "examples": {"tiny": {"summary": "Two years, two products, two regions", "value": IMPORT_BODY}},
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "table": {**_FILE, "description": "Transactions: CSV, XLSX or Parquet, by the file's ending."},
                    "mapping": {**_FILE, "description": "The mapping, YAML or JSON."},
                    "people": {**_FILE, "description": "The people table."},
                    "assignments": {**_FILE, "description": "Who had which region when."},
                    "previous": {**_FILE, "description": "Last targets."},
                },
                "required": ["table", "mapping"],
                "additionalProperties": False,
            },
            "examples": {
                "tiny": {
                    "summary": "The same as a table and a mapping",
                    "value": {"table": IMPORT_CSV, "mapping": IMPORT_MAPPING_YAML},
                }
            },
        },
    },
}


@router.post(
    "/imports",
    summary="Import a transaction table",
    responses={
        200: {"description": "The scenario, its tables and the report.", "model": ImportResult},
        **problem_answers(400, 406, 413, 415, 422, 500, 503),
    },
    openapi_extra={"requestBody": REQUEST, "parameters": [LANGUAGE]},
    response_class=Response,
)
async def import_table(request: Request) -> Response:
    """Works out a baseline with late starts brought to a full year, stand-ins for members without history, growth,
    seasonality, forecasts with their spread and margins, and answers with a scenario that can be posted to
    `/v1/allocations` at once. The report says where every number came from and what to look at in the data."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    language = language_of(request)
    ceilings, cells = settings.ceilings, settings.max_variables
    media = import_media_of(request)
    preferred_form(request.headers.get("accept"), ("json",))
    if media == "json":
        body = await request.body()
        answer = await pool.run(request, lambda _: json_bytes(imported_json(body, ceilings, cells, language)))
    else:
        parts = _uploads(read_form(await request.body(), request.headers["content-type"]))
        answer = await pool.run(request, lambda _: json_bytes(imported_form(parts, ceilings, cells, language)))
    headers = {"content-language": language, "vary": "Accept, Accept-Language"}
    return Response(answer, 200, headers, "application/json")


def _uploads(parts: Sequence[Part]) -> dict[str, Upload]:
    """The parts by name; a part without a file is the text of a CSV table or of a YAML mapping."""
    named = parts_by_name(parts)
    return {name: Upload(part.file or _default_name(name), part.data) for name, part in named.items()}


def _default_name(part: str) -> str:
    return "mapping.yaml" if part == "mapping" else f"{part}.csv"
