"""Pay that makes an honest forecast the best one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.body import json_only
from app.documents.forecast_menu.schema import ForecastMenuDocument
from app.forecast_menus import menu_answer
from app.negotiation import XLSX, preferred_form
from app.problem_responses import language_of
from app.questions import response_of
from app.routes.documentation import LANGUAGE, problem_answers
from app.settings import Settings

router = APIRouter(prefix="/v1", tags=["incentives"])

REQUEST: Mapping[str, Any] = {
    "required": True,
    "description": "A quantile to ask for and limits of pay, or the rates of a menu that exists.",
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/ForecastMenuRequest"},
            "examples": {
                "careful": {
                    "summary": "A forecast that is passed four times out of five, pay within 0 and 1.6",
                    "value": {"quantile": 0.2, "pay_at_objective": 1, "most_pay": 1.6},
                },
                "gonik": {
                    "summary": "Gonik's own table",
                    "value": {
                        "rates": {"at_forecast": 1.2, "above": 0.6, "below": 1.8},
                        "forecast_from": 0.5,
                        "forecast_to": 1.5,
                        "actual_from": 0.5,
                        "actual_to": 1.5,
                        "step": 0.25,
                    },
                },
            },
        }
    },
}


@router.post(
    "/forecast-menus",
    summary="Find pay that makes an honest forecast the best one",
    responses={
        200: {
            "description": "The menu and its pay table; as CSV or workbook the table alone, to print.",
            "model": ForecastMenuDocument,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
            },
        },
        **problem_answers(400, 406, 413, 415, 422, 500),
    },
    openapi_extra={"requestBody": REQUEST, "parameters": [LANGUAGE]},
)
async def design(request: Request) -> Response:
    """Rates for the forecast, for what is sold over it and for what is missing, such that the forecast that pays best
    is the wanted quantile of what can happen, whatever its distribution; as steep as the limits of pay allow. With
    `Accept: text/csv` or the workbook's type the pay table to print."""
    settings: Settings = request.app.state.settings
    json_only(request)
    form = preferred_form(request.headers.get("accept"), ("json", "csv", "xlsx"))
    body, language = await request.body(), language_of(request)
    return response_of(await run_in_threadpool(menu_answer, body, form, language, settings))
