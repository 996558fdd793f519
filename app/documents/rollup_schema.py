"""The schema of a roll-up document: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, MoneyPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RollupNodePart(_Part):
    """One node in one period; null where there is no such number, which is not zero."""

    key: list[str] = Field(description="One member key or class per axis; empty for the company.")
    label: list[str] = Field(description="What people call them.")
    period: str = Field(description="The plan year, Q1 to Q4, or the month, such as 2025-04.")
    target: Amount = Field(description=f"The node's own number, {AMOUNT}.")
    plan: Amount = Field(description=f"What adds up to the company target on every cut, {AMOUNT}.")
    assigned: Amount = Field(
        description=f"What the level below carries together; outside the over-assigned dimension its leaves, {AMOUNT}."
    )
    hedge: Amount = Field(description=f"assigned − target, {AMOUNT}.")
    baseline: Amount | None = Field(description=f"Sum of the baselines, {AMOUNT}.")
    previous: Amount | None = Field(description=f"Sum of the last published targets, {AMOUNT}.")
    growth_rate: float | None = Field(description="target / baseline − 1, new cells included.")
    like_for_like_rate: float | None = Field(description="Growth of the cells that have a baseline.")
    share: float = Field(description="Share of the company, fraction of one.")
    margin: float | None = Field(
        description="Margin over the cells that state a rate, in the document's money unit; pieces at their prices."
    )
    margin_rate: float | None = Field(description="The same, fraction of these cells' targets.")
    difficulty: float | None = Field(description="Target over forecast, over the cells with a forecast.")
    attain_probability: float | None = Field(
        description="Probability that sales reach the target, over the cells with a forecast."
    )
    utilisation: float | None = Field(
        description="Used over capacity, of the capacity limit that is fullest among those whose groups lie wholly in "
        "the node."
    )
    cells: int = Field(description="Number of cells.")


class OutsidePart(_Part):
    """Cells that are in no node: their members have no such level or attribute."""

    cells: int
    plan: Amount = Field(description=f"Their part of the plan, {AMOUNT}.")


class RollupDocument(_Part):
    """A plan summed over a cut of the company."""

    schema_: Literal["allot.rollup/1"] = Field(alias="schema")
    outcome: Literal["optimal", "feasible"]
    name: str
    plan_period: str = Field(description="The plan year.")
    money: MoneyPart
    strategy: str
    scenario_hash: str
    plan_hash: str
    by: list[str] = Field(description="The axes.")
    period: Literal["year", "quarter", "month"]
    nodes: list[RollupNodePart] = Field(description="Sorted by key, then by period.")
    total: list[RollupNodePart] = Field(
        description="All cells in the numbers of this cut, one entry per period: the nodes and what is outside them."
    )
    outside: OutsidePart
