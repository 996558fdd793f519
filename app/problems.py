"""The one table of errors: what each class means to HTTP and to the command line, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from app.documents.diagnosis import diagnosis_document
from app.interruption import INTERRUPTED_EXIT
from app.messages import Language, describe
from app.messages.errors import describe_error
from app.messages.sentence import Sentence
from app.overload import Overloaded
from models.allocation.problem import AllocationProblem
from models.errors import (
    AllotError,
    Infeasible,
    InvalidInput,
    LimitReached,
    SolverFailed,
    SolverUnavailable,
    TooLarge,
    UnknownResource,
    VerificationFailed,
)
from models.findings import Finding, Location

MEDIA_TYPE = "application/problem+json"

TYPES = "/v1/problems/"
"""Problem types are relative addresses below this one, where each of them is explained."""

MAX_FINDINGS = 1000
"""Findings in one answer; the count of all of them is in `detail`."""

USAGE_EXIT = 2


@dataclass(frozen=True)
class ProblemType:
    """One row of the table. `code` is for machines, `title` for people; it is the same for every occurrence."""

    code: str
    status: HTTPStatus
    exit_code: int
    title: Sentence

    @property
    def type(self) -> str:
        """The problem's type as a relative address."""
        return TYPES + self.code


MALFORMED = ProblemType("malformed", HTTPStatus.BAD_REQUEST, 3, Sentence("The document cannot be read", "无法读取文档"))

BY_ERROR: Mapping[type[AllotError], ProblemType] = {
    AllotError: ProblemType(
        "internal_error", HTTPStatus.INTERNAL_SERVER_ERROR, 7, Sentence("Something went wrong", "内部错误")
    ),
    InvalidInput: ProblemType(
        "invalid_input", HTTPStatus.UNPROCESSABLE_ENTITY, 3, Sentence("The input is not right yet", "输入有误")
    ),
    UnknownResource: ProblemType(
        "unknown_resource", HTTPStatus.NOT_FOUND, 3, Sentence("There is nothing by that name", "没有该名称的资源")
    ),
    TooLarge: ProblemType(
        "too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, 3, Sentence("The request is too large", "请求过大")
    ),
    Infeasible: ProblemType(
        "infeasible", HTTPStatus.CONFLICT, 4, Sentence("No plan satisfies all limits", "没有方案能满足所有限制")
    ),
    LimitReached: ProblemType(
        "limit_reached",
        HTTPStatus.GATEWAY_TIMEOUT,
        5,
        Sentence("Stopped by a limit before a plan was found", "在得到方案前达到限制而停止"),
    ),
    SolverUnavailable: ProblemType(
        "solver_unavailable", HTTPStatus.SERVICE_UNAVAILABLE, 6, Sentence("The solver is not available", "求解器不可用")
    ),
    SolverFailed: ProblemType(
        "solver_failed", HTTPStatus.INTERNAL_SERVER_ERROR, 7, Sentence("The solver failed", "求解器运行失败")
    ),
    VerificationFailed: ProblemType(
        "verification_failed",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        7,
        Sentence("The answer did not pass our own check", "结果未通过独立校验"),
    ),
    Overloaded: ProblemType(
        "overloaded", HTTPStatus.SERVICE_UNAVAILABLE, 5, Sentence("Too many solves at once", "同时进行的求解过多")
    ),
}

NOT_FOUND = ProblemType("not_found", HTTPStatus.NOT_FOUND, 3, Sentence("There is no such address", "没有此地址"))
METHOD_NOT_ALLOWED = ProblemType(
    "method_not_allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    3,
    Sentence("The method is not possible here", "此处不支持该方法"),
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    "unsupported_media_type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    3,
    Sentence("The body's type is not supported", "不支持该内容类型"),
)
NOT_ACCEPTABLE = ProblemType(
    "not_acceptable",
    HTTPStatus.NOT_ACCEPTABLE,
    3,
    Sentence("The answer has no form that is asked for", "没有所要求的响应格式"),
)
INVALID_REQUEST = ProblemType(
    "invalid_request",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    3,
    Sentence("A parameter of the request is not right", "请求参数有误"),
)
REFUSED = ProblemType("refused", HTTPStatus.BAD_REQUEST, 3, Sentence("The request was refused", "请求被拒绝"))
NOT_READY = ProblemType(
    "not_ready", HTTPStatus.SERVICE_UNAVAILABLE, 6, Sentence("The service cannot solve yet", "服务尚不能求解")
)

PROBLEM_TYPES: Mapping[str, ProblemType] = {
    one.code: one
    for one in (
        MALFORMED,
        *BY_ERROR.values(),
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        UNSUPPORTED_MEDIA_TYPE,
        NOT_ACCEPTABLE,
        INVALID_REQUEST,
        REFUSED,
        NOT_READY,
    )
}
"""Every problem type by its code."""


def problem_type(error: BaseException) -> ProblemType:
    """The row of an error: its class, or the nearest class above it. What is not ours is an internal error."""
    if isinstance(error, InvalidInput) and error.malformed:
        return MALFORMED
    for kind in type(error).__mro__:
        if kind in BY_ERROR:
            return BY_ERROR[kind]
    return BY_ERROR[AllotError]


def exit_code(error: BaseException) -> int:
    """What a command ends with."""
    return INTERRUPTED_EXIT if isinstance(error, KeyboardInterrupt) else problem_type(error).exit_code


def problem_document(
    error: AllotError, language: Language | str, problem: AllocationProblem | None = None
) -> dict[str, Any]:
    """The error as an RFC 9457 document. For Infeasible with its `problem`: reasons and repairs."""
    document = plain_problem(problem_type(error), describe_error(error, language), language)
    if isinstance(error, InvalidInput):
        document["errors"] = [finding_entry(finding, language) for finding in error.findings[:MAX_FINDINGS]]
    if isinstance(error, Infeasible) and problem is not None:
        document["diagnosis"] = diagnosis_document(error.diagnosis, problem, language)
    return document


def plain_problem(kind: ProblemType, detail: str, language: Language | str) -> dict[str, Any]:
    """A problem without further members."""
    return {
        "type": kind.type,
        "title": kind.title.text("zh" if language == "zh" else "en"),
        "status": int(kind.status),
        "code": kind.code,
        "detail": detail,
    }


def finding_entry(finding: Finding, language: Language | str) -> dict[str, Any]:
    """One entry of `errors`: its place, its code and the sentence about it."""
    return {**_place(finding.location), "code": finding.code, "detail": describe(finding, language)}


def _place(location: Location) -> dict[str, Any]:
    if location.parameter is not None:
        return {"parameter": location.parameter}
    place: dict[str, Any] = {"pointer": location.pointer}
    others = {"file": location.file, "sheet": location.sheet, "row": location.row, "column": location.column}
    return place | {name: value for name, value in others.items() if value is not None}
