"""Workbooks to fill in."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.negotiation import XLSX
from app.problem_responses import language_of
from app.routes.documentation import LANGUAGE, problem_answers

router = APIRouter(prefix="/v1", tags=["templates"])

ChosenLanguage = Annotated[
    Literal["zh", "en"] | None, Query(description="Language of the workbook. Default: Accept-Language.")
]
Example = Annotated[
    Literal["tiny", "company"], Query(description="The company it is filled with: a small one, or one of 60 people.")
]


@router.get(
    "/template",
    summary="Get a scenario workbook to fill in",
    responses={
        200: {
            "description": "The workbook (.xlsx), filled with a company that solves at once.",
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
        },
        **problem_answers(422, 500),
    },
    openapi_extra={"parameters": [LANGUAGE]},
    response_class=Response,
)
async def read_template(request: Request, language: ChosenLanguage = None, example: Example = "tiny") -> Response:
    """A workbook with sheets for the scenario, its dimensions, members, cells, limits and strategies, with drop-downs
    and a comment at every column. Posted to `/v1/allocations`, it solves as it is."""
    from app.documents.template.examples import example_workbook

    chosen = language or language_of(request)
    data = await run_in_threadpool(example_workbook, example, chosen)
    headers = {
        "content-disposition": f'attachment; filename="plan-{chosen}.scenario.xlsx"',
        "content-language": chosen,
        "vary": "Accept-Language",
    }
    return Response(data, 200, headers, XLSX)
