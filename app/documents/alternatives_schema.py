"""The schema of an alternatives document: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, MoneyPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AlternativePart(_Part):
    """A plan within reach of the best score."""

    plan: int = Field(description="Its number, from 1.")
    dimension: str = Field(description="Dimension of the node that it favours or spares.")
    level: str
    key: str
    label: str
    direction: Literal["more", "less"] = Field(description="Whether the node gets as much or as little as can be.")
    loss: float = Field(description="Its loss, computed anew from its numbers before rounding.")
    used: float = Field(description="Share of what the loss may rise by.")
    moved: Amount = Field(description=f"Σ |plan − the strategy's own plan| over all cells, {AMOUNT}.")
    people_moved: int = Field(description="People whose target is another one.")
    keeps_limits: bool = Field(description="True where rounding kept every limit too.")


class AlternativeNodePart(_Part):
    """A node's target in every plan."""

    key: list[str] = Field(description="One member key or class per axis.")
    label: list[str] = Field(description="What people call them.")
    own: Amount = Field(description=f"In the strategy's own plan, {AMOUNT}.")
    targets: list[Amount] = Field(description=f"In every entry of `alternatives`, {AMOUNT}.")


class AlternativesDocument(_Part):
    """Plans that are nearly as good as the best, and as different as can be."""

    schema_: Literal["allot.alternatives/1"] = Field(alias="schema")
    name: str
    plan_period: str = Field(description="The plan year.")
    money: MoneyPart
    strategy: str
    scenario_hash: str
    plan_hash: str = Field(description="Of the strategy's own plan.")
    within: float = Field(description="How much worse a plan may be, as a share of what the terms have to give.")
    best_loss: float = Field(description="Loss of the strategy's own plan.")
    allowed: float = Field(description="How much more a plan may lose.")
    complete: bool = Field(description="False where the search was stopped before its end.")
    stopped: Literal["interrupted", "time_limit"] | None
    alternatives: list[AlternativePart] = Field(description="Fewer than asked for where there are no more.")
    by: list[str] = Field(description="Axes of the nodes.")
    nodes: list[AlternativeNodePart]
