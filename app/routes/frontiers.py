"""From a scenario to what its aims cost each other, and to plans that are nearly as good."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.answers import Question
from app.documents.alternatives_schema import AlternativesDocument
from app.documents.frontier_schema import FrontierDocument
from app.frontiers import AlternativesQuestion, FrontierQuestion, alternatives_to, traced
from app.negotiation import XLSX
from app.questions import asked_question, response_of
from app.routes.allocations import Solver, Strategy
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.schemas.problem import InfeasibleProblem
from app.settings import Settings
from app.solve_pool import SolvePool
from models.allocation.aims.aim_name import AIMS, LEVEL_AIMS, NODE_AIMS
from scenarios.frontier.alternatives import AlternativesRequest
from scenarios.frontier.result import DEFAULT_POINTS, LEAST_POINTS, MOST_POINTS, FrontierRequest
from scenarios.staging import LONE_FIT

router = APIRouter(prefix="/v1", tags=["allocations"])


def _answers(description: str, model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    content = {"text/csv": {"schema": {"type": "string"}}, XLSX: {"schema": {"type": "string", "format": "binary"}}}
    return {
        200: {"description": description, "model": model, "content": content},
        **problem_answers(400, 404, 406, 413, 415, 422, 500, 503, 504),
        **problem_answers(409, model=InfeasibleProblem),
    }


FRONTIER_ANSWERS = _answers("The points, best for the first aim first.", FrontierDocument)
ALTERNATIVES_ANSWERS = _answers("The plans, and the targets of every node in each.", AlternativesDocument)

Between = Annotated[
    list[Annotated[str, Query(max_length=200)]],
    Query(
        max_length=12,
        description=f"Two aims, or three: {', '.join(AIMS)}; of a node, such as `target[region=East]`, "
        f"{', '.join(NODE_AIMS)} (no brackets: the company; `min:` or `max:` before it says which way); between the "
        f"nodes of a level, such as `growth_range[region]`, {', '.join(LEVEL_AIMS)} (no brackets: the people).",
        openapi_examples={
            "fit_strategic": {"value": ["fit", "strategic"]},
            "node_margin": {"value": ["margin", "target[region=East]"]},
        },
    ),
]
Points = Annotated[int, Query(ge=LEAST_POINTS, le=MOST_POINTS, description="Most points.")]
Fit = Annotated[
    float,
    Query(
        ge=0.001,
        le=1.0,
        description="Weight of the fit beside the dearest aim, where it has a say; less lets plans go further.",
    ),
]
By = Annotated[
    list[Annotated[str, Query(max_length=120)]],
    Query(max_length=12, description="A dimension, a level or an attribute whose targets are listed; twice: crossed."),
]
Count = Annotated[int, Query(ge=1, le=20, description="How many other plans.")]
Within = Annotated[
    float, Query(ge=1e-6, le=0.5, description="How much worse they may be, as a share of what the terms have to give.")
]


@router.post(
    "/frontiers",
    summary="Trade aims against each other",
    responses=FRONTIER_ANSWERS,
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def trace(
    request: Request,
    between: Between,
    points: Points = DEFAULT_POINTS,
    fit: Fit = LONE_FIT,
    by: By = [],  # noqa: B006 - read only, and FastAPI copies it
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Solves a scenario again and again: what can be had of one aim for giving up some of another, under all limits.
    Two aims give a curve with its knee, three a surface. With `Accept: text/csv` as a table, with the media type of
    .xlsx as a workbook with a chart."""
    question = await _question(request, strategy, solver)
    posted = FrontierQuestion(question, FrontierRequest(tuple(between), points, fit), tuple(by))
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    return response_of(await pool.run(request, lambda stop: traced(posted, settings, stop)))


@router.post(
    "/alternatives",
    summary="Find plans that are nearly as good",
    responses=ALTERNATIVES_ANSWERS,
    openapi_extra={"requestBody": SCENARIO_BODY, "parameters": [LANGUAGE]},
)
async def find(
    request: Request,
    count: Count = 3,
    within: Within = 0.005,
    by: By = [],  # noqa: B006 - read only, and FastAPI copies it
    strategy: Strategy = None,
    solver: Solver = None,
) -> Response:
    """Solves a scenario and looks for plans whose score is hardly worse and whose targets are as different as can be,
    each checked against every limit. With `Accept: text/csv` as a table, with the media type of .xlsx as a workbook."""
    question = await _question(request, strategy, solver)
    posted = AlternativesQuestion(question, AlternativesRequest(count, within), tuple(by))
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    return response_of(await pool.run(request, lambda stop: alternatives_to(posted, settings, stop)))


async def _question(request: Request, strategy: str | None, solver: str | None) -> Question:
    return await asked_question(request, ("json", "csv", "xlsx"), strategy, solver)
