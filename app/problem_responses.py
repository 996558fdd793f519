"""Turns whatever ends a request into an application/problem+json answer. Never a traceback, never an echo of NaN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.body import FORM, MEDIA
from app.content_encoding import ENCODINGS
from app.json_text import json_bytes
from app.messages import Language, describe, negotiate_language
from app.messages.transport import transport_words
from app.overload import Overloaded
from app.parameter_faults import parameter_fault
from app.problems import (
    BY_ERROR,
    INVALID_REQUEST,
    MEDIA_TYPE,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    REFUSED,
    UNSUPPORTED_MEDIA_TYPE,
    plain_problem,
    problem_document,
)
from app.refusals import NotAcceptable, UnsupportedMediaType
from models.errors import AllotError
from models.findings import Fact


def add_problem_handlers(app: FastAPI) -> None:
    """One handler per kind of ending."""
    app.add_exception_handler(AllotError, _domain_error)
    app.add_exception_handler(UnsupportedMediaType, _unsupported_media_type)
    app.add_exception_handler(NotAcceptable, _not_acceptable)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ClientDisconnect, _client_left)
    app.add_exception_handler(Exception, _internal_error)


def language_of(request: Request) -> Language:
    """The language that the client asks for."""
    return negotiate_language(request.headers.get("accept-language"))


def problem_response(
    document: Mapping[str, Any], language: Language, headers: Mapping[str, str] | None = None
) -> Response:
    """The document with its own status."""
    spoken = {"content-language": language, "vary": "Accept-Language", **(headers or {})}
    return Response(json_bytes(document), int(document["status"]), spoken, MEDIA_TYPE)


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AllotError)
    language = language_of(request)
    headers = {"retry-after": str(error.retry_after_seconds)} if isinstance(error, Overloaded) else None
    return problem_response(problem_document(error, language), language, headers)


_POSTED: Mapping[str, Sequence[str]] = {
    "unsupported_import_type": ("application/json", FORM),
    "unsupported_plan_type": ("application/json", "application/yaml", FORM),
    "unsupported_json_type": ("application/json",),
}
"""What may be posted where not all kinds of scenarios are read."""


async def _unsupported_media_type(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnsupportedMediaType)
    language = language_of(request)
    detail = transport_words(error.reason, {"received": error.received}, language)
    headers = {"accept-post": ", ".join(_POSTED.get(error.reason, (*MEDIA, FORM)))}
    if error.reason == "content_encoding":
        headers = {"accept-encoding": ", ".join(ENCODINGS)}
    return problem_response(plain_problem(UNSUPPORTED_MEDIA_TYPE, detail, language), language, headers)


async def _not_acceptable(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAcceptable)
    language = language_of(request)
    detail = transport_words("not_acceptable", {"accept": error.accept, "offered": error.offered}, language)
    headers = {"vary": "Accept, Accept-Language"}
    return problem_response(plain_problem(NOT_ACCEPTABLE, detail, language), language, headers)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    document = plain_problem(INVALID_REQUEST, transport_words("invalid_request", {}, language), language)
    document["errors"] = [_parameter_entry(detail, request, language) for detail in error.errors()]
    return problem_response(document, language)


def _parameter_entry(detail: Mapping[str, Any], request: Request, language: Language) -> dict[str, Any]:
    """What is wrong with one parameter."""
    finding = parameter_fault(detail, request.scope.get("route"))
    return {"parameter": finding.facts["field"], "code": finding.code, "detail": describe(finding, language)}


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    language = language_of(request)
    facts: dict[str, Fact] = {
        "path": request.url.path[:200],
        "method": request.method[:20],
        "allowed": (error.headers or {}).get("Allow", ""),
        "status": error.status_code,
    }
    known = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED}
    kind = known.get(error.status_code) or replace(REFUSED, status=HTTPStatus(error.status_code))
    document = plain_problem(kind, transport_words(kind.code, facts, language), language)
    return problem_response(document, language, error.headers)


async def _client_left(request: Request, _: Exception) -> Response:
    """Nobody reads this answer; it keeps the log free of a traceback."""
    language = language_of(request)
    detail = transport_words("refused", {"status": int(REFUSED.status)}, language)
    return problem_response(plain_problem(REFUSED, detail, language), language)


async def _internal_error(request: Request, _: Exception) -> Response:
    language = language_of(request)
    detail = transport_words("internal_error", {}, language)
    return problem_response(plain_problem(BY_ERROR[AllotError], detail, language), language)
