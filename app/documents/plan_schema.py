"""The schema of a plan document: one JSON for the command line and REST."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Amount = Annotated[Decimal, WithJsonSchema({"type": "number"})]

AMOUNT = "in the document's money unit, exact"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MoneyPart(_Part):
    """Currency and unit of every amount in the document."""

    currency: str = Field(description="ISO 4217 code.")
    unit: Literal["major", "thousand", "ten_thousand", "minor"] = Field(description="What amounts are written in.")


class VolumePart(_Part):
    """What volumes count."""

    unit: str | None = Field(description="What one piece is called; null when the scenario does not say.")
    decimals: int = Field(description="Decimals that a number of pieces may have.")


class SolverPart(_Part):
    """Which solver ran, and how."""

    name: str
    version: str
    options: dict[str, str | int | float]


class FindingPart(_Part):
    """Something worth knowing, as facts and as a sentence."""

    code: str
    pointer: str = Field(description="JSON pointer into the scenario.")
    message: str
    facts: dict[str, str | int | float | list[str]]


class CellPart(_Part):
    """One published target."""

    members: dict[str, str] = Field(description="Dimension → key of the leaf member.")
    target: Amount = Field(description=f"Published target, {AMOUNT}.")
    plan: Amount = Field(description=f"Part of the company target: the target without over-assignment, {AMOUNT}.")
    numbers: dict[str, Amount] | None = Field(
        default=None, description=f"Level of the over-assigned dimension → the cell's number there, {AMOUNT}."
    )
    exact: float = Field(description="Target before rounding, in the document's money unit.")
    reference: float = Field(description="What the strategy alone would give, before limits, in the money unit.")
    baseline: Amount | None = Field(description=f"Last comparable period, {AMOUNT}; null when there is none.")
    growth_rate: float | None = Field(description="target / baseline − 1; null without a positive baseline.")
    months: list[Amount] | None = Field(default=None, description=f"The 12 plan months, {AMOUNT}; only when phased.")


class NodePart(_Part):
    """One node of the plan: a region, a person, a product in a region."""

    key: list[str] = Field(description="One member key per level of the roll-up; empty for the company.")
    label: list[str] = Field(description="The members' labels.")
    target: Amount = Field(description=f"The node's own number, {AMOUNT}.")
    plan: Amount = Field(description=f"What adds up to the company target on every cut, {AMOUNT}.")
    hedge: Amount = Field(description=f"What the level below carries beyond the target, {AMOUNT}.")
    baseline: Amount | None = Field(description=f"Sum of the baselines, {AMOUNT}.")
    growth_rate: float | None = Field(description="target / baseline − 1, new cells included; null without a base.")
    like_for_like_rate: float | None = Field(description="Growth of the cells that have a baseline; null without one.")
    share: float = Field(description="Share of the company target, fraction of one.")
    difficulty: float | None = Field(
        default=None, description="Target over forecast, over the cells with a forecast; absent in crossings."
    )
    attain_probability: float | None = Field(
        default=None, description="Probability that sales reach the target; null when not known; absent in crossings."
    )
    utilisation: float | None = Field(
        default=None,
        description="Used over capacity, of the capacity limit that is fullest among those whose groups lie wholly in "
        "the node; absent in crossings.",
    )
    months: list[Amount] | None = Field(
        default=None, description=f"The 12 plan months, {AMOUNT}; of the company and single levels, only when phased."
    )
    quarters: list[Amount] | None = Field(default=None, description=f"The 4 plan quarters, {AMOUNT}; as months.")


class RollupPart(_Part):
    """All nodes of one level, or of a crossing of two levels."""

    dimensions: list[str]
    levels: list[str]
    nodes: list[NodePart]


class BindingPart(_Part):
    """One group of one limit that binds."""

    limit: str
    kind: str
    owner: str | None
    negotiable: bool
    pointer: str
    group: dict[str, str] = Field(description="Axis → member or class.")
    side: Literal["floor", "cap", "fixed"]
    bound: float | None = Field(
        description="The bound, in what `quantity` says: the money unit, pieces, units of effort, a fraction of one. "
        "Of a parity limit: the largest distance from the peers' difficulty, as an amount."
    )
    quantity: Literal["money", "volume", "effort", "rate"]
    price: float | None = Field(
        description="Change of the loss per +1 of the bound, loss counted like targets (loss × company target): "
        "negative for a cap that binds, positive for a floor. Null where `choices` shaped the "
        "plan: where units are chosen by yes or no, easing a limit a little says nothing about what another choice "
        "would be worth."
    )
    violation: float = Field(description="By how much a soft limit is broken, in the bound's unit; 0 otherwise.")


class ExceptionPart(_Part):
    """A limit or node that rounding could not keep."""

    what: Literal["limit", "node"]
    name: str
    group: list[str]
    amount: float = Field(
        description="By how much, in what the limit counts: the money unit, pieces, effort, fractions."
    )


class OffStepPart(_Part):
    """A node of a coarse level that is no multiple of the level's step."""

    key: list[str]
    over: Amount = Field(description=f"What is left over the multiple below, {AMOUNT}.")


