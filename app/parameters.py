"""Query parameters that an operation does not know, or is given twice: refused, since passing over them would answer
another question than the one that was asked."""

from __future__ import annotations

from typing import get_origin

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request

RESOURCES = "/v1/"
"""Addresses whose parameters are checked: probes of the health checks may append what they like."""


async def check_parameters(request: Request) -> None:
    """A dependency of every operation. Raises RequestValidationError, types `parameter_unknown` and
    `parameter_twice`."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or not request.url.path.startswith(RESOURCES):
        return
    repeatable = {
        field.alias: get_origin(field.field_info.annotation) is list for field in route.dependant.query_params
    }
    given = [name for name, _ in request.query_params.multi_items()]
    faults = []
    for name in dict.fromkeys(given):
        if name not in repeatable:
            faults.append({"type": "parameter_unknown", "loc": ("query", name), "known": sorted(repeatable)})
        elif given.count(name) > 1 and not repeatable[name]:
            faults.append({"type": "parameter_twice", "loc": ("query", name)})
    if faults:
        raise RequestValidationError(faults)
