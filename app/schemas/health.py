"""Schemas of the health checks."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.problem import Problem


class Live(BaseModel):
    """The process answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Literal["live"]


class SolverHealth(BaseModel):
    """One solver, tried with micro programs whose answers are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: str
    usable: bool
    reason: str = Field(description="Why it cannot be used; empty when it can.")
    checks: int = Field(description="Micro programs that were solved.")
    seconds: float = Field(description="How long the checks took, once per process.")


class Ready(BaseModel):
    """Every solver that plans need is usable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Literal["ready"]
    solvers: list[SolverHealth]


class NotReadyProblem(Problem):
    """Some solver that plans need is not usable."""

    solvers: list[SolverHealth]
