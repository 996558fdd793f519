"""The HTTP service as a factory: `uvicorn --factory app.main:create_app`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI

from app.body import BodyCeiling
from app.content_encoding import PackedAnswers, UnpackedBody
from app.openapi import add_openapi
from app.parameters import check_parameters
from app.plan_store import PlanStore
from app.problem_responses import add_problem_handlers
from app.routes import (
    allocations,
    break_evens,
    comparisons,
    consistent_rules,
    costs,
    feasibility,
    forecast_menus,
    frontiers,
    health,
    imports,
    ledgers,
    pages,
    payouts,
    plan_lints,
    plans,
    problems,
    rollups,
    schemas,
    sweeps,
    templates,
    tunings,
)
from app.settings import Settings
from app.solve_pool import SolvePool

DESCRIPTION = """\
Turns a company's sales target into exact, explained targets for product lines, regions, segments, teams and people.

Amounts are decimals in the money unit that the document states, and exact. Errors are `application/problem+json` \
(RFC 9457) with a machine `code`, and one entry per fault. Messages are in English, or in Chinese by `Accept-Language`.
"""

TAGS = [
    {"name": "allocations", "description": "From a scenario to a plan."},
    {"name": "imports", "description": "From past sales to a scenario."},
    {"name": "incentives", "description": "From an incentive plan to what people are paid."},
    {"name": "templates", "description": "Workbooks to fill in."},
    {"name": "schemas", "description": "What goes in and what comes out."},
    {"name": "problems", "description": "What the types of problem documents mean."},
    {"name": "health", "description": "Operation."},
]


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with the settings of the environment, or with other ones. Raises InvalidInput for settings that
    cannot be used."""
    chosen = Settings.from_environment() if settings is None else settings
    app = FastAPI(
        title="Allot",
        version=version("allot"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(check_parameters)],
        lifespan=_lifespan,
    )
    app.state.settings = chosen
    app.state.pool = SolvePool(chosen)
    app.state.plans = PlanStore(chosen.kept_plans, chosen.kept_bytes)
    add_problem_handlers(app)
    for resource in (
        allocations,
        plans,
        ledgers,
        feasibility,
        rollups,
        comparisons,
        frontiers,
        break_evens,
        sweeps,
        payouts,
        forecast_menus,
        imports,
        plan_lints,
        consistent_rules,
        costs,
        tunings,
        templates,
        schemas,
        problems,
        health,
    ):
        app.include_router(resource.router)
    pages.add_pages(app)
    add_openapi(app)
    app.add_middleware(PackedAnswers)
    app.add_middleware(UnpackedBody, ceiling=chosen.max_body_bytes)
    app.add_middleware(BodyCeiling, ceiling=chosen.max_body_bytes)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    pool: SolvePool = app.state.pool
    pool.close()
