"""What tuning found: today's plan beside the tuned one, why it may be believed, and what it rests on.

Amounts are minor units (floats, as expectations are); parameters and shares are plain numbers. Everything said of the
tuned plan is said at its published, that is rounded, values. `Side` pairs are always (today, tuned).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.findings import Finding
from models.incentives.cost.estimate import Estimate
from models.units import Money
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.frontier import Frontier
from scenarios.incentives.tuning.search_summary import SearchSummary
from scenarios.incentives.tuning.tuning_document import TuningRequest

MOST_SLACK = 0.1
"""Target incentives that participation may let people lose: with more it keeps nobody."""


class Outcome(StrEnum):
    """How a tuning ended."""

    TUNED = "tuned"
    """A better plan was found, and the certificate holds with room for the luck of other draws."""
    UNCHANGED = "unchanged"
    """Nothing better than today's plan was found; `tuned` is today's plan, and the certificate is its own."""
    UNCERTIFIED = "uncertified"
    """A plan was found, but fresh draws do not confirm that it keeps its ceilings, or not with room for the luck of
    other draws, or there was no time for them: do not publish it."""
    INFEASIBLE = "infeasible"
    """No plan was found that keeps all conditions; `infeasible` says what blocks. No proof that there is none."""
    REFUSED = "refused"
    """The search ended at a plan that is no answer; `refusal` says why. It is shown, but must not be published."""
    CUT_OFF = "cut_off"
    """Time ran out before a plan was found that keeps all conditions and is better than today's."""


class Refusal(StrEnum):
    """Why an end is no answer."""

    CORNER = "corner"
    """Without participation: people are worse off, pay below target is taken away or pay falls far under today's. The
    model sees no one leave, so it must not be believed."""
    SLACK = "slack"
    """The same with a participation whose slack is so wide that it keeps nobody."""


class ConditionKind(StrEnum):
    """Kinds of conditions; values as in a request's `kind`, and `weights` for weights that follow from others."""

    EXPECTED_COST = "expected_cost"
    TAIL_COST = "tail_cost"
    OVER_BUDGET = "over_budget"
    SHARE_AT_LEVEL = "share_at_level"
    NEUTRALITY = "neutrality"
    LEAST_EXPECTED_PAY = "least_expected_pay"
    PARTICIPATION = "participation"
    WEIGHTS = "weights"


class Turn(StrEnum):
    """In what way a conclusion turns under another assumption."""

    NOT_BETTER = "not_better"
    """The published plan is no longer better than today's."""
    BREAKS = "breaks"
    """The published plan breaks a condition by more than 1 % of its scale."""
    DIRECTION = "direction"
    """Tuning again moves a parameter the other way, by more than 5 % of its bounds' width."""
    NO_PLAN = "no_plan"
    """Tuning again finds no plan that keeps all conditions."""


@dataclass(frozen=True)
class KnobName:
    """Where a parameter stands. `variant` None: the group itself; `component` None: the multiplier of the group."""

    group: str
    variant: str | None
    component: str | None
    parameter: str

    @property
    def shown(self) -> str:
        """`group / variant / component / parameter`, without what it has not."""
        return " / ".join(part for part in (self.group, self.variant, self.component, self.parameter) if part)


@dataclass(frozen=True)
class Objective:
    """What was maximised or minimised. `kind`: as in the request; `in_money`: values are minor units; `more_is_better`.
    `sales_measure`: label of the measure that margin is counted by; `margin_rate`: None where margin plays no part."""

    kind: str
    in_money: bool
    more_is_better: bool
    sales_measure: str
    margin_rate: float | None


@dataclass(frozen=True)
class PlanSide:
    """A plan in figures, with people's response. `objective`: in its own direction. `expected_cost`, `sales` (expected
    sales of the margin measure), `motivation` (expected marginal pay per 100 % of everything paid for), `margin`:
    margin rate · sales − expected cost (None: no margin rate): closed form. `simulated_cost`, `cvar95`, `over_budget`
    (None: no budget): from draws."""

    objective: float
    expected_cost: float
    sales: float
    motivation: float
    margin: float | None
    simulated_cost: Estimate
    cvar95: Estimate
    over_budget: Estimate | None


