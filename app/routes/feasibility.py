"""What a scenario's limits allow, and why there is no plan where there is none."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.answers import examined
from app.questions import asked_question, response_of
from app.routes.allocations import Solver, Strategy
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.schemas.feasibility import FeasibilityDocument
from app.settings import Settings
from app.solve_pool import SolvePool

router = APIRouter(prefix="/v1", tags=["allocations"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What the limits allow; where there is no plan, why, and what would help.",
        "model": FeasibilityDocument,
    },
    **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
}

Node = Annotated[
    list[Annotated[str, Query(max_length=240)]],
    Query(
        max_length=12,
        description="Axis and member of a node, such as `region=East`, by key or label; twice for a crossing. None: "
        "the company alone.",
    ),
]


@router.post(
    "/feasibility",
    summary="Say what the limits of a scenario allow",
    responses=ANSWERS,
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def examine(
    request: Request,
    node: Node = [],  # noqa: B006 - read only, and FastAPI copies it
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Says whether there is a plan that keeps all limits, without looking for the best one, and which totals the limits
    allow the company and a node. Where there is no plan: reasons, the limits that contradict each other, different
    changes each of which is enough, and the company targets that would fit, as in the 409 of an allocation."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    question = await asked_question(request, ("json",), strategy, solver)
    answer = await pool.run(request, lambda stop: examined(question, node, settings, stop))
    return response_of(answer)
