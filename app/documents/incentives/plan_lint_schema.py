"""The schema of a lint of an incentive plan: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, FindingPart, MoneyPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LintAssumptionsPart(_Part):
    """What was taken to be so where a plan does not say."""

    margin_rate: float | None = Field(description="Margin per unit of money sold; null: not stated.")
    ratchet_rate: float | None = Field(
        description="Share of the sales above target that enters the next target; null: not assumed."
    )
    next_year: float = Field(description="What next year's money counts for today.")
    shift_share: float = Field(description="Largest part of a period's sales that can be reported in another one.")


class LintFindingPart(_Part):
    """One thing that is awkward."""

    rule: str = Field(description="cliff, dead_zone, falling_pay, marginal_pay, shifted_orders or ratchet.")
    code: str = Field(description="Which case of the rule.")
    severity: Literal["error", "warning", "note"]
    group: str = Field(description="Key of the role group.")
    variant: str | None = Field(description="Name of the variant; null: the group itself.")
    components: list[str] = Field(description="Names of the components that take part.")
    measure: str | None = Field(description="What is sold, or the KPI of a scorecard; null: that of the component.")
    counted_in: Literal["attainment", "money", "units", "score"] = Field(description="What `low` and `high` are.")
    low: float = Field(description="Where it begins: attainment, the document's money unit, pieces or a mark.")
    high: float | None = Field(description="Where it ends, the same as `low` for a point; null: it does not end.")
    amount: Amount | None = Field(
        description=f"What is at stake for the typical person of the group, {AMOUNT}; null: no amount."
    )
    share: float | None = Field(description="The same as a share of the typical target incentive.")
    people: float | None = Field(
        description="How many people are expected there, of a point within 1 % of it; null: no outlook says."
    )
    people_share: float | None = Field(description="Their share of the people for whom an outlook is stated.")
    numbers: dict[str, float | None] = Field(
        description="Numbers of the rule: rates, counts, amounts in the money unit."
    )
    who: str = Field(description="What people call the group and the variant.")
    sentence: str
    advice: str


class NotLookedPart(_Part):
    """A rule that could not look at the plan."""

    rule: str
    needs: str = Field(description="What would have to be stated.")
    sentence: str


class PlanLintDocument(_Part):
    """What is awkward in an incentive plan, the worst first."""

    schema_: Literal["allot.plan_lint/1"] = Field(alias="schema")
    name: str
    plan_period: str
    money: MoneyPart
    plan_hash: str
    assumptions: LintAssumptionsPart
    errors: int
    warnings: int
    notes: int
    findings: list[LintFindingPart]
    not_looked: list[NotLookedPart]
    empty_groups: list[str] = Field(description="Groups and variants that nobody is in: not looked at.")
    notices: list[FindingPart] = Field(description="What is worth knowing of the plan as it was read.")
