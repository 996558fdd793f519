"""From an incentive plan and its actuals to what people are paid, and why."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.documents.incentives.payout_schema import PayoutDocument
from app.incentive_questions import asked_incentive_question
from app.negotiation import HTML, XLSX
from app.payouts import paid
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.incentive_documentation import PLAN_BODY
from app.settings import Settings
from app.solve_pool import SolvePool
from scenarios.incentives.pay_request import PayRequest

router = APIRouter(prefix="/v1", tags=["incentives"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Pay of everybody, exact, with the statements that were asked for.",
        "model": PayoutDocument,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            HTML: {"schema": {"type": "string"}},
        },
    },
    **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
}

Persons = Annotated[
    list[Annotated[str, Query(max_length=200)]],
    Query(max_length=1000, description="Whose statements, by key or label. None: sums and one row per person."),
]
At = Annotated[
    list[Annotated[str, Query(max_length=200)]],
    Query(
        max_length=100,
        description="What the one `person` would earn: 1.1 or 110% of every target, or revenue=110% of one.",
    ),
]
Statements = Annotated[bool, Query(description="Whether to write the statements of everybody.")]


@router.post(
    "/payouts",
    summary="Pay by an incentive plan",
    responses=ANSWERS,
    openapi_extra={"requestBody": PLAN_BODY, "parameters": [LANGUAGE]},
)
async def pay(
    request: Request,
    person: Persons = [],  # noqa: B006 - read only, and FastAPI copies it
    at: At = [],  # noqa: B006
    statements: Statements = False,
) -> Response:
    """Pays everybody by the plan's actuals: components, caps, clawbacks, payments with their days, what is deferred
    and what follows later. For each `person` a statement with the derivation of every line, as data and in words, and
    the curves. With `at` the year is assumed to end so for that person, and a ladder says what other attainments would
    earn. With `Accept: text/csv` one row per line, with the media type of .xlsx a workbook, with `text/html` one
    person's statement as a page to print."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    question = await asked_incentive_question(request, ("json", "csv", "xlsx", "html"))
    asked = PayRequest(tuple(person), tuple(at), statements)
    return response_of(await pool.run(request, lambda _: paid(question, asked, settings)))