class CoarsePart(_Part):
    """A level whose nodes are multiples of a step of its own."""

    level: str
    increment: Amount = Field(description=f"The level's step, {AMOUNT}.")
    off_step: list[OffStepPart] = Field(description="Nodes that take what is no multiple of the step.")


class PeriodExceptionPart(_Part):
    """A node or monthly capacity that the month numbers could not keep."""

    what: Literal["cell", "node", "limit"]
    name: str = Field(description="The level, or the limit's name.")
    group: list[str]
    period: str = Field(description="Month or quarter.")
    amount: float = Field(description="By how much, in the money unit or in units of effort.")


class ControlledPart(_Part):
    """A level whose nodes were to be kept within one increment, besides every single target."""

    level: str
    months: bool
    quarters: bool


class PhasingPart(_Part):
    """The plan year's months, what rounding kept in them, and what it could not keep."""

    months: list[str] = Field(description="Labels of the plan months, such as 2025-01.")
    quarters: list[str] = Field(description="Labels of the plan quarters, three months each.")
    increment: Amount = Field(description=f"Step of month numbers, {AMOUNT}.")
    controlled: list[ControlledPart]
    exceptions: list[PeriodExceptionPart]


class VerificationPart(_Part):
    """Our own check of the answer, independent of the solver."""

    row_violation: float = Field(description="Largest violation of a hard limit by the exact plan, relative.")
    kkt_residual: float = Field(description="Largest relative residual of the optimality conditions.")
    gap: float = Field(description="Proven bound on loss − optimal loss, per unit of company target.")
    cell_error: float = Field(description="Proven bound on |target − optimal target| before rounding, in money unit.")
    total: Amount = Field(description=f"What the plan adds up to, {AMOUNT}.")
    increment: Amount = Field(description=f"Rounding step, {AMOUNT}.")
    remainder: dict[str, str] | None = Field(description="The cell that takes what is no multiple of the increment.")
    coarse: list[CoarsePart] = Field(default=[], description="Levels rounded to steps of their own.")
    exceptions: list[ExceptionPart]


class ScoreCardPart(_Part):
    """The plan in natural units; null where the data for a measure is missing."""

    growth_rate: float | None = Field(description="total / baseline − 1.")
    like_for_like_rate: float | None = Field(description="The same over the cells that have a baseline.")
    strategic_share: float
    margin_rate: float | None
    difficulty_mean: float | None
    difficulty_spread: float | None
    difficulty_gini: float | None
    moved: Amount | None = Field(description=f"Sum of |target − previous target|, {AMOUNT}.")
    at_limit_share: float = Field(description="Share of free cells that rest on their own floor or cap.")
    loss: float = Field(description="The strategy's loss, per unit of company target.")
    terms: dict[str, float] = Field(
        default={}, description="Term → its loss per unit of company target, whatever it weighs; those that have data."
    )
    likely_share: float | None = Field(description="Share of people who reach their target with even odds or better.")
    company_probability: float | None = Field(description="Probability that sales reach the company target.")
    utilisation_mean: float | None = Field(description="Used over capacity, mean over the groups of capacity limits.")
    utilisation_worst: float | None = Field(description="Used over capacity of the fullest group.")


class TermRangePart(_Part):
    """What a term's loss can be among the allowed plans."""

    ideal: float = Field(description="Its loss when it alone counts.")
    nadir: float = Field(description="Its largest loss when another term alone counts.")


class TierPart(_Part):
    """A tier before the last: what its terms lose at best, what later tiers may raise that to, and what they did."""

    terms: list[str]
    at_best: float = Field(description="Weighted loss of the tier's terms at its own optimum.")
    allowed: float = Field(description="What the later tiers may raise it to.")
    reached: float = Field(description="What it is in this plan.")
    kept: bool = Field(description="Whether reached is within allowed.")


