"""From rules about quotas, budget and company plan to the set in which all of them hold."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.consistent_rules import RulesQuestion, ruled
from app.documents.incentives.consistent_rules_schema import ConsistentRulesDocument
from app.incentive_questions import asked_incentive_question
from app.messages.language import DEFAULT, asked_language
from app.negotiation import preferred_form
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.routes.incentive_documentation import PLAN_BODY
from app.settings import Settings
from app.solve_pool import SolvePool
from scenarios.incentives.rule_request import rule_request

router = APIRouter(prefix="/v1", tags=["incentives"])


def _wanted(what: str, default: str) -> object:
    return Query(
        max_length=60, description=f"{what}: 0.6 or 60%, a range 60%:70%, or `free` for nothing. Default: {default}."
    )


def _of_curve(what: str, default: float) -> object:
    return Query(description=f"{what} of the curve without a plan. Default: {default}.")


Wanted = str | None
Number = float | None


@router.post(
    "/consistent-rules",
    summary="Find which rules about quotas and pay go together",
    responses={
        200: {"description": "One set in which all hold, or what must give.", "model": ConsistentRulesDocument},
        **problem_answers(400, 406, 413, 415, 422, 500, 503),
    },
    openapi_extra={"requestBody": {**PLAN_BODY, "required": False}, "parameters": [LANGUAGE]},
)
async def find(
    request: Request,
    share_at_quota: Annotated[Wanted, _wanted("People at or above quota", "60%:70%")] = None,
    over_assignment: Annotated[Wanted, _wanted("Σ quotas over the company plan, less 1", "5%:10%")] = None,
    budget_share: Annotated[Wanted, _wanted("Budget over Σ target incentive", "the plan's, else 100%")] = None,
    plan_probability: Annotated[Wanted, _wanted("Probability of the company plan", "80%:90%")] = None,
    forecast: Annotated[Wanted, _wanted("Expected result over the company plan", "free")] = None,
    mean_attainment: Annotated[Wanted, _wanted("Expected attainment of a person", "the plan's, else free")] = None,
    spread: Annotated[Wanted, _wanted("Standard deviation of a log attainment", "the plan's, else 0.25")] = None,
    company_loading: Annotated[Wanted, _wanted("Its correlation with the whole company", "0.4")] = None,
    people: Annotated[int | None, Query(ge=1, le=10_000_000, description="Default: the plan's, else 50.")] = None,
    threshold: Annotated[Number, _of_curve("Threshold", 0.8)] = None,
    pay_at_threshold: Annotated[Number, _of_curve("Pay at the threshold", 0.5)] = None,
    accelerator: Annotated[Number, _of_curve("Accelerator", 2)] = None,
    excellence: Annotated[Number, _of_curve("Excellence", 1.2)] = None,
    beyond: Annotated[Number, _of_curve("Slope beyond excellence", 1.5)] = None,
    cap: Annotated[Number, _of_curve("Cap", 2.5)] = None,
) -> Response:
    """Share of people at quota, over-assignment, payout budget and probability of the company plan hang together by the
    payout curve and by how results spread. With an incentive plan as body its curves, forecasts and budget count,
    without a body the usual curve. Rules that nobody states are the usual rules of thumb."""
    texts = {
        "share_at_quota": share_at_quota,
        "over_assignment": over_assignment,
        "budget_share": budget_share,
        "plan_probability": plan_probability,
        "forecast": forecast,
        "mean_attainment": mean_attainment,
        "spread": spread,
        "company_loading": company_loading,
    }
    numbers = {
        "threshold": threshold,
        "pay_at_threshold": pay_at_threshold,
        "accelerator": accelerator,
        "excellence": excellence,
        "beyond": beyond,
        "cap": cap,
    }
    asked = rule_request(texts, people, numbers)
    if await request.body():
        plan = await asked_incentive_question(request, ("json",))
        question = RulesQuestion(asked, plan, plan.spoken)
    else:
        preferred_form(request.headers.get("accept"), ("json",))
        spoken = asked_language(request.headers.get("accept-language")) or DEFAULT
        question = RulesQuestion(asked, None, spoken)
    settings: Settings = request.app.state.settings
    pool: SolvePool = request.app.state.pool
    return response_of(await pool.run(request, lambda _: ruled(question, settings)))
