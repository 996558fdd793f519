"""From a scenario to a plan."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.answers import solved, validated
from app.documents.plan_schema import PlanDocument
from app.negotiation import XLSX, Form
from app.plan_store import PlanStore
from app.questions import asked_question, response_of
from app.routes.documentation import ETAG, LANGUAGE, LOCATION, SCENARIO_BODY, problem_answers
from app.schemas.problem import InfeasibleProblem
from app.schemas.validation import Validation
from app.settings import Settings
from app.solve_pool import SolvePool

router = APIRouter(prefix="/v1", tags=["allocations"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The plan; or, for `operation=validate`, what the check found.",
        "model": PlanDocument | Validation,
        "headers": {"Location": LOCATION, "ETag": ETAG},
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
    **problem_answers(409, model=InfeasibleProblem),
}

Strategy = Annotated[str | None, Query(max_length=60, description="Strategy to use. Default: the scenario's own.")]
Solver = Annotated[str | None, Query(max_length=60, description="Solver to use. Default: the scenario's own.")]
Operation = Annotated[
    Literal["solve", "validate"], Query(description="`validate` checks the scenario without solving it.")
]


@router.post(
    "/allocations",
    summary="Allocate a company target",
    responses=ANSWERS,
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def allocate(
    request: Request, strategy: Strategy = None, solver: Solver = None, operation: Operation = "solve"
) -> Response:
    """Solves a scenario and answers with the plan: exact targets on every cell, roll-ups on every cut, the limits that
    bind, and the proof. With `Accept: text/csv` the cells come as a table, with
    the media type of .xlsx the plan as a workbook. A scenario whose limits contradict each
    other gets 409 with the reasons, the smallest changes that help, and the company targets that would fit. The plan
    is kept for a while at the address in `Location`, for questions about its numbers."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    offered: tuple[Form, ...] = ("json",) if operation == "validate" else ("json", "csv", "xlsx")
    question = await asked_question(request, offered, strategy, solver)
    plans: PlanStore = request.app.state.plans
    if operation == "validate":
        answer = await pool.run(request, lambda _: validated(question, settings))
    else:
        answer = await pool.run(request, lambda stop: solved(question, settings, plans, stop))
    return response_of(answer)
