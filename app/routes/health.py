"""Whether the process lives, and whether it can solve."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.json_text import json_bytes
from app.messages.transport import transport_words
from app.problem_responses import language_of, problem_response
from app.problems import NOT_READY, plain_problem
from app.routes.documentation import LANGUAGE, problem_answers
from app.schemas.health import Live, NotReadyProblem, Ready, SolverHealth
from app.settings import Settings
from app.solver_choice import backends
from solvers.base import SolverBackend
from solvers.conformance import conformance_of

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Does the process answer?", responses=problem_answers(500))
async def live() -> Live:
    """Always yes, as long as anything is answered. Nothing is solved."""
    return Live(status="live")


@router.get(
    "/ready",
    summary="Can plans be made?",
    responses={
        200: {"description": "Every solver is usable.", "model": Ready},
        **problem_answers(503, model=NotReadyProblem),
        **problem_answers(500),
    },
    openapi_extra={"parameters": [LANGUAGE]},
)
async def ready(request: Request) -> Response:
    """Runs every solver once on micro programs whose answers are known, and keeps the result while the process lives.
    All of them are needed: one finds the plan, another one rounds it."""
    settings: Settings = request.app.state.settings
    solvers = await run_in_threadpool(lambda: [_health(backend) for backend in backends(settings)])
    reports = [solver.model_dump() for solver in solvers]
    broken = [solver.name for solver in solvers if not solver.usable]
    if not broken:
        return Response(json_bytes({"status": "ready", "solvers": reports}), media_type="application/json")
    language = language_of(request)
    detail = transport_words("not_ready", {"solvers": broken}, language)
    return problem_response(plain_problem(NOT_READY, detail, language) | {"solvers": reports}, language)


def _health(backend: SolverBackend) -> SolverHealth:
    reason = backend.availability()
    if reason is not None:
        return SolverHealth(name=backend.name, version="", usable=False, reason=reason, checks=0, seconds=0.0)
    report = conformance_of(backend)
    return SolverHealth(
        name=backend.name,
        version=report.version,
        usable=not report.failures,
        reason="; ".join(f"{check.name}: {check.reason}" for check in report.failures),
        checks=len(report.results),
        seconds=round(report.seconds, 3),
    )
