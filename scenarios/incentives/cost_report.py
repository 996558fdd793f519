"""What a plan will cost: every figure in closed form and from simulation, and which of them decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


class DecidedBy(StrEnum):
    """Which of the two ways a figure is taken from."""

    CLOSED_FORM = "closed_form"
    SIMULATION = "simulation"


@dataclass(frozen=True)
class Figure:
    """One number both ways; minor units, or a share. `closed` is None where there is no closed form at all.
    `is_outside`: whether the closed form lies outside the simulation's interval."""

    closed: float | None
    simulated: Estimate
    decided_by: DecidedBy
    is_outside: bool

    @property
    def value(self) -> float:
        """By what decides."""
        by_formula = self.closed is not None and self.decided_by is DecidedBy.CLOSED_FORM
        return self.closed if by_formula and self.closed is not None else self.simulated.value

    @property
    def is_overruled(self) -> bool:
        """Whether the draws take the place of a closed form."""
        return self.is_outside and self.decided_by is DecidedBy.SIMULATION

    @property
    def is_missed(self) -> bool:
        """Whether the draws miss an exact closed form, as one interval in twenty does by chance."""
        return self.is_outside and self.decided_by is DecidedBy.CLOSED_FORM


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
    """A role group, or one of its variants. `why_simulated` is empty where there is a closed form, which then decides
    all that the draws do not contradict. `at_target`: cost if everybody ended the year exactly on target."""

    pay_class: PayClass
    people: int
    target_incentive: float
    at_target: float
    figures: CostFigures
    components: tuple[ComponentCost, ...]
    levels: tuple[LevelShare, ...]
    years: tuple[YearCost, ...]
    performance: PayForPerformance
    why_simulated: tuple[NoClosedForm, ...]

    @property
    def expected(self) -> float:
        """Expected cost by what decides."""
        return self.figures.mean.value


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
        """Σ target incentives, which is no forecast of the cost."""
        return float(self.plan.target_incentive.sum())

    @property
    def at_target(self) -> float:
        """What everybody exactly on target would cost: commissions, multipliers and marks above par are in it."""
        return sum(one.at_target for one in self.classes)

    @property
    def expected(self) -> float:
        """Expected cost of the plan year by what decides."""
        return self.figures.mean.value

    @property
    def whole(self) -> Mapping[str, Figure]:
        """Figures of the whole plan by name, with `over_budget` where there is a budget."""
        return vars(self.figures) | ({} if self.over_budget is None else {"over_budget": self.over_budget})

    @property
    def parts(self) -> Iterator[Figure]:
        """Figures of years, groups, components, years of groups, and levels."""
        for year in self.years:
            yield from vars(year.figures).values()
        for one in self.classes:
            inside = [part.figures for part in one.components] + [part.figures for part in one.years]
            for figures in (one.figures, *inside):
                yield from vars(figures).values()
            yield from (level.share for level in one.levels)

    @property
    def present_value(self) -> float:
        """Expected present value of all payments, long-term ones included."""
        return sum(year.present_value for year in self.years)
