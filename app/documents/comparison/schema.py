"""The schema of a comparison document: one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.comparison.break_even_schema import ReadingPart
from app.documents.ledger_schema import AskedNodePart
from app.documents.plan_schema import AMOUNT, Amount, FindingPart, MoneyPart, ScoreCardPart

OVER_ASSIGNMENT = "What the nodes' targets together are above the plan, as a fraction of it."


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ComparisonReasonPart(_Part):
    """Why a strategy has no plan."""

    code: str = Field(description="As in a sweep: caps_below_floor, floors_above_cap, conflict, time_limit and others.")
    limit: str | None = Field(description="The first of `limits`.")
    limits: list[str] = Field(description="Names of the limits whose caps are too low or floors too high.")
    pointer: str | None = Field(description="JSON pointer to the first of them.")
    against: str | None = Field(description="Name of the limit that their sum does not meet.")
    amount: Amount | None = Field(description=f"What is missing, {AMOUNT}.")
    messages: list[str] = Field(description="The reasons and what would help, in words.")


class ComparisonMovedPart(_Part):
    """What moves between the cells of the base and of this plan, in the numbers that add up to the company target."""

    moved: Amount = Field(description=f"What changes hands: the smaller of gained and lost, {AMOUNT}.")
    gross: Amount = Field(description=f"Σ|difference|, {AMOUNT}.")
    gained: Amount = Field(description=f"Sum of all rises, {AMOUNT}.")
    lost: Amount = Field(description=f"Sum of all falls, {AMOUNT}.")
    cells: int = Field(description="How many cells have another number.")


class ComparedStrategyPart(_Part):
    """One strategy and what came of it; null where there is no plan."""

    name: str
    label: str = Field(description="What people call it.")
    outcome: Literal["optimal", "feasible", "infeasible", "limit", "suspect", "error"]
    reason: ComparisonReasonPart | None = Field(description="Why there is no plan.")
    plan_hash: str | None = Field(description="Hash of the plan: that of an allocation with this strategy.")
    target: Amount | None = Field(description=f"The plan's total, {AMOUNT}.")
    scorecard: ScoreCardPart | None
    moved: ComparisonMovedPart | None = Field(description="Against the base.")
    dominated_by: list[str] | None = Field(
        description="Strategies whose plans are as good on every measure of `dominance` and better on at least one, "
        "by more than rounding can make."
    )
    largest_regret: float | None = Field(
        description="Largest regret of the plan over all strategies' standards, per unit of company target and of "
        "their weight of fit."
    )


class DominanceMeasurePart(_Part):
    """A measure of the score card, and which way it is better."""

    name: str
    better: Literal["higher", "lower"]


class DominancePart(_Part):
    """What dominance looks at."""

    measures: list[DominanceMeasurePart]
    left_out: list[str] = Field(description="Measures that some plan has no value of.")


class RegretPart(_Part):
    """What a plan costs by the standards of strategies that it was not made for."""

    loss: list[list[float]] = Field(
        description="loss[b][a]: loss of plan a by the standard of strategy b less that of b's own plan, per unit of "
        "company target and of b's weight of fit. Rows and columns as in `plans`."
    )
    error: list[float] = Field(description="How far the entries of each row may lie below zero.")
    least_regret: str = Field(
        description="Of the strategies that none beats throughout, the one whose largest regret is least; the first "
        "one of the scenario where several are as good."
    )
    as_good: list[str] = Field(description="Unbeaten strategies whose largest regret is the same as shown.")
    tiered: list[str] = Field(
        description="Strategies with tiers: what they put first weighs so much that little of it is a large regret."
    )


class NodeChangePart(_Part):
    """One node's target under the base and under another plan."""

    key: list[str]
    label: list[str] = Field(description="What people call it.")
    before: Amount = Field(description=f"Under the base, {AMOUNT}.")
    after: Amount = Field(description=f"Under the other plan, {AMOUNT}.")
    difference: Amount = Field(description=f"after − before, {AMOUNT}.")
    rate: float | None = Field(description="difference over before; null where that is zero.")


class StrategyChangesPart(_Part):
    """Who gains and who loses most under one plan, most first."""

    strategy: str
    gains: list[NodeChangePart]
    losses: list[NodeChangePart]


class CutChangesPart(_Part):
    """Gains and losses of one cut."""

    by: list[str] = Field(description="The axes.")
    by_labels: list[str] = Field(description="What people call them.")
    is_people: bool = Field(description="True for the level of the people.")
    over_assignment: float = Field(description=OVER_ASSIGNMENT)
    strategies: list[StrategyChangesPart] = Field(description="Every plan but the base.")


class ComparedBoundPart(_Part):
    """How a group of a limit binds under one plan."""

    side: Literal["floor", "cap", "fixed"]
    bound: float
    quantity: str = Field(description="What the bound counts, as in a plan.")
    price: float | None = Field(description="Change of the loss per +1 of the bound.")
    violation: float = Field(description="By how much a soft limit is broken.")


