"""Schema of a successful check of a scenario."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import FindingPart


class Validation(BaseModel):
    """The scenario is right. Whether its limits can hold together is only known by solving."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid: Literal[True]
    name: str
    scenario_hash: str
    cells: int = Field(description="Number of combinations that get a target.")
    limits: int = Field(description="Number of limits, the company target included.")
    strategies: list[str]
    strategy: str = Field(description="The strategy that a plain solve uses.")
    notices: list[FindingPart]
