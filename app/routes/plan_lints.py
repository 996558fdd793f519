"""From an incentive plan to what is awkward in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.documents.incentives.plan_lint_schema import PlanLintDocument
from app.incentive_questions import asked_incentive_question
from app.plan_lints import linted
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.incentive_documentation import PLAN_BODY
from app.settings import Settings
from app.solve_pool import SolvePool
from models.incentives.lint.base import LintAssumptions

router = APIRouter(prefix="/v1", tags=["incentives"])

Margin = Annotated[
    float | None, Query(ge=0.0, le=1.0, description="Margin per unit of money sold. Default: the plan's `margin_rate`.")
]
RatchetRate = Annotated[
    float | None,
    Query(
        ge=0.001,
        le=1.0,
        alias="ratchet",
        description="Share of the sales above target that is added to the next target. Default: not assumed.",
    ),
]
NextYear = Annotated[float, Query(ge=0.001, le=1.0, description="What next year's money counts for today.")]
ShiftShare = Annotated[
    float,
    Query(
        ge=0.001, le=1.0, alias="shift", description="Largest part of a period's sales that can be reported in another."
    ),
]


@router.post(
    "/plan-lints",
    summary="Find cliffs, dead zones and false incentives in a plan",
    responses={
        200: {"description": "The findings, the worst first.", "model": PlanLintDocument},
        **problem_answers(400, 406, 413, 415, 422, 500, 503),
    },
    openapi_extra={"requestBody": PLAN_BODY, "parameters": [LANGUAGE]},
)
async def lint(
    request: Request,
    margin: Margin = None,
    ratchet: RatchetRate = None,
    next_year: NextYear = 1.0,
    shift: ShiftShare = 0.25,
) -> Response:
    """Looks at every curve, table and gate of an incentive plan: where pay jumps, stands still or falls, where a sale
    is paid with more than its margin, what reporting sales in another period earns, and where a sale costs more next
    year than it earns now. Every finding has its amount for the typical person of the group, and, where the plan states
    forecasts, how many people are expected there."""
    question = await asked_incentive_question(request, ("json",))
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    assumed = LintAssumptions(ratchet, next_year, shift, margin)
    return response_of(await pool.run(request, lambda _: linted(question, assumed, settings)))
