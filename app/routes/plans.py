"""Plans that are kept: read again, and asked why a number is what it is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.openapi.models import Example
from starlette.responses import Response

from app.documents.plan_schema import PlanDocument
from app.explanations import kept_plan
from app.messages.language import asked_language
from app.negotiation import XLSX, preferred_form
from app.plan_answers import answer_language, entity_tag, has_tag
from app.plan_store import PlanStore
from app.questions import response_of
from app.routes.answer_examples import TINY_ID
from app.routes.documentation import ETAG, IF_NONE_MATCH, LANGUAGE, problem_answers
from app.settings import Settings
from app.solve_pool import SolvePool

router = APIRouter(prefix="/v1", tags=["allocations"])

_EXAMPLES: dict[str, Example] = {"tiny": {"value": TINY_ID}}

Id = Annotated[
    str,
    Path(
        min_length=1,
        max_length=64,
        description="The id at the end of the `Location` that a posted scenario was answered with.",
        openapi_examples=_EXAMPLES,
    ),
]

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The plan.",
        "model": PlanDocument,
        "headers": {"ETag": ETAG},
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    304: {"description": "The plan is what the client has.", "headers": {"ETag": ETAG}},
    **problem_answers(404, 406, 422, 500, 503, 504),
}


@router.get(
    "/allocations/{plan_id}",
    summary="Read a plan that is kept",
    responses=ANSWERS,
    openapi_extra={"parameters": [LANGUAGE, IF_NONE_MATCH]},
)
async def read_plan(request: Request, plan_id: Id) -> Response:
    """The plan as it was answered when its scenario was posted, as JSON, CSV or a workbook. This process keeps recent
    plans only, bounded by count and memory; for one that is gone, post the scenario again."""
    settings: Settings = request.app.state.settings
    plans: PlanStore = request.app.state.plans
    pool: SolvePool = request.app.state.pool
    plan = plans.get(plan_id)
    form = preferred_form(request.headers.get("accept"), ("json", "csv", "xlsx"))
    language = asked_language(request.headers.get("accept-language"))
    tag = entity_tag(plan, answer_language(plan.scenario, language, form), form)
    if has_tag(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"etag": tag, "vary": "Accept, Accept-Language"})
    answer = await pool.run(request, lambda stop: kept_plan(plan, language, form, settings, plans, stop))
    return response_of(answer)