class ComparedLimitPart(_Part):
    """One group of one limit under every plan."""

    limit: str
    kind: str
    owner: str | None
    negotiable: bool
    pointer: str
    group: dict[str, str]
    label: str = Field(description="What people call the group.")
    differs: bool = Field(description="True where it binds under some plans only, or on different sides.")
    plans: list[ComparedBoundPart | None] = Field(description="One per plan; null where it does not bind.")


class CertificateCheckPart(_Part):
    """One threshold of the scenario's `fairness_certificate`."""

    kind: Literal["slope", "rank_correlation", "gini", "gap", "deviation"]
    subject: str = Field(description="The characteristic, group or person that it was found at.")
    label: str = Field(description="What people call it.")
    value: float | None
    most: float = Field(description="The threshold: the size of the value is to be this at most.")
    kept: bool | None = Field(description="Null where it could not be checked.")
    missing: Literal["no_data", "too_few", "no_spread", "all_equal"] | None


class AssociationPart(_Part):
    """How difficulty goes along with a characteristic of the people."""

    characteristic: str
    people: int
    slope: float | None = Field(description="Change of difficulty per standard deviation of the characteristic.")
    low: float | None = Field(description="Lower end of the slope's confidence interval.")
    high: float | None = Field(description="Upper end of it.")
    rank_correlation: float | None = Field(description="Spearman's.")
    p_value: float | None = Field(
        description="Two-sided, of the rank correlation: up to eight people the share of all orders that correlate as "
        "strongly, above that by Student's t."
    )
    missing: Literal["no_data", "too_few", "no_spread", "all_equal"] | None
    rank_missing: Literal["no_data", "too_few", "no_spread", "all_equal"] | None


class GroupGapPart(_Part):
    """A group's mean difficulty against everybody's."""

    by: str
    by_label: str = Field(description="What people call it.")
    key: str
    label: str
    people: int
    mean: float
    gap: float = Field(description="mean less that of everybody.")


class CasePart(_Part):
    """One person against the peers."""

    key: list[str]
    label: str
    peer_group: list[str] = Field(description="Empty: everybody.")
    target: Amount = Field(description=f"Over the cells that count, {AMOUNT}.")
    difficulty: float
    peers: float = Field(description="The difficulty of the peers together.")
    deviation: float


class CertificatePart(_Part):
    """The fairness certificate of one plan, recomputed from its published numbers."""

    strategy: str
    passed: bool | None = Field(description="Null where the scenario sets no threshold, or one could not be checked.")
    against: str = Field(description="What targets are measured against.")
    people: int = Field(description="How many people have a difficulty.")
    left_out: list[list[str]] = Field(description="People without one.")
    mean: float | None
    spread: float | None
    gini: float | None
    missing: Literal["no_data", "too_few"] | None
    verdict: list[FindingPart] = Field(description="What it says, the most important first.")
    checks: list[CertificateCheckPart]
    associations: list[AssociationPart]
    gaps: list[GroupGapPart]
    hardest: list[CasePart] = Field(description="Whose targets are hardest against their peers', hardest first.")
    easiest: list[CasePart] = Field(description="Whose are easiest, easiest first.")


class PriceChangePart(_Part):
    """A measure with and without what was taken away; money in the document's unit."""

    name: str
    better: Literal["higher", "lower"] | None
    with_: float | None = Field(alias="with")
    without: float | None
    given_up: float | None = Field(description="How much better it would be without; below zero: what it brings.")


class PricePart(_Part):
    """What something costs under one strategy."""

    loss: float = Field(
        description="What the plan with it loses against the best plan without it, per unit of company target and of "
        "the weight of fit; zero where it is within `error`."
    )
    error: float = Field(description="The proven error of the optimum.")
    amount: float = Field(description="The loss in the document's money unit.")
    moved: ComparisonMovedPart = Field(description="Between the plans with and without it.")
    changes_nothing: bool = Field(description="True where the published plan is the same without it.")
    measures: list[PriceChangePart] = Field(description="Margin in money, and the measures of the score card.")
    terms: list[PriceChangePart] = Field(description="Losses of the terms.")


class PriceLinePart(_Part):
    """One thing that was taken away, and the plan without it."""

    subject: Literal["limit", "term", "fairness"]
    name: str = Field(description="Of the limit or the term.")
    label: str = Field(description="What people call it.")
    kind: str | None = Field(description="Family of the limit.")
    pointer: str | None = Field(description="JSON pointer to the limit.")
    owner: str | None
    is_fairness: bool = Field(description="The fairness term, or a limit that is there for fairness.")
    is_proven: bool = Field(description="Both plans are proven optimal.")
    outcome: Literal["optimal", "feasible", "infeasible", "limit", "suspect", "error"]
    reason: ComparisonReasonPart | None = Field(description="Why there is no plan without it.")
    price: PricePart | None


