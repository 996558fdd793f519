"""From a scenario to its plan, summed over a cut of the company."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.answers import rolled_up
from app.documents.rollup_schema import RollupDocument
from app.negotiation import XLSX
from app.questions import asked_question, response_of
from app.routes.allocations import Solver, Strategy
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.schemas.problem import InfeasibleProblem
from app.settings import Settings
from app.solve_pool import SolvePool
from models.allocation.rollup import Period
from scenarios.rollup import RollUpRequest

router = APIRouter(prefix="/v1", tags=["allocations"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The nodes of the cut, and the company.",
        "model": RollupDocument,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
    **problem_answers(409, model=InfeasibleProblem),
}

By = Annotated[
    list[Annotated[str, Query(max_length=120)]],
    Query(
        max_length=12,
        description="A dimension, a level or an attribute; twice for a crossing. None: the company.",
    ),
]
PeriodQuery = Annotated[Period, Query(description="How finely the plan year is divided.")]


@router.post(
    "/rollups",
    summary="Sum a plan over a cut of the company",
    responses=ANSWERS,
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def roll_up(
    request: Request,
    by: By = [],  # noqa: B006 - read only, and FastAPI copies it
    period: PeriodQuery = Period.YEAR,
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Solves a scenario and sums its plan by none, one or two levels, dimensions or attributes: target, plan and what
    is assigned below, last year, growth, share, margin, difficulty, probability and use of capacity. With
    `Accept: text/csv` as a table, with the media type of .xlsx as a workbook."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    question = await asked_question(request, ("json", "csv", "xlsx"), strategy, solver)
    asked = RollUpRequest(tuple(by), period)
    answer = await pool.run(request, lambda stop: rolled_up(question, asked, settings, stop))
    return response_of(answer)
