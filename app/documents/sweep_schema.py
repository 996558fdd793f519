"""The schema of a sweep document: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, MoneyPart, ScoreCardPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SweepParameterPart(_Part):
    """A number that was varied."""

    pointer: str = Field(description="JSON pointer into the scenario.")
    base: float = Field(description="Its value in the scenario.")


class SweepReasonPart(_Part):
    """Why a point has no plan."""

    code: str = Field(
        description="caps_below_floor or floors_above_cap: sums that contradict each other; conflict: limits that do "
        "so only together; time_limit and other ends of a solve; or the fault of numbers that make no scenario."
    )
    limit: str | None = Field(description="The first of `limits`.")
    limits: list[str] = Field(
        description="Names of the limits whose caps are too low or floors too high, `cells` for the bounds of "
        "cells; of those that contradict each other only together."
    )
    pointer: str | None = Field(description="JSON pointer to the first of them, or to the fault.")
    against: str | None = Field(description="Name of the limit that their sum does not meet.")
    amount: Amount | None = Field(description=f"What is missing, {AMOUNT}.")
    message: str = Field(description="The reason in words.")


class SweepNodePart(_Part):
    """A node whose targets are listed."""

    key: list[str] = Field(description="One member key or class per axis.")
    label: list[str] = Field(description="What people call them.")


class SweepRowPart(_Part):
    """One point and what came of it; null where there is no such number."""

    point: int = Field(description="Number of the point; 0 is the scenario as it is.")
    values: list[float] = Field(description="The value of every parameter.")
    outcome: Literal["optimal", "feasible", "infeasible", "limit", "suspect", "error", "invalid"] = Field(
        description="As of a plan; invalid: the numbers make no scenario."
    )
    reason: SweepReasonPart | None = Field(description="Why there is no plan.")
    target: Amount | None = Field(description=f"The plan's total, {AMOUNT}.")
    moved_from_base: Amount | None = Field(description=f"Σ |plan − plan at point 0| over all cells, {AMOUNT}.")
    scorecard: ScoreCardPart | None
    scenario_hash: str | None = Field(description="Hash of the scenario with these numbers.")
    plan_hash: str | None = Field(description="Hash of its plan: that of a solve of the scenario with these numbers.")
    targets: list[Amount] | None = Field(description=f"Target of every entry of `nodes`, {AMOUNT}.")


class SweepResultDocument(_Part):
    """A scenario solved again and again with other numbers."""

    schema_: Literal["allot.sweep/1"] = Field(alias="schema")
    name: str
    plan_period: str = Field(description="The plan year.")
    money: MoneyPart
    strategy: str
    scenario_hash: str
    design: Literal["grid", "one-at-a-time", "random", "latin-hypercube"]
    seed: int | None = Field(description="Only where points were drawn.")
    parameters: list[SweepParameterPart]
    points: int = Field(description="How many points the design has.")
    done: int = Field(description="How many of them have a row.")
    complete: bool = Field(description="False where the sweep was stopped before its last point.")
    stopped: Literal["interrupted", "time_limit", "process_died"] | None
    outcomes: dict[str, int] = Field(description="How many points ended how.")
    by: list[str] = Field(description="Axes of the nodes.")
    nodes: list[SweepNodePart] = Field(description="Whose targets are listed; empty where none were asked for.")
    rows: list[SweepRowPart] = Field(description="Point 0, then every point in order.")