class StrategyPart(_Part):
    """How the weights of the strategy became those of the program that was solved."""

    label: str = Field(description="What people call the strategy.")
    is_ready_made: bool = Field(description="True where the scenario states no strategies of its own.")
    reference: dict[str, float] = Field(description="Source → share of the reference; they add up to one.")
    strategic_intensity: float = Field(description="How strongly priorities tilt the reference; no unit.")
    normalise: Literal["none", "payoff"] = Field(
        description="payoff: a weight weighs the term's loss per range that it has among the allowed plans."
    )
    weights: dict[str, float] = Field(description="Term → weight as written, defaults filled in; no unit.")
    solved_weights: dict[str, float] = Field(
        description="Term → weight of the program whose optimum is the plan: after normalising, and with the prices "
        "that keep the tiers."
    )
    ranges: dict[str, TermRangePart] | None = Field(description="Term → range; null without normalise: payoff.")
    dropped: list[str] = Field(description="Terms without a range: all allowed plans are the same to them.")
    tiers: list[list[str]] = Field(description="Terms in order of importance; empty: all together.")
    tier_tolerance: float = Field(description="What an earlier tier gives up for later ones, fraction of its range.")
    kept: list[TierPart] = Field(description="Every tier but the last.")


class OverAssignmentPart(_Part):
    """Hedges by level: what is handed down beyond the plan."""

    dimension: str
    levels: dict[str, float] = Field(description="Level → hedge, fraction of what stands above it.")
    factor: float = Field(description="People's targets over the plan: the product of (1 + hedge).")
    plan: Amount = Field(description=f"Company target, {AMOUNT}.")
    assigned: Amount = Field(description=f"Sum of all people's targets, {AMOUNT}.")
    hedge: Amount = Field(description=f"assigned − plan, {AMOUNT}.")
    totals: dict[str, Amount] = Field(description=f"Level → sum of all numbers there, {AMOUNT}.")


class UnitPart(_Part):
    """One unit that a group may carry, such as a product line of a person."""

    key: list[str]
    label: list[str]
    carried: bool
    target: Amount = Field(description=f"Sum of the unit's published targets, {AMOUNT}.")


class UnitGroupPart(_Part):
    """What one group carries."""

    key: list[str] = Field(description="One member key per axis of the limit's `by`; empty for one group of all.")
    label: list[str]
    count: int = Field(description="Units with a target.")
    excess: int = Field(description="Units beyond `max_count`; only a soft limit has any.")
    units: list[UnitPart]


class ChoiceLimitPart(_Part):
    """The units of one limit."""

    limit: str
    pointer: str
    max_count: int | None
    groups: list[UnitGroupPart]


class ChoicesPart(_Part):
    """Which units carry a target, and how good this choice is."""

    proven: bool = Field(description="True when no other choice is better by more than the relative gap asked for.")
    loss: float = Field(
        description="Loss of the exact plan with this choice under the strategy's weights as written, units beyond "
        "soft limits included."
    )
    bound: float = Field(description="No choice has a smaller loss than this; proven.")
    gap: float = Field(description="Distance of the two, relative to the loss times the company target (at least 1).")
    rounds: int = Field(description="Integer programs solved; 0 where the plan kept the limits anyway.")
    limits: list[ChoiceLimitPart]


class PlanDocument(_Part):
    """A published plan."""

    schema_: Literal["allot.plan/1"] = Field(alias="schema")
    outcome: Literal["optimal", "feasible"]
    termination: str = Field(description="Why the solver stopped.")
    name: str
    period: str
    money: MoneyPart
    metric: Literal["amount", "volume"] = Field(
        description="What targets count: money, or pieces; all amounts of a volume plan but those of limits whose "
        "quantity is money are pieces."
    )
    volume: VolumePart
    strategy: str
    strategy_details: StrategyPart | None = Field(default=None, description="What the strategy came to in this plan.")
    over_assignment: OverAssignmentPart | None = Field(
        default=None, description="Absent where people's targets add up to the company target."
    )
    scenario_hash: str
    plan_hash: str
    solver: SolverPart
    seconds: float = Field(description="Seconds from the read scenario to the verified plan.")
    phases: dict[str, float] = Field(description="Seconds per phase.")
    verification: VerificationPart
    scorecard: ScoreCardPart
    binding: list[BindingPart]
    rollups: list[RollupPart]
    cells: list[CellPart]
    phasing: PhasingPart | None = Field(default=None, description="Only when the scenario has phasing.")
    choices: ChoicesPart | None = Field(
        default=None, description="Only when limits decide which units carry a target (`cardinality`)."
    )
    notices: list[FindingPart]
