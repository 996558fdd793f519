"""The schema of a tuning: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.documents.plan_schema import AMOUNT, Amount, FindingPart, MoneyPart
from app.documents.tuning.analyses_schema import (
    AssumptionCasePart,
    BudgetPricePart,
    CeilingPricePart,
    CostDistributionPart,
    CostFrontierPart,
    KnobPart,
    ParameterRangePart,
    RestoredParameterPart,
    TuningPart,
    Value,
)

About = Literal["mean", "cvar", "over_budget"]
Condition = Literal[
    "expected_cost",
    "tail_cost",
    "over_budget",
    "share_at_level",
    "neutrality",
    "least_expected_pay",
    "participation",
    "weights",
]
VALUE = "in the document's money unit where it is money, else a share or covariance"


class DrawnValuePart(TuningPart):
    """A value from draws, with its 95 % interval."""

    value: Value
    low: Value | None
    high: Value | None


class CertificateLinePart(DrawnValuePart):
    """A ceiling against fresh draws."""

    about: About
    ceiling: Value
    holds: bool = Field(description="Whether the upper end of the interval is not above the ceiling.")
    level: float | None = Field(description="Of a mean of worst cases: 0.95 means the worst 5 %.")
    amount: Amount | None = Field(description="What costs are compared to, of a probability.")


class TuningCertificatePart(TuningPart):
    """What fresh draws say of the tuned plan. With the same plan, request, values, draws and seed it comes out the
    same."""

    plan_hash: str = Field(description="Of the plan that was tuned.")
    values: dict[str, float] = Field(description="Parameter → published value.")
    draws: int
    seed: int
    holds: bool = Field(description="Whether every ceiling holds.")
    mean: DrawnValuePart
    var95: DrawnValuePart
    cvar95: DrawnValuePart
    lines: list[CertificateLinePart] = Field(description="One per ceiling of the request.")


class TuningObjectivePart(TuningPart):
    """What was best."""

    kind: Literal["margin_less_cost", "motivation", "cost_curve", "least_change"]
    in_money: bool = Field(description="Whether its values are money.")
    more_is_better: bool
    sales_measure: str = Field(description="Measure that margin is counted by.")
    margin_rate: float | None = Field(description="null: margin plays no part.")


class PlanSidePart(TuningPart):
    """A plan in figures, people's response included."""

    objective: Value
    expected_cost: Amount = Field(description=f"Expected pay, {AMOUNT}.")
    sales: Amount = Field(description="Expected sales of the margin measure.")
    motivation: Amount = Field(description="Expected marginal pay per 100 % of everything that is paid for.")
    margin: Amount | None = Field(description="Margin of the sales less expected pay; null: no margin rate.")
    simulated_cost: DrawnValuePart
    cvar95: DrawnValuePart = Field(description="Mean cost of the worst twentieth.")
    over_budget: DrawnValuePart | None = Field(description="P(cost > budget); null: no budget.")


class TunedRatesPart(TuningPart):
    """The rates of a table by tier, shares of what is sold."""

    today: list[float]
    tuned: list[float]


class TunedParameterPart(KnobPart):
    """A parameter, today and published."""

    today: float
    tuned: float
    lower: float
    upper: float
    step: float = Field(description="Published values are multiples of it.")
    changed: bool
    follows: bool = Field(description="A weight that follows from the others.")
    at_bound: Literal["lower", "upper"] | None
    cap: list[float] | None = Field(
        description="Of a room below the cap: the cap today and tuned; it moves with the accelerator too."
    )
    rates: TunedRatesPart | None = Field(description="Of a factor of rates: what it makes of them.")


class CurveCornerPart(TuningPart):
    """A corner of a payout curve."""

    at: float = Field(description="Attainment.")
    pay: float = Field(description="Share of the component's target incentive.")


class TunedCurvePart(TuningPart):
    """A payout curve that is turned."""

    group: str
    variant: str | None
    component: str
    label: str
    cap_today: float | None = Field(description="Largest share paid; null: no cap.")
    cap_tuned: float | None
    today: list[CurveCornerPart]
    tuned: list[CurveCornerPart]


