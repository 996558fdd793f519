"""Why a number is what it is: of a plan that is kept, or of a scenario that is posted for it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.documents.ledger_schema import LedgerDocument
from app.explanations import explained, posted_ledger
from app.messages.language import asked_language
from app.negotiation import XLSX, preferred_form
from app.plan_store import PlanStore
from app.questions import asked_question, response_of
from app.routes.allocations import Solver, Strategy
from app.routes.documentation import LANGUAGE, LOCATION, SCENARIO_BODY, problem_answers
from app.routes.plans import Id
from app.schemas.problem import InfeasibleProblem
from app.settings import Settings
from app.solve_pool import SolvePool
from scenarios.explanation import AskedNode

router = APIRouter(prefix="/v1", tags=["allocations"])

OFFERED: tuple[Any, ...] = ("json", "xlsx")

ANSWER: dict[str, Any] = {
    "description": "The ledger of one number: lines that add up to it, what holds and moves it, how firm it is.",
    "model": LedgerDocument,
    "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
}

Node = Annotated[
    list[Annotated[str, Query(max_length=250)]],
    Query(
        max_length=12,
        description="LEVEL=MEMBER: a level, dimension or attribute and the key or label of its member, e.g. "
        "`region=East`; several for a crossing. None: the company.",
    ),
]
Rep = Annotated[str | None, Query(max_length=250, description="A person, by key or label, in the place of `node`.")]


@router.get(
    "/allocations/{plan_id}/ledger",
    summary="Ask why a number of a kept plan is what it is",
    responses={200: ANSWER, **problem_answers(404, 406, 413, 422, 500, 503, 504)},
    openapi_extra={"parameters": [LANGUAGE]},
)
async def read_ledger(request: Request, plan_id: Id, node: Node = [], rep: Rep = None) -> Response:  # noqa: B006
    """The lines that lead from last year to the published number and add up to it exactly, the limits that hold it,
    what would move it (each confirmed by solving again), where more money would go, and the range of the number over
    plans that are nearly as good. The first question to a plan takes a few solves, later ones fewer. For a plan that
    is gone, post the scenario again."""
    settings: Settings = request.app.state.settings
    plans: PlanStore = request.app.state.plans
    pool: SolvePool = request.app.state.pool
    plan = plans.get(plan_id)
    form = preferred_form(request.headers.get("accept"), OFFERED)
    language = asked_language(request.headers.get("accept-language"))
    asked = AskedNode(tuple(node), rep)
    answer = await pool.run(request, lambda stop: explained(plan, asked, language, form, settings, plans, stop))
    return response_of(answer)


@router.post(
    "/ledgers",
    summary="Ask why a number of a scenario's plan is what it is",
    responses={
        200: {**ANSWER, "headers": {"Location": LOCATION}},
        **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
        **problem_answers(409, model=InfeasibleProblem),
    },
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def ledger(
    request: Request,
    node: Node = [],  # noqa: B006
    rep: Rep = None,
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Solves a scenario and explains one number of its plan. `Location` is where the plan is kept, for further
    questions; a scenario without a plan is answered as by `POST /v1/allocations`."""
    settings: Settings = request.app.state.settings
    plans: PlanStore = request.app.state.plans
    pool: SolvePool = request.app.state.pool
    question = await asked_question(request, OFFERED, strategy, solver)
    asked = AskedNode(tuple(node), rep)
    answer = await pool.run(request, lambda stop: posted_ledger(question, asked, settings, plans, stop))
    return response_of(answer)
