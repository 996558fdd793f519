"""The schema of a ledger document: why one number is what it is; one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, BindingPart, MoneyPart
from models.allocation.ledger import LedgerLine


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedNodePart(_Part):
    """Whose number it is."""

    axes: list[str] = Field(description="Dimensions, levels or attributes; empty for the company.")
    key: list[str] = Field(description="One member key or class per axis.")
    label: list[str] = Field(description="What people call them.")
    cells: int = Field(description="Number of cells.")


class LedgerLimitPart(_Part):
    """A limit behind a line."""

    limit: str
    kind: str
    owner: str | None
    pointer: str
    group: dict[str, str] = Field(description="Axis → member or class.")
    side: Literal["floor", "cap", "fixed"]


class LedgerLinePart(_Part):
    """One line: what it adds to the lines before it."""

    line: LedgerLine = Field(description="Which line; docs/explain.md says what each means.")
    title: str
    amount: Amount = Field(description=f"What the line adds, negative where it takes, {AMOUNT}.")
    so_far: Amount = Field(description=f"This line and all before it together, {AMOUNT}.")
    sentence: str
    limits: list[LedgerLimitPart] = Field(description="The limits that acted on this node at this line.")


class HoldingPart(BindingPart):
    """A limit that binds on the node's cells in the published plan."""

    sentence: str


class CounterfactualPart(_Part):
    """One limit, one step wider or tighter; solved again."""

    limit: str
    kind: str
    owner: str | None
    negotiable: bool
    pointer: str
    group: dict[str, str] = Field(description="Axis → member or class.")
    side: Literal["floor", "cap", "fixed"]
    quantity: Literal["money", "volume", "effort", "rate"] = Field(description="What `before` and `after` count.")
    before: float = Field(description="The bound as it is: the rate as written, else the amount in the limit's unit.")
    after: float = Field(description="The bound after the step.")
    possible: bool = Field(description="False where no plan keeps all limits after the step.")
    effect: Amount = Field(
        description=f"Change of the node's own number, before rounding, {AMOUNT}; 0 if not possible."
    )
    company: Amount = Field(description=f"Change of the company's plan, before rounding, {AMOUNT}.")
    loss_change: float = Field(description="Change of the loss under the plan's weights; below zero: a better plan.")
    touches: bool = Field(description="Whether the limit speaks of the node's own cells.")
    sentence: str


class PricePart(_Part):
    """What one step of a binding limit is worth to the whole plan."""

    limit: str
    kind: str
    owner: str | None
    pointer: str
    group: dict[str, str] = Field(description="Axis → member or class.")
    side: Literal["floor", "cap", "fixed"]
    quantity: Literal["money", "volume", "effort", "rate"] = Field(description="What `before` and `after` count.")
    before: float = Field(description="The bound as it is.")
    after: float = Field(description="The bound after the step.")
    loss_change: float = Field(description="Change of the loss under the plan's weights; below zero: a better plan.")
    source: Literal["optimum", "resolve"] = Field(
        description="`optimum`: the rate of change at the optimum, times the step; `resolve`: solved again after it."
    )


class NextNodePart(_Part):
    """What one node carries of the next amount."""

    key: list[str]
    label: list[str]
    amount: Amount = Field(description=f"In plan numbers, {AMOUNT}.")


class NextLevelPart(_Part):
    """The nodes of one level that it moves. They add up to the node's amount but for cells outside the level."""

    dimension: str
    level: str
    nodes: list[NextNodePart]


class NextAmountPart(_Part):
    """Where the next amount of company target goes, in plan numbers, before rounding."""

    delta: Amount = Field(description=f"How much the company target rises, {AMOUNT}.")
    company: Amount = Field(description=f"How much the plan rises; less only where the target is a range, {AMOUNT}.")
    possible: bool = Field(description="False where no plan keeps all limits at the higher target.")
    amount: Amount = Field(description=f"What the node carries of it, {AMOUNT}.")
    by: list[NextLevelPart] = Field(
        description="The same by the members of every level within the node that has several, up to 200 each."
    )
    sentence: str


class NumberRangePart(_Part):
    """The node's number over all plans that are nearly as good, before rounding."""

    within: float = Field(description="How much worse a plan may be: fraction of the range of the score.")
    value: Amount = Field(description=f"The number in the exact optimum, {AMOUNT}.")
    low: Amount = Field(description=f"The least, {AMOUNT}.")
    high: Amount = Field(description=f"The largest, {AMOUNT}.")
    low_end: Literal["score", "limits", "none"] = Field(description="What ends the range: the score, or the limits.")
    high_end: Literal["score", "limits", "none"]
    is_tie: bool = Field(description="True where the number stands where it does by a hair.")
    keeps_choice: bool = Field(description="True where only plans that carry the same items were compared.")
    sentence: str


class LedgerDocument(_Part):
    """Why one number of a plan is what it is."""

    schema_: Literal["allot.ledger/1"] = Field(alias="schema")
    outcome: Literal["optimal", "feasible"]
    name: str
    period: str = Field(description="The plan year.")
    money: MoneyPart
    strategy: str
    scenario_hash: str
    plan_hash: str
    node: AskedNodePart
    target: Amount = Field(description=f"The published number: the sum of all lines, {AMOUNT}.")
    lines: list[LedgerLinePart] = Field(description="All lines, in their fixed order.")
    holding: list[HoldingPart] = Field(description="Limits that bind here, the hardest press first.")
    counterfactuals: list[CounterfactualPart] | None = Field(
        description="Limits that move the number most, each one step different; null when the time did not suffice."
    )
    next_amount: NextAmountPart | None = Field(description="Null when the time did not suffice.")
    range: NumberRangePart | None = Field(description="Null when the time did not suffice.")
    prices: list[PricePart] | None = Field(
        description="Of the company: binding limits, hardest press first; null for other nodes, or for want of time."
    )
    open: list[str] = Field(description="What the time did not suffice for, in words.")