@dataclass(frozen=True)
class ParameterChange:
    """A parameter, today and published. `follows`: a weight that follows from the others. `at_bound`: "lower", "upper"
    or None. For `headroom`, the room between excellence and the cap, `cap` has (today, tuned) as documents state it."""

    name: KnobName
    today: float
    tuned: float
    lower: float
    upper: float
    step: float
    follows: bool
    at_bound: str | None
    cap: tuple[float, float] | None = None

    @property
    def changed(self) -> bool:
        """Whether it was turned."""
        return self.today != self.tuned


@dataclass(frozen=True)
class PersonChange:
    """A person, in the roster's order. `pay`, `spread` (standard deviation of pay), `motivation`, `sales` (own, of the
    margin measure): (today, tuned). `utility_gain`: E P − r/2·Var P − effort cost, tuned less today, minor units;
    `growth`: expected results as a multiple of today's (weighted by marginal pay over all that is paid for)."""

    key: str
    label: str
    pay_class: str
    target_incentive: float
    pay: tuple[float, float]
    spread: tuple[float, float]
    motivation: tuple[float, float]
    sales: tuple[float, float]
    growth: float
    utility_gain: float

    @property
    def pay_gain(self) -> float:
        """Expected pay, tuned less today."""
        return self.pay[1] - self.pay[0]


@dataclass(frozen=True)
class ConditionAt:
    """A condition of the whole plan. `limit`, `today`, `tuned` in its unit: minor units where `in_money`, else a share
    or covariance; both values are the model's after correction by simulation. `is_most`: limit is a maximum, else a
    minimum. `binding`: it holds the search back. `price`: what the objective gains (> 0) when it is relaxed by one
    unit; for small changes."""

    kind: ConditionKind
    name: str
    in_money: bool
    is_most: bool
    limit: float
    today: float
    tuned: float
    binding: bool
    price: float

    @property
    def holds(self) -> bool:
        """Whether the tuned plan keeps it, up to a millionth of the limit."""
        slack = (self.limit - self.tuned) * (1 if self.is_most else -1)
        return slack >= -1e-6 * max(abs(self.limit), 1e-6)


@dataclass(frozen=True)
class PeopleCheck:
    """A condition on single people, checked for everybody. `watched` stood in the program; `worst`: label and least
    slack, fraction of target incentive (< 0: broken by rounding, see `broken`). `held`: how many hold the plan back."""

    kind: ConditionKind
    people: int
    watched: int
    rounds: int
    broken: int
    worst: str
    worst_slack: float
    held: int


@dataclass(frozen=True)
class BudgetPrice:
    """What the next money in the budget brings: `per_unit` by the multiplier; `step` (minor units) and `gain`, by
    solving again with that much more. `binding` False: more money brings nothing."""

    per_unit: float
    step: float
    gain: float | None
    binding: bool


@dataclass(frozen=True)
class CeilingPrice:
    """What more money in another ceiling that holds the plan back brings: `amount` is the ceiling's own, or what costs
    are compared to; `per_unit` by the multiplier, `gain` by tuning again with `step` more. Minor units."""

    kind: ConditionKind
    name: str
    amount: float
    per_unit: float
    step: float
    gain: float | None


@dataclass(frozen=True)
class RestoredParameter:
    """A changed parameter back at its old value. `loss`: of the objective when all others stay as published (> 0:
    worse); `cost_change`: of expected cost; `broken`: names of conditions that break then. `loss_adapted`: when the
    others adapt (None: no plan found, or cut off)."""

    name: KnobName
    loss: float
    cost_change: float
    broken: tuple[str, ...]
    loss_adapted: float | None


@dataclass(frozen=True)
class ParameterRange:
    """Between which values a parameter may lie while the objective loses at most `ranges_tolerance`, the others
    adapting. Attained by plans that keep all conditions; the true range may be wider."""

    name: KnobName
    low: float
    tuned: float
    high: float


@dataclass(frozen=True)
class MissedCondition:
    """A condition that a plan does not keep. `by`: minor units where `in_money`, else shares; of a condition on single
    people the largest miss in target incentives, and at how many `people` it is missed (None: of the whole plan)."""

    kind: ConditionKind
    name: str
    in_money: bool
    by: float
    people: int | None


