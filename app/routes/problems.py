"""What the types of problem documents mean."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.problem_responses import language_of
from app.problems import PROBLEM_TYPES
from app.routes.documentation import LANGUAGE, problem_answers
from app.schemas.problem import ProblemTypeDocument
from models.errors import UnknownResource

router = APIRouter(prefix="/v1", tags=["problems"])

Code = Annotated[
    str, Path(max_length=60, description="Code of the type.", openapi_examples={"infeasible": {"value": "infeasible"}})
]


@router.get(
    "/problems/{code}",
    summary="Explain a problem type",
    responses=problem_answers(404, 422, 500),
    openapi_extra={"parameters": [LANGUAGE]},
)
async def read_problem_type(code: Code, request: Request, response: Response) -> ProblemTypeDocument:
    """What the `type` of a problem document stands for: its HTTP status, and what the command line ends with."""
    if code not in PROBLEM_TYPES:
        raise UnknownResource("problem", code, list(PROBLEM_TYPES))
    kind = PROBLEM_TYPES[code]
    language = language_of(request)
    response.headers.update({"content-language": language, "vary": "Accept-Language"})
    return ProblemTypeDocument(
        type=kind.type,
        code=kind.code,
        status=int(kind.status),
        title=kind.title.text(language),
        exit_code=kind.exit_code,
    )