class PriceListPart(_Part):
    """What every limit and every term of the base costs, each taken away alone and solved again."""

    strategy: str
    fairness: PriceLinePart | None = Field(description="Without the fairness term and all limits of fairness at once.")
    terms: list[PriceLinePart] = Field(description="Dearest first.")
    limits: list[PriceLinePart] = Field(description="Dearest first.")


class TurnPart(_Part):
    """Two nodes of one cut that change places along a dial."""

    nodes: list[AskedNodePart] = Field(description="Both nodes.")
    value: float = Field(description="From here on the one that was ahead stands behind.")
    before: ReadingPart = Field(description="At most the dial's `tolerance` below `value`, if `complete`.")
    after: ReadingPart = Field(description="At `value`.")
    first_leads: bool = Field(description="Whether the first node is ahead below `value`.")
    sentence: str


class DialTurnsPart(_Part):
    """One dial of the base turned over a range, everything else as it stands."""

    dial: str = Field(description="`strategic_intensity`, or the term whose weight is turned.")
    label: str = Field(description="What people call it.")
    stands: float = Field(description="Where the base's own dial stands.")
    low: float
    high: float
    tolerance: float = Field(description="How far below its `value` a turn may lie.")
    complete: bool = Field(description="False where the work ended before the whole range was looked at, or narrowed.")
    more: int = Field(description="Turns that were seen beside those told.")
    turns: list[TurnPart] = Field(description="Those nearest to where the dial stands, nearest first.")


class WatchedCutPart(_Part):
    """A cut whose nodes are watched."""

    by: list[str] = Field(description="The axes.")
    by_labels: list[str] = Field(description="What people call them.")


class TurnListPart(_Part):
    """Who changes places along the dials of the base: break-even intensities and weights."""

    strategy: str
    complete: bool = Field(description="False where the work was cut off: more turns may be there.")
    solves: int = Field(description="How many plans were solved for it.")
    watched: list[WatchedCutPart] = Field(description="Whose order is looked at.")
    dials: list[DialTurnsPart]


class ComparedNodePart(_Part):
    """One node under every plan."""

    key: list[str]
    label: list[str] = Field(description="What people call it.")
    targets: list[Amount] = Field(description=f"The node's own number under each plan, {AMOUNT}.")
    differences: list[Amount] = Field(description=f"Less that of the base, {AMOUNT}.")
    rates: list[float | None] = Field(description="The difference over the base's; null where that is zero.")


class ComparedCutPart(_Part):
    """All nodes of one level, crossing or attribute."""

    by: list[str] = Field(description="The axes.")
    by_labels: list[str] = Field(description="What people call them.")
    is_people: bool
    over_assignment: float = Field(description=OVER_ASSIGNMENT)
    nodes: list[ComparedNodePart] = Field(description="Sorted by key.")
    outside: list[Amount] = Field(description=f"Under each plan, the part of cells that belong to no node, {AMOUNT}.")


class StrategyPayPart(_Part):
    """What an incentive plan pays under one strategy, in the incentive plan's unit."""

    strategy: str
    expected: Amount = Field(description="Expected pay of the plan year.")
    change: Amount | None = Field(description="Against the base.")
    p90: Amount = Field(description="Nine of ten years cost less.")
    over_budget: float | None = Field(description="P(cost > budget); null: the incentive plan has no budget.")


class PayUnderStrategiesPart(_Part):
    """What an incentive plan pays under each strategy."""

    plan: str = Field(description="Name of the incentive plan.")
    money: MoneyPart
    strategies: list[StrategyPayPart]
    notices: list[FindingPart] = Field(description="What was expected of people, and whose own targets stay.")


class ComparisonDocument(_Part):
    """Strategies of one scenario beside each other. Lists about plans have one entry per name in `plans`."""

    schema_: Literal["allot.comparison/1"] = Field(alias="schema")
    name: str
    plan_period: str = Field(description="The plan year.")
    money: MoneyPart
    metric: str
    scenario_hash: str
    over_assignment: float = Field(description="What people's targets together are above the plan, as a fraction.")
    base: str | None = Field(description="The plan that differences refer to; null where no strategy has a plan.")
    plans: list[str] = Field(description="The strategies that have a plan, the base first.")
    strategies: list[ComparedStrategyPart] = Field(description="Every strategy, with or without a plan.")
    dominance: DominancePart | None
    regret: RegretPart | None
    changes: list[CutChangesPart] = Field(description="Who gains and loses most, people first.")
    binding: list[ComparedLimitPart] = Field(description="What binds where.")
    certificates: list[CertificatePart] = Field(description="One per plan.")
    prices: PriceListPart | None = Field(description="The price list of the base, where it was asked for.")
    break_evens: TurnListPart | None = Field(
        description="From which intensity or weight of the base on somebody falls behind somebody else, where it was "
        "asked for."
    )
    pay: PayUnderStrategiesPart | None = Field(
        description="Where an incentive plan was given, and a strategy has a plan."
    )
    cuts: list[ComparedCutPart] = Field(description="Every level and crossing, or the cut that was asked for.")
