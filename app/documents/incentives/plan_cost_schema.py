"""The schema of the cost of an incentive plan: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount, FindingPart, MoneyPart

Decides = Literal["closed_form", "simulation"]
Why = Literal["cap", "gate", "pool", "sum", "draw"]
DECIDES = (
    "Which of the two the figure is taken from: simulation where the closed form is only an approximation, or lies "
    "outside the interval. Means and shares of people at a level are exact."
)
AT_TARGET = (
    "Cost if everybody ended the year exactly on target, with commissions and multipliers, and what has no target as "
    "forecast: no forecast of the cost."
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CostAssumptionsPart(_Part):
    """What is assumed of how results move together."""

    company_loading: float = Field(description="Correlation of every number with what moves the whole company.")
    region_loading: float = Field(description="Correlation with what moves the person's region.")
    region: str = Field(description="Attribute of people that names their region.")
    own_correlation: float = Field(description="Correlation of what is a person's own between two measures.")


class CostFigurePart(_Part):
    """An amount both ways."""

    closed: Amount | None = Field(description=f"By the closed form, {AMOUNT}.")
    simulated: Amount = Field(description=f"By simulation, {AMOUNT}.")
    low: Amount | None = Field(description="Lower end of the simulation's 95 % interval; null: too few draws.")
    high: Amount | None = Field(description="Upper end; null: too few draws.")
    decided_by: Decides = Field(description=DECIDES)


class ShareFigurePart(_Part):
    """A share or probability both ways."""

    closed: float | None = Field(description="By the closed form.")
    simulated: float = Field(description="By simulation.")
    low: float = Field(description="Lower end of the simulation's 95 % interval.")
    high: float = Field(description="Upper end.")
    decided_by: Decides = Field(description=DECIDES)


class CostFiguresPart(_Part):
    """The distribution of a cost. `closed` is null where there is no closed form at all."""

    mean: CostFigurePart
    p50: CostFigurePart
    p90: CostFigurePart
    p95: CostFigurePart
    cvar95: CostFigurePart = Field(description="Mean of the worst twentieth.")


class ComponentCostPart(_Part):
    """A line of a group's cost: a component's pay before caps of persons, what those caps take (zero or less), or what
    draws add. The means of all lines add up to the mean of the group's cost, to the rounding of each: as simulated, and
    in closed form without caps and draws."""

    kind: Literal["component", "cap", "draw"]
    name: str | None = Field(description="null: a cap or a draw.")
    label: str
    figures: CostFiguresPart = Field(description="Caps and draws have no closed form.")


class LevelPart(ShareFigurePart):
    """Share of a group's people who reach a level."""

    component: str
    level: Literal["threshold", "target", "excellence"]
    attainment: float


class CompanyYearPart(_Part):
    """What everybody is paid in a calendar year."""

    year: int = Field(description="Calendar year of the payment days.")
    promised: Amount = Field(description=f"Expected amount for those who stay, {AMOUNT}.")
    present_value: Amount = Field(description="Expected today: of those who are still there, discounted.")
    figures: CostFiguresPart = Field(description="Distribution of the amount for those who stay.")


class YearCostPart(CompanyYearPart):
    """What a group is paid in a calendar year."""

    years: int = Field(description="Years after the plan year; 0: pay of the plan year itself.")
    kind: Literal["pay", "deferred", "long_term"]
    element: str | None = Field(description="Label of the long-term element.")


class PerformancePart(_Part):
    """Whether who achieves more is paid more."""

    rank_correlation: float | None = Field(description="Of pay over target incentive and attainment, over people.")
    quarters: list[float] = Field(
        description="Mean pay over target incentive by quarter of attainment, lowest first; empty under four people."
    )


class GroupCostPart(_Part):
    """A role group, or one of its variants."""

    group: str
    variant: str | None
    label: str
    people: int
    target_incentive: Amount
    at_target: Amount = Field(description=AT_TARGET)
    expected: Amount = Field(description="By what decides.")
    decided_by: Decides = Field(description="Of `expected`; every figure says its own.")
    why_simulated: list[Why] = Field(description="Why closed forms are only approximations; empty: they are none.")
    figures: CostFiguresPart
    components: list[ComponentCostPart]
    levels: list[LevelPart]
    years: list[YearCostPart]
    performance: PerformancePart


class CostOfSalesPart(_Part):
    """Expected cost over expected sales."""

    measure: str
    sales: Amount
    of_sales: float
    of_margin: float | None = Field(description="Over the margin of these sales; null: no margin rate.")


class PlanCostDocument(_Part):
    """What an incentive plan will cost, in closed form and by simulation side by side."""

    schema_: Literal["allot.plan_cost/1"] = Field(alias="schema")
    name: str
    plan_period: str
    money: MoneyPart
    plan_hash: str
    assumptions: CostAssumptionsPart
    draws: int
    seed: int
    decided_by: Decides = Field(description="Of `expected`; every figure says its own.")
    why_simulated: list[Why] = Field(description="Why closed forms are only approximations; empty: they are none.")
    target_incentive: Amount = Field(description="Sum of the target incentives: no forecast of the cost.")
    at_target: Amount = Field(description=AT_TARGET)
    expected: Amount = Field(description="Expected cost of the plan year by what decides.")
    present_value: Amount = Field(description="Expected present value of all payments, long-term ones included.")
    budget: Amount | None
    figures: CostFiguresPart
    over_budget: ShareFigurePart | None = Field(description="P(cost > budget); null: no budget.")
    cost_of_sales: CostOfSalesPart | None = Field(description="null: no measure counts money, or nothing is expected.")
    years: list[CompanyYearPart] = Field(description="By calendar year, ascending; together with all later payments.")
    groups: list[GroupCostPart]
    summary: list[str]
    notices: list[FindingPart]
