"""The schema of what a manager wants to know beside a tuned plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from app.documents.plan_schema import Amount

Value = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""Money in the document's unit, or a number of no unit."""


class TuningPart(BaseModel):
    """A part of the document: nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class KnobPart(TuningPart):
    """Where a parameter stands."""

    group: str
    variant: str | None
    component: str | None
    parameter: str
    label: str = Field(description="What people call the place.")


class BudgetPricePart(TuningPart):
    """What the next money in the budget brings."""

    binding: bool = Field(description="False: more money brings nothing.")
    per_unit: float | None = Field(description="Of the objective, per unit of money; for small changes.")
    step: Amount
    gain: Value | None = Field(description="By tuning again with that much more.")


class CeilingPricePart(TuningPart):
    """What more money in another ceiling brings."""

    kind: Literal["tail_cost", "over_budget"]
    name: str
    label: str
    amount: Amount = Field(description="The ceiling, or what costs are compared to.")
    per_unit: float | None = Field(description="Of the objective, per unit of money; for small changes.")
    step: Amount
    gain: Value | None = Field(description="By tuning again with that much more.")


class CostFrontierPointPart(TuningPart):
    """The plan found that moves people most under a budget; null: none was found."""

    budget: Amount
    expected_cost: Amount | None
    objective: Value | None
    margin: Amount | None
    motivation: Amount | None
    sales: Amount | None
    price: float | None = Field(description="What the next unit of pay adds to motivation.")


class CostFrontierPart(TuningPart):
    """Expected pay against motivation."""

    points: list[CostFrontierPointPart]
    today: CostFrontierPointPart
    tuned: CostFrontierPointPart


class RestoredParameterPart(KnobPart):
    """A changed parameter back at its old value."""

    loss: Value = Field(description="Of the objective, all others as published.")
    cost_change: Amount
    broken: list[str] = Field(description="Conditions that break then.")
    loss_adapted: Value | None = Field(description="When the others adapt; null: no plan found.")


class ParameterRangePart(KnobPart):
    """Where a parameter may lie while the objective is nearly as good, the others adapting."""

    low: float
    tuned: float
    high: float


class MissedConditionPart(TuningPart):
    """A condition that the tuned plan does not keep then."""

    kind: str
    label: str
    in_money: bool
    by: Value = Field(
        description="In money, else a share; of single people the most, in target incentives, or in "
        "today's expected pay of who has none."
    )
    people: int | None = Field(description="At how many it is missed; null: a condition of the whole plan.")


class AssumptionCasePart(TuningPart):
    """One assumption at another value."""

    assumption: Literal["elasticity", "effort_share", "intrinsic", "risk_aversion"]
    factor: float = Field(description="Of the assumption as it stands.")
    value: float
    is_largest: bool = Field(description="Whether no larger value is possible, so that the factor is under 1.3.")
    published_gain: Value = Field(description="Of the tuned plan over today's under it.")
    expected_cost: Amount = Field(description="Expected pay of the tuned plan under it.")
    misses: list[MissedConditionPart]
    tuned_gain: Value | None = Field(description="Of a plan tuned again; null: none found.")
    tuned: list[float] | None = Field(description="Its values, by parameter.")
    turns: list[Literal["not_better", "breaks", "direction", "no_plan"]] = Field(
        description="In what ways the conclusion turns; empty: it stands."
    )
    turned: list[KnobPart]


class CostDistributionPart(TuningPart):
    """How the total cost is distributed."""

    edges: list[Amount] = Field(description="One more than there are bins.")
    today: list[float] = Field(description="Share of simulated years per bin.")
    tuned: list[float]
    draws: int
    seed: int