@dataclass(frozen=True)
class SensitivityCase:
    """One assumption at another value. Of the published plan under it: `published_gain` over today's, `expected_cost`,
    set right by simulation where it has a ceiling, and `misses`, what it does not keep. `tuned_gain`: of the plan tuned
    again over today's, `tuned` its values by parameter (None: no plan found). `turns`: in what ways the conclusion
    turns; empty: it stands. `turned`: the parameters meant. `is_largest`: `value` is the largest possible one, and
    `factor` smaller than what was to be tried."""

    assumption: str
    factor: float
    value: float
    published_gain: float
    expected_cost: float
    misses: tuple[MissedCondition, ...]
    tuned_gain: float | None
    tuned: tuple[float, ...] | None
    turns: tuple[Turn, ...]
    turned: tuple[KnobName, ...]
    is_largest: bool = False


@dataclass(frozen=True)
class BlockingRule:
    """A condition that stands in the way where the total violation is least. `shortfall`: what it is missed by there,
    in its unit; of the budget, where it is known, how much the least cost that keeps all others is over it. `relief`:
    parts (of its scale) of all violation that one unit of relaxing takes away; `least_relaxation`: what it must be
    relaxed by when all others are kept (None: not enough alone)."""

    kind: ConditionKind
    name: str
    in_money: bool
    shortfall: float
    relief: float
    least_relaxation: float | None

    @property
    def is_missed(self) -> bool:
        """Whether it is missed by as much as anybody would read."""
        least = 0.5 if self.in_money else 5e-5
        return self.shortfall >= least or (self.least_relaxation or 0.0) >= least


@dataclass(frozen=True)
class Infeasible:
    """`budget`: what was allowed. `least_cost`: the least expected cost found that keeps all other conditions (None:
    no plan was found that keeps them at any cost), `least_budget`: the budget under which fresh draws can confirm it.
    `starts_tried`: that is what was tried, no proof."""

    budget: float | None
    least_cost: float | None
    least_budget: float | None
    blocking: tuple[BlockingRule, ...]
    starts_tried: int


@dataclass(frozen=True, eq=False)
class TuningReport:
    """Everything that tuning found.

    `tuned`, `people`, `conditions`, `document` (the plan with published rules) and `certificate` are there when there
    is a plan to show: TUNED, UNCHANGED, UNCERTIFIED and REFUSED. The analyses (`price`, `ceiling_prices`, `frontier`,
    `restored`, `ranges`, `sensitivity`) are there when they were asked for, a plan is worth them (not REFUSED) and time
    sufficed; `skipped` names those that time cut off. `ranges_tolerance`: what the objective may lose in `ranges`.
    `notices`: what is worth knowing.
    """

    loaded: LoadedPlan
    request: TuningRequest
    outcome: Outcome
    refusal: Refusal | None
    objective: Objective
    budget: float | None
    today: PlanSide
    tuned: PlanSide | None
    parameters: tuple[ParameterChange, ...]
    people: tuple[PersonChange, ...]
    conditions: tuple[ConditionAt, ...]
    checks: tuple[PeopleCheck, ...]
    certificate: Certificate | None
    search: SearchSummary
    infeasible: Infeasible | None
    document: IncentivePlanDocument | None
    price: BudgetPrice | None = None
    ceiling_prices: tuple[CeilingPrice, ...] = ()
    frontier: Frontier | None = None
    restored: tuple[RestoredParameter, ...] = ()
    ranges: tuple[ParameterRange, ...] = ()
    ranges_tolerance: float | None = None
    sensitivity: tuple[SensitivityCase, ...] = ()
    skipped: tuple[str, ...] = ()
    notices: tuple[Finding, ...] = ()

    @property
    def gain(self) -> float | None:
        """How much better the tuned plan is than today's, > 0: better."""
        if self.tuned is None:
            return None
        sign = 1.0 if self.objective.more_is_better else -1.0
        return sign * (self.tuned.objective - self.today.objective)

    @property
    def winners(self) -> tuple[PersonChange, ...]:
        """People whose expected pay rises, those who gain most first."""
        return tuple(sorted((p for p in self.people if p.pay_gain > 0), key=lambda p: -p.pay_gain))

    @property
    def losers(self) -> tuple[PersonChange, ...]:
        """People whose expected pay falls, those who lose most first."""
        return tuple(sorted((p for p in self.people if p.pay_gain < 0), key=lambda p: p.pay_gain))

    @property
    def money(self) -> Money:
        """How the plan writes amounts."""
        return self.loaded.plan.money
