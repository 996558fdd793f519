"""What the operations' documentation has in common: bodies, headers, problems, examples."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from app.body import FORM
from app.negotiation import XLSX
from app.problems import MEDIA_TYPE
from app.routes.examples import FORM_EXAMPLE, INFEASIBLE_SCENARIO, TINY_SCENARIO, TINY_SCENARIO_YAML
from app.schemas.problem import Problem

SCENARIO_REFERENCE = "#/components/schemas/ScenarioDocument"

LANGUAGE: Mapping[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "Language of messages: Chinese for any `zh` tag, else English.",
    "schema": {"type": "string"},
    "example": "zh-CN",
}

LOCATION: Mapping[str, Any] = {
    "description": "Where the plan is kept for a while; absent when it is not.",
    "schema": {"type": "string"},
}

ETAG: Mapping[str, Any] = {
    "description": "Tag of this form of the plan, for If-None-Match; absent when the plan is not kept.",
    "schema": {"type": "string"},
}

IF_NONE_MATCH: Mapping[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "Tags that the client has: 304 without a body when one of them is still right.",
    "schema": {"type": "string"},
}

SCENARIO_BODY: Mapping[str, Any] = {
    "required": True,
    "description": "A scenario; its tables stand inline, or come along as parts of a form. A workbook (.xlsx) as "
    "`GET /v1/template` gives it. Bodies may be packed (`Content-Encoding: gzip` or `deflate`).",
    "content": {
        "application/json": {
            "schema": {"$ref": SCENARIO_REFERENCE},
            "examples": {
                "tiny": {"summary": "Two products in two regions", "value": TINY_SCENARIO},
                "infeasible": {"summary": "Caps that do not reach the target: 409", "value": INFEASIBLE_SCENARIO},
            },
        },
        "application/yaml": {
            "schema": {"$ref": SCENARIO_REFERENCE},
            "examples": {"tiny": {"summary": "The same as YAML", "value": TINY_SCENARIO_YAML}},
        },
        XLSX: {
            "schema": {"type": "string", "format": "binary"},
            "examples": {"tiny": {"summary": "A workbook to fill in", "externalValue": "/v1/template"}},
        },
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "scenario": {
                        "type": "string",
                        "contentMediaType": "application/yaml",
                        "description": "The scenario, YAML or JSON: by its media type, else by its file's ending.",
                    },
                    "tables": {
                        "type": "array",
                        "items": {"type": "string", "contentMediaType": "application/octet-stream"},
                        "description": "Tables as files, CSV or XLSX, by the names that the scenario calls them.",
                    },
                },
                "required": ["scenario"],
                "additionalProperties": {
                    "type": "string",
                    "description": "A table whose part is called as the scenario calls it.",
                },
            },
            "examples": {"tiny": {"summary": "A scenario and its table", "value": FORM_EXAMPLE}},
        },
    },
}

_WORDS: Mapping[int, str] = {
    400: "The body is not readable JSON, YAML or Excel, not a whole form, or cannot be unpacked.",
    404: "There is nothing by that name, or it is not kept any more.",
    406: "The answer has none of the forms that the Accept header asks for.",
    409: "No plan satisfies all limits: reasons, repairs, and the company targets that would fit.",
    413: "The request is over a ceiling of the settings.",
    415: "The body is of a kind, or packed in a way, that is not read.",
    422: "The document or a parameter is not right; every fault is listed with its place.",
    500: "The solver, or our own check of its answer, failed.",
    503: "A solver is not usable, or too many solves are waiting (then with Retry-After).",
    504: "A limit was reached before any plan was found.",
}


def problem_answers(*statuses: int, model: type[Problem] = Problem) -> dict[int | str, dict[str, Any]]:
    """The problem answers of an operation."""
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {
        status: {
            "description": _WORDS.get(status, HTTPStatus(status).phrase),
            "content": {MEDIA_TYPE: {"schema": reference}},
        }
        for status in statuses
    }
