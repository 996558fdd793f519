"""From a scenario to the value of a dial at which somebody falls behind."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.break_evens import BreakEvenQuestion, broken_even
from app.documents.comparison.break_even_schema import BreakEvenDocument
from app.questions import asked_question, response_of
from app.routes.allocations import Solver, Strategy
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.schemas.problem import InfeasibleProblem
from app.settings import Settings
from app.solve_pool import SolvePool
from scenarios.comparison.break_even_request import BreakEvenRequest
from scenarios.comparison.dial import INTENSITY

router = APIRouter(prefix="/v1", tags=["allocations"])

Node = Annotated[
    list[Annotated[str, Query(max_length=200)]],
    Query(
        max_length=12,
        description="Whose target: `LEVEL=MEMBER`; several are a crossing, none is the company.",
    ),
]
Against = Annotated[
    list[Annotated[str, Query(max_length=200)]],
    Query(max_length=12, description="Compared with whom. Default: with its own target at `from`."),
]
DialName = Annotated[
    str, Query(max_length=60, description="`strategic_intensity`, or the term whose weight is turned.")
]
Gain = Annotated[bool, Query(description="Compare gains in percent since `from`, not targets.")]
Low = Annotated[float, Query(alias="from", ge=0.0, le=1e6, description="Where the dial starts.")]
High = Annotated[
    float | None, Query(alias="to", ge=0.0, le=1e6, description="Where it ends. Default: 3 for the intensity, else 1.")
]


@router.post(
    "/break-evens",
    summary="Find where somebody falls behind",
    responses={
        200: {"description": "The break-even, or that there is none.", "model": BreakEvenDocument},
        **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
        **problem_answers(409, model=InfeasibleProblem),
    },
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def find(
    request: Request,
    node: Node = [],  # noqa: B006 - read only, and FastAPI copies it
    against: Against = [],  # noqa: B006 - read only, and FastAPI copies it
    dial: DialName = INTENSITY,
    gain: Gain = False,
    low: Low = 0.0,
    high: High = None,
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Turns the strategic intensity or a weight up and solves each time: from which value on does the node get less
    than at the start, or fall behind the other one? The answer is narrowed to a thousandth of the range."""
    question = await asked_question(request, ("json",), strategy, solver)
    asked = BreakEvenRequest(dial, tuple(node), tuple(against), gain, low, high)
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    posted = BreakEvenQuestion(question, asked)
    return response_of(await pool.run(request, lambda stop: broken_even(posted, settings, stop)))
