"""From an incentive plan to what it will cost."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.documents.incentives.plan_cost_schema import PlanCostDocument
from app.incentive_questions import asked_incentive_question
from app.negotiation import XLSX
from app.plan_costs import costed
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.incentive_documentation import PLAN_BODY
from app.settings import Settings
from app.solve_pool import SolvePool
from models.incentives.cost.assumptions import CostAssumptions
from scenarios.incentives.costing import CostQuestion

router = APIRouter(prefix="/v1", tags=["incentives"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Every figure in closed form and by simulation, and which decides.",
        "model": PlanCostDocument,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    **problem_answers(400, 406, 413, 415, 422, 500, 503, 504),
}

Budget = Annotated[
    float | None,
    Query(ge=0.0, description="Budget of the plan year in the plan's money unit. Default: the plan's `budget`."),
]
Count = Annotated[int, Query(ge=100, le=100_000, description="Draws of the simulation.")]
Seed = Annotated[int, Query(ge=0, le=2**31 - 1, description="The same seed draws the same year again.")]
Company = Annotated[
    float, Query(ge=0.0, le=1.0, description="Correlation of every result with what moves the whole company.")
]
Regional = Annotated[float, Query(ge=0.0, le=1.0, description="Correlation with what moves the person's region.")]
Region = Annotated[str, Query(min_length=1, max_length=120, description="Attribute of people that names their region.")]
Own = Annotated[
    float, Query(ge=0.0, le=0.95, description="Correlation of a person's own results between two measures.")
]
Sales = Annotated[
    str | None, Query(max_length=120, description="Measure of cost of sales. Default: the first that counts money.")
]


@router.post(
    "/costs",
    summary="Cost an incentive plan before launch",
    responses=ANSWERS,
    openapi_extra={"requestBody": PLAN_BODY, "parameters": [LANGUAGE]},
)
async def cost(
    request: Request,
    budget: Budget = None,
    draws: Count = 10_000,
    seed: Seed = 1,
    company_loading: Company = 0.4,
    region_loading: Regional = 0.4,
    region: Region = "region",
    own_correlation: Own = 0.3,
    sales: Sales = None,
) -> Response:
    """Mean, median, P90, P95 and CVaR of the cost: of the whole plan, by group, component and calendar year of payment;
    the probability that it exceeds the budget; who reaches threshold, target and excellence; cost of sales; and whether
    who achieves more is paid more. Lines for caps and draws make components add up to the cost. Closed forms and
    simulation stand side by side with the simulation's 95 % intervals. Where a cap of a person, a gate on another
    number, a pool or a draw leaves no closed form, simulation decides, and the answer says so."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    question = await asked_incentive_question(request, ("json", "csv", "xlsx"))
    assumptions = CostAssumptions(
        company_loading=company_loading,
        region_loading=region_loading,
        region=region,
        own_correlation=own_correlation,
    )
    asked = CostQuestion(assumptions, draws, seed, budget, sales)
    return response_of(await pool.run(request, lambda stop: costed(question, asked, settings, stop)))
