"""The schema of consistent rules: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import FindingPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanPart(_Part):
    """A range; both ends alike: one value."""

    low: float
    high: float


class RulePart(_Part):
    """One quantity."""

    rule: str = Field(
        description="forecast, over_assignment, mean_attainment, spread, company_loading, share_at_quota, "
        "plan_probability or budget_share."
    )
    label: str
    origin: Literal["stated", "plan", "rule_of_thumb", "assumed", "free"] = Field(description="Who wants it.")
    wanted: SpanPart | None = Field(description="What is wanted of it; null: nothing.")
    value: float | None = Field(description="Its value in one set in which all rules hold; null: there is none.")
    reach: SpanPart | None = Field(description="What it can be while all rules hold; null: there is no such set.")


class WayOutPart(_Part):
    """One rule gives, others are kept."""

    rule: str
    needed: SpanPart = Field(description="What it must be.")
    nearest: float = Field(description="The needed value that is nearest to what is wanted.")
    kept: list[str] = Field(description="Rules that hold then.")
    is_enough: bool = Field(description="Whether these are all others.")
    sentence: str


class CurvePointPart(_Part):
    """A corner of the common payout curve."""

    attainment: float
    pay: float = Field(description="Share of the target incentive.")


class ConsistentRulesDocument(_Part):
    """Rules about quotas, budget and company plan: one set in which all hold, or which of them must give."""

    schema_: Literal["allot.consistent_rules/1"] = Field(alias="schema")
    name: str | None = Field(description="The incentive plan's; null: a curve alone.")
    plan_hash: str | None
    people: int
    curve: list[CurvePointPart] = Field(description="Share of the target incentive by the attainment of everything.")
    consistent: bool
    rules: list[RulePart]
    conflict: list[str] = Field(description="A smallest set of rules that contradict each other.")
    ways_out: list[WayOutPart]
    left_out: list[str] = Field(description="Components that have neither target nor forecast, and are not counted.")
    sentences: list[str]
    notices: list[FindingPart] = Field(description="What is worth knowing of the plan as it was read.")
