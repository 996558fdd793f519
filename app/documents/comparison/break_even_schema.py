"""The schema of a break-even document; one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.ledger_schema import AskedNodePart
from app.documents.plan_schema import MoneyPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingPart(_Part):
    """The nodes' targets at one value of the dial."""

    value: float = Field(description="Where the dial stands.")
    targets: list[float] = Field(
        description="Targets that the nodes publish, in their order, before rounding, in the document's money unit."
    )


class BreakEvenDocument(_Part):
    """From which value of a dial on one node stands behind."""

    schema_: Literal["allot.break_even/1"] = Field(alias="schema")
    name: str
    plan_period: str
    money: MoneyPart
    strategy: str
    scenario_hash: str
    dial: str = Field(description="`strategic_intensity`, or the term whose weight is turned.")
    stands: float = Field(description="Where the strategy's own dial stands.")
    question: Literal["target", "gain", "own"] = Field(
        description="`own`: the node's target falls below that at `low`; `target`: the order of two targets turns "
        "round; `gain`: that of two gains does, in percent since `low`."
    )
    nodes: list[AskedNodePart] = Field(description="The node, and what it is compared with.")
    low: float
    high: float
    tolerance: float = Field(description="How far below `value` the turn may lie.")
    value: float | None = Field(description="The smallest value at which it holds; null: nowhere in the range.")
    start: ReadingPart = Field(description="At `low`.")
    before: ReadingPart | None = Field(description="At most `tolerance` below `value`.")
    after: ReadingPart | None = Field(description="At `value`.")
    first_leads: bool | None = Field(description="Whether the first node is ahead to begin with; null for one node.")
    sentence: str