class TunedPersonPart(TuningPart):
    """What changes for a person, in expectation."""

    person: str
    label: str
    group: str = Field(description="Key of the group, and name of the variant.")
    group_label: str
    target_incentive: Amount
    pay_today: Amount
    pay_tuned: Amount
    pay_change: Amount
    spread_today: Amount = Field(description="Standard deviation of pay.")
    spread_tuned: Amount
    motivation_today: Amount = Field(description="Expected marginal pay per 100 % of everything paid for.")
    motivation_tuned: Amount
    growth: float = Field(
        description="Expected results of everything that is paid for as a multiple of today's, weighted by what one "
        "more percent of it pays."
    )
    sales_today: Amount = Field(description="Own expected sales of what margin is counted by; they add up to `sales`.")
    sales_tuned: Amount
    utility_gain: Amount = Field(description="Pay less risk less effort, tuned less today.")


class TuningConditionPart(TuningPart):
    """A condition of the whole plan."""

    kind: Condition
    name: str
    label: str
    in_money: bool
    is_most: bool = Field(description="Whether the limit is a maximum.")
    limit: Value = Field(description=VALUE)
    today: Value
    tuned: Value
    holds: bool
    binding: bool
    price: float | None = Field(
        description="What the objective gains when it is relaxed by one unit of money, or by 1 (100 percentage points) "
        "of a share; for small changes."
    )


class PeopleCheckPart(TuningPart):
    """A condition on single people, checked for everybody."""

    kind: Condition
    label: str
    people: int
    watched: int = Field(description="How many stood in the search.")
    broken: int
    worst: str
    worst_slack: float = Field(
        description="Fraction of the target incentive, or of today's expected pay of who has none; below 0: broken."
    )
    held: int = Field(description="How many hold the plan back.")


class LocalOptimumPart(TuningPart):
    """A value that starts ended at."""

    objective: Value
    starts: int


class TuningSearchPart(TuningPart):
    """How was searched: the best of some starts, never proven best of all."""

    starts: int
    run: int
    feasible: int
    reached_best: int
    spread: list[LocalOptimumPart]
    rounds: int
    evaluations: int
    limit: Literal["time_limit", "interrupted"] | None


class BlockingConditionPart(TuningPart):
    """A condition in the way."""

    kind: Condition
    name: str
    label: str
    in_money: bool
    shortfall: Value
    least_relaxation: Value | None = Field(description="With all others kept; null: not enough alone.")


class TuningInfeasiblePart(TuningPart):
    """Why no plan was found; that is what was tried, no proof."""

    budget: Amount | None
    least_cost: Amount | None = Field(description="Least expected cost found that keeps all other conditions.")
    least_budget: Amount | None = Field(description="The budget under which fresh draws can confirm it.")
    starts_tried: int
    blocking: list[BlockingConditionPart]


class TuningResultDocument(TuningPart):
    """Today's plan beside the tuned one, why it may be believed, and what it rests on."""

    schema_: Literal["allot.tuning/1"] = Field(alias="schema")
    name: str
    plan_period: str
    money: MoneyPart
    plan_hash: str
    outcome: Literal["tuned", "unchanged", "uncertified", "infeasible", "refused", "cut_off"]
    refusal: Literal["corner", "slack"] | None
    summary: list[str]
    request: dict[str, Any] = Field(description="What was asked, defaults and assumptions filled in.")
    objective: TuningObjectivePart
    budget: Amount | None
    gain: Value | None = Field(description="How much better than today's plan.")
    today: PlanSidePart
    tuned: PlanSidePart | None
    parameters: list[TunedParameterPart]
    curves: list[TunedCurvePart]
    people: list[TunedPersonPart]
    conditions: list[TuningConditionPart]
    checks: list[PeopleCheckPart]
    certificate: TuningCertificatePart | None
    distribution: CostDistributionPart | None
    search: TuningSearchPart
    infeasible: TuningInfeasiblePart | None
    price: BudgetPricePart | None
    ceiling_prices: list[CeilingPricePart] = Field(description="Of the other ceilings that hold the plan back.")
    frontier: CostFrontierPart | None
    restored: list[RestoredParameterPart]
    ranges: list[ParameterRangePart]
    ranges_tolerance: Value | None = Field(description="What the objective may lose in `ranges`.")
    sensitivity: list[AssumptionCasePart]
    skipped: list[Literal["price", "restored", "ranges", "frontier", "sensitivity"]]
    notices: list[FindingPart]


class TuningCertificateDocument(TuningCertificatePart):
    """A certificate that was worked out again."""

    schema_: Literal["allot.certificate/1"] = Field(alias="schema")
    name: str
    plan_period: str
    money: MoneyPart
    verdict: str
