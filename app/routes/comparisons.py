"""From a scenario to its strategies beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.body import FORM
from app.comparisons import compared
from app.documents.comparison.schema import ComparisonDocument
from app.negotiation import HTML, XLSX
from app.questions import asked_question, response_of
from app.routes.allocations import Solver
from app.routes.documentation import LANGUAGE, SCENARIO_BODY, problem_answers
from app.settings import Settings
from app.solve_pool import SolvePool
from scenarios.comparison.request import ComparisonRequest

router = APIRouter(prefix="/v1", tags=["allocations"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The strategies side by side; one without a plan says why.",
        "model": ComparisonDocument,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            HTML: {"schema": {"type": "string"}},
        },
    },
    **problem_answers(400, 404, 406, 409, 413, 415, 422, 500, 503, 504),
}

_JSON: Mapping[str, Any] = SCENARIO_BODY["content"]["application/json"]
_XLSX: Mapping[str, Any] = SCENARIO_BODY["content"][XLSX]
_EXAMPLES: Mapping[str, Any] = _JSON["examples"]

_FORM: Mapping[str, Any] = SCENARIO_BODY["content"][FORM]
_PARTS: Mapping[str, Any] = _FORM["schema"]["properties"]
_PLAN_PART: Mapping[str, Any] = {
    "type": "string",
    "contentMediaType": "application/yaml",
    "description": "An incentive plan, YAML or JSON, its people as in the scenario: the answer says what it pays under "
    "each strategy's targets.",
}

REQUEST: Mapping[str, Any] = {
    **SCENARIO_BODY,
    "description": "A scenario as for an allocation, with two strategies or more, or with none of its own: then the "
    "five ready-made ones are compared. A workbook (.xlsx) like that of `GET /v1/template`, with more strategies.",
    "content": {
        **SCENARIO_BODY["content"],
        FORM: {**_FORM, "schema": {**_FORM["schema"], "properties": {**_PARTS, "plan": _PLAN_PART}}},
        XLSX: {  # the smaller workbook to fill in has one strategy
            "schema": _XLSX["schema"],
            "examples": {
                "company": {"summary": "A company with six strategies", "externalValue": "/v1/template?example=company"}
            },
        },
        "application/json": {
            **_JSON,
            "examples": {
                "tiny": _EXAMPLES["tiny"],
                "without_plan": {**_EXAMPLES["infeasible"], "summary": "Caps that do not reach the target"},
            },
        },
    },
}

Strategies = Annotated[
    list[Annotated[str, Query(max_length=60)]],
    Query(max_length=100, description="Strategies to compare. None: all of the scenario's."),
]
By = Annotated[
    list[Annotated[str, Query(max_length=120)]],
    Query(
        max_length=12,
        description="A dimension, a level or an attribute; twice for a crossing. None: every level and crossing.",
    ),
]
Base = Annotated[
    str | None, Query(max_length=60, description="Strategy that the others are compared with. Default: the first.")
]
Prices = Annotated[
    bool, Query(description="Whether to take away every limit and term of the base, and solve again: what each costs.")
]

BreakEvens = Annotated[
    bool,
    Query(
        description="Whether to turn every dial of the base, its strategic intensity and the weight of each term: from "
        "which value on who falls behind whom. At most 150 solves; `complete` says whether the work was cut off."
    ),
]


@router.post(
    "/comparisons",
    summary="Compare strategies",
    responses=ANSWERS,
    openapi_extra={"requestBody": REQUEST, "parameters": [LANGUAGE]},
)
async def compare(
    request: Request,
    strategy: Strategies = [],  # noqa: B006 - read only, and FastAPI copies it
    base: Base = None,
    by: By = [],  # noqa: B006
    prices: Prices = False,
    break_evens: BreakEvens = False,
    solver: Solver = None,
) -> Response:
    """Solves a scenario under several strategies and sets the plans side by side: targets of every level and crossing
    (or of `by`), who gains and loses most, moved money, score cards, what binds where, dominated strategies, regret,
    a fairness certificate of every plan, with `prices` what every limit and term costs, and with `break_evens` from
    which weight on who falls behind whom. An incentive plan that comes
    along as part `plan` of a form is costed under each of them. A strategy without a plan is an entry with its reason.
    With `Accept: text/csv` as a tidy table, with the media type of .xlsx as a workbook,
    with `text/html` as a report that opens offline."""
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    question = await asked_question(request, ("json", "csv", "xlsx", "html"), None, solver)
    asked = ComparisonRequest(tuple(strategy), base, tuple(by), prices, break_evens)
    answer = await pool.run(request, lambda stop: compared(question, asked, settings, stop))
    return response_of(answer)
