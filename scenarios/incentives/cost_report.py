"""What a plan will cost: every figure in closed form and from simulation, and which of them decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.findings import Finding
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.estimate import Estimate
from models.incentives.cost.performance import PayForPerformance
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import PayClass
from scenarios.incentives.definition.loaded_plan import LoadedPlan


class NoClosedForm(StrEnum):
    """Why simulation decides."""

    CAP = "cap"
    """Pay of a person is capped as a whole."""
    GATE = "gate"
    """A gate looks at another number than the pay that it gates, and the two are correlated."""
    POOL = "pool"
    """People are paid by the attainment of a pool: a sum of log-normals is none."""
    SUM = "sum"
    """A line adds up several measures."""
    DRAW = "draw"
    """A draw is kept where later pay does not cover it."""


@dataclass(frozen=True)
class Figure:
    """One number both ways; minor units, or a share. `closed` is None where there is no closed form at all."""

    closed: float | None
    simulated: Estimate


@dataclass(frozen=True)
class CostFigures:
    """The distribution of a cost: mean, quantiles, and the mean of the worst twentieth."""

    mean: Figure
    p50: Figure
    p90: Figure
    p95: Figure
    cvar95: Figure


class PartOfCost(StrEnum):
    """What a line of a class's cost is. All lines together are the cost."""

    COMPONENT = "component"
    """Pay of a component, before caps of persons."""
    CAP = "cap"
    """What caps of persons take, ≤ 0."""
    DRAW = "draw"
    """What guaranteed draws add and nobody pays back."""


@dataclass(frozen=True)
class ComponentCost:
    """A line of a class's cost. Caps and draws have no closed form and no name."""

    kind: PartOfCost
    name: str
    label: str
    figures: CostFigures


@dataclass(frozen=True)
class LevelShare:
    """Share of a class's people who reach a level of a bonus: `threshold`, `target` or `excellence`."""

    component: str
    level: str
    attainment: float
    share: Figure


@dataclass(frozen=True)
class YearCost:
    """What a class is paid in a calendar `year`, `years` after the plan year. `kind`: pay, deferred, or long_term, then
    with the `element`'s label. `figures` and `promised`, the expected amount by what decides: to those who stay;
    `present_value`: expected today, of those who are still there, discounted."""

    year: int
    years: int
    kind: str
    element: str | None
    figures: CostFigures
    promised: float
    present_value: float


@dataclass(frozen=True)
class CompanyYear:
    """What everybody is paid in a calendar year, as in YearCost."""

    year: int
    figures: CostFigures
    promised: float
    present_value: float


@dataclass(frozen=True)
class ClassCost:
    """A role group, or one of its variants. `why_simulated` is empty where the closed form decides."""

    pay_class: PayClass
    people: int
    target_incentive: float
    figures: CostFigures
    components: tuple[ComponentCost, ...]
    levels: tuple[LevelShare, ...]
    years: tuple[YearCost, ...]
    performance: PayForPerformance
    why_simulated: tuple[NoClosedForm, ...]

    @property
    def expected(self) -> float:
        """Expected cost by what decides."""
        return self.figures.mean.simulated.value if self.why_simulated else self.figures.mean.closed or 0.0


@dataclass(frozen=True)
class CostOfSales:
    """Expected cost over the expected sum of a sales measure; `of_margin` over its margin (None: no margin rate), which
    is the sum itself where the measure `is_margin`."""

    measure: str
    sales: float
    of_sales: float
    of_margin: float | None
    is_margin: bool = False


@dataclass(frozen=True, eq=False)
class CostReport:
    """A plan's cost before launch. `over_budget`: P(cost > budget), None without a budget. `common_share`: how much of
    the variance company and regions make."""

    loaded: LoadedPlan
    assumptions: CostAssumptions
    draws: int
    seed: int
    figures: CostFigures
    classes: tuple[ClassCost, ...]
    years: tuple[CompanyYear, ...]
    budget_minor: int | None
    over_budget: Figure | None
    cost_of_sales: CostOfSales | None
    why_simulated: tuple[NoClosedForm, ...]
    notices: tuple[Finding, ...] = ()

    @property
    def plan(self) -> IncentivePlan:
        """The plan."""
        return self.loaded.plan

    @property
    def target_incentive(self) -> float:
        """Σ target incentives: what everybody exactly on target would cost, which is no forecast of the cost."""
        return float(self.plan.target_incentive.sum())

    @property
    def expected(self) -> float:
        """Expected cost of the plan year by what decides."""
        return self.figures.mean.simulated.value if self.why_simulated else self.figures.mean.closed or 0.0

    @property
    def present_value(self) -> float:
        """Expected present value of all payments, long-term ones included."""
        return sum(year.present_value for year in self.years)
