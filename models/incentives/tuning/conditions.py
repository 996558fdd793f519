"""What a tuned plan must keep: one kind is one class and one name in the union. Slacks are ≥ 0 where it is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.arrays import FloatArray, IntArray
from models.fields import STRICT, Name, Number, Rate
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.tuning.plan_knobs import ClassLines
from models.incentives.tuning.tuning_model import ModelPoint, TuningModel

BUDGET = "budget"
TAIL = "tail"
OVER = "over"


@dataclass(frozen=True, eq=False)
class Row:
    """One inequality c(x) ≥ 0: `name`, once in a program, `scale` (a large amount of c), its value and derivatives
    (K,). c = limit − value where the limit `is_most`, else value − limit."""

    name: str
    scale: float
    slack: float
    slope: FloatArray
    limit: float = 0.0
    is_most: bool = True

    @property
    def value(self) -> float:
        """What is held against the limit."""
        return self.limit - self.slack if self.is_most else self.limit + self.slack


class PlanCondition(BaseModel, ABC):
    """A rule that the tuned plan keeps."""

    model_config = STRICT

    @abstractmethod
    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """Its inequalities at a point; as many, and with the same names, at every point."""


class ExpectedCost(PlanCondition):
    """Expected cost of the plan year ≤ amount."""

    kind: Literal["expected_cost"] = "expected_cost"
    amount: Number = Field(gt=0, description="Most expected pay, money unit.")

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """One row."""
        most = float(point.model.plan.money.to_minor(self.amount))
        return (Row(BUDGET, most, most - float(point.pay.sum()), -point.pay_slope.sum(axis=0), most),)


class TailCost(PlanCondition):
    """CVaR of the cost, the mean of its worst 1 − level, ≤ amount."""

    kind: Literal["tail_cost"] = "tail_cost"
    amount: Number = Field(gt=0, description="Most mean cost of the worst cases, money unit.")
    level: Rate = Field(default=0.95, ge=0.5, le=0.999, description="0.95: the worst 5 % of cases.")

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """One row."""
        most = float(point.model.plan.money.to_minor(self.amount))
        value, slope = point.tail.shortfall(self.level)
        return (Row(f"{TAIL} {self.level:g}", most, most - value, -slope, most),)


class OverBudget(PlanCondition):
    """P(cost > amount) ≤ probability."""

    kind: Literal["over_budget"] = "over_budget"
    amount: Number = Field(gt=0, description="Budget, money unit.")
    probability: Rate = Field(default=0.05, gt=0, lt=1, description="Most probability of costing more.")

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """One row."""
        value, slope = point.tail.probability_above(float(point.model.plan.money.to_minor(self.amount)))
        return (Row(f"{OVER} {self.amount}", 1.0, self.probability - value, -slope, self.probability),)


class ShareAtLevel(PlanCondition):
    """Expected share of a group's people at or above a level of a component, within a range."""

    kind: Literal["share_at_level"] = "share_at_level"
    group: Name = Field(description="Key of the group.")
    component: Name = Field(description="Name of a quota bonus.")
    level: Literal["threshold", "target", "excellence"] = Field(description="Which attainment is reached.")
    least: Rate = Field(default=0.0, ge=0, le=1, description="Least share of people.")
    most: Rate = Field(default=1.0, ge=0, le=1, description="Most share of people.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            raise PydanticCustomError("floor_over_cap", "", {"floor": str(self.least), "cap": str(self.most)})
        return self

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """One row per side that says something."""
        share, slope = self._share(point)
        name = f"{self.group} / {self.component} / {self.level}"
        rows = []
        if self.least > 0:
            rows.append(Row(f"{name} ≥", 1.0, share - self.least, slope, self.least, is_most=False))
        if self.most < 1:
            rows.append(Row(f"{name} ≤", 1.0, self.most - share, -slope, self.most))
        return tuple(rows)

    def _share(self, point: ModelPoint) -> tuple[float, FloatArray]:
        count = point.values.size
        total, slope, people = 0.0, np.zeros(count), 0
        for base, lines, at in zip(point.model.bases, point.lines, point.points, strict=True):
            for index, tuned in enumerate(lines.lines):
                if base.pay_class.group.key != self.group or tuned.line.component != self.component:
                    continue
                knot, knot_slope = self._knot(point, index, lines)
                number = at.moved[index]
                bands = number.bands(np.array([knot]))
                density = bands.edge_density[:, 0] * bands.slope[:, 0]
                total += float(bands.moments[0][:, 1].sum())
                slope += -density.sum() * knot_slope
                drift = number.expected()[:, None] * at.growth[index].log_slope
                slope += (density * number.mean_flow(bands.knots)[:, 0]) @ drift
                people += base.count
        return total / max(people, 1), slope / max(people, 1)

    def _knot(self, point: ModelPoint, index: int, lines: ClassLines) -> tuple[float, FloatArray]:
        """The attainment of the level and its derivatives."""
        place = {"threshold": 0, "target": 1, "excellence": 2}[self.level]
        slope = np.zeros(point.values.size)
        function = lines.lines[index].line.function
        place = min(place, len(function.knots) - 1)
        for knob, part in lines.slopes[index].items():
            slope[knob] = part.knots[place]
        return function.knots[place], slope


class Neutrality(PlanCondition):
    """Expected pay in percent of target incentive does not go along with size: |cov(E P/TI, z)| ≤ most, z the
    standardised size of people's targets or of an attribute."""

    kind: Literal["neutrality"] = "neutrality"
    attribute: Name | None = Field(
        default=None,
        description="Numeric attribute, e.g. potential. Default: the targets of the margin measures.",
    )
    most: Rate = Field(default=0.05, gt=0, le=10, description="Most covariance: 0.05 is 5 % of pay per sd of size.")

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """Two rows, one per sign."""
        z = standardised(point.model, self.attribute)
        weight = np.divide(z, point.model.plan.target_incentive, out=np.zeros_like(z), where=z != 0) / max(
            int((z != 0).sum()), 1
        )
        value, slope = float(weight @ point.pay), weight @ point.pay_slope
        name = f"neutral to {self.attribute or 'size'}"
        return (
            Row(f"{name} ≤", 1.0, self.most - value, -slope, self.most),
            Row(f"{name} ≥", 1.0, self.most + value, slope, -self.most, is_most=False),
        )


class PeopleCondition(PlanCondition):
    """A condition on every single person, kept at the people who are watched."""

    @abstractmethod
    def measures(self, model: TuningModel) -> FloatArray:
        """What each person's slack is counted in, minor units, (n,); 0 for people of whom it says nothing."""

    @abstractmethod
    def slacks(self, point: ModelPoint) -> FloatArray:
        """Slack of everybody, each in their measure, (n,); infinite for people without one."""

    @abstractmethod
    def slopes(self, point: ModelPoint, people: IntArray) -> FloatArray:
        """Derivatives of some people's slacks, (k, K)."""

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """One row per watched person of whom it says something."""
        plan, measures = point.model.plan, self.measures(point.model)
        watched = np.array([who for who in point.model.watched if measures[who] > 0], dtype=np.int64)
        slacks, slopes = self.slacks(point), self.slopes(point, watched)
        return tuple(
            Row(self.row_name(plan, who), 1.0, float(slacks[who]), slope, is_most=False)
            for who, slope in zip(watched.tolist(), slopes, strict=True)
        )

    @abstractmethod
    def row_name(self, plan: IncentivePlan, who: int) -> str:
        """Name of a person's row."""


class LeastExpectedPay(PeopleCondition):
    """Expected pay of everybody ≥ share of the target incentive."""

    kind: Literal["least_expected_pay"] = "least_expected_pay"
    share: Rate = Field(gt=0, le=10, description="Least expected pay, as a multiple of target incentive.")

    def measures(self, model: TuningModel) -> FloatArray:
        """TI: the share is one of it."""
        return model.plan.target_incentive

    def slacks(self, point: ModelPoint) -> FloatArray:
        """E P / TI − share."""
        return _in(self.measures(point.model), point.pay) - self.share

    def slopes(self, point: ModelPoint, people: IntArray) -> FloatArray:
        """Of E P / TI."""
        found: FloatArray = point.pay_slope[people] / point.model.plan.target_incentive[people, None]
        return found

    def row_name(self, plan: IncentivePlan, who: int) -> str:
        """Whose pay."""
        return f"pay of {plan.roster.keys[who]}"


class Participation(PeopleCondition):
    """Nobody is worse off than today by more than a part of their stake: target incentive, or today's expected pay.

    U = E P − (r/2)·Var P − ψ, r = risk aversion / OTE. Without it every start ends at a plan that pays nothing below
    excellence.
    """

    kind: Literal["participation"] = "participation"
    slack: Rate = Field(
        default=0.0,
        ge=0,
        le=1,
        description="Loss of utility allowed, fraction of target incentive, or of today's pay of who has none.",
    )

    def measures(self, model: TuningModel) -> FloatArray:
        """Everybody's stake."""
        return stakes(model)

    def slacks(self, point: ModelPoint) -> FloatArray:
        """(U − U today) / stake + slack."""
        gain = utilities(point) - utilities(point.model.today)
        return _in(stakes(point.model), gain) + self.slack

    def slopes(self, point: ModelPoint, people: IntArray) -> FloatArray:
        """Of U / stake."""
        risk = 0.5 * _aversions(point.model)[people, None] * point.variance_slope[people]
        found: FloatArray = point.pay_slope[people] - risk - point.effort_cost_slope[people]
        return found / stakes(point.model)[people, None]

    def row_name(self, plan: IncentivePlan, who: int) -> str:
        """Who takes part."""
        return f"{plan.roster.keys[who]} takes part"


def utilities(point: ModelPoint) -> FloatArray:
    """Utility of everybody, minor units, (n,)."""
    found: FloatArray = point.pay - 0.5 * _aversions(point.model) * point.variance - point.effort_cost
    return found


def stakes(model: TuningModel) -> FloatArray:
    """What a loss of everybody is measured by, minor units, (n,): target incentive, or today's expected pay of who has
    none, such as people on commission alone; 0 for who is paid nothing."""
    own = model.plan.target_incentive
    found: FloatArray = np.where(own > 0, own, np.maximum(model.today.pay, 0.0))
    return found


def _in(measures: FloatArray, amounts: FloatArray) -> FloatArray:
    """Amounts (n,) as multiples of everybody's measure; infinite for people without one."""
    found: FloatArray = np.divide(amounts, measures, out=np.full(measures.shape, np.inf), where=measures > 0)
    return found


def _aversions(model: TuningModel) -> FloatArray:
    """r of everybody, per minor unit, (n,); 0 for people without earnings."""
    earnings = model.plan.roster.ote.astype(np.float64)
    own = np.full(earnings.shape, model.response.risk_aversion)
    found: FloatArray = np.divide(own, earnings, out=np.zeros(earnings.shape), where=earnings > 0)
    return found


def standardised(model: TuningModel, attribute: str | None) -> FloatArray:
    """z of everybody, mean 0 and sd 1 over those who have it and a target incentive; 0 for the others."""
    plan = model.plan
    if attribute is None:
        raw = plan.annual_targets[:, list(model.margin_measures)].sum(axis=1)
    else:
        values = plan.roster.attributes.get(attribute, (None,) * plan.roster.count)
        raw = np.array([float(v) if isinstance(v, int | float) and not isinstance(v, bool) else np.nan for v in values])
    known = ~np.isnan(raw) & (plan.target_incentive > 0)
    spread = float(raw[known].std()) if known.any() else 0.0
    if spread == 0.0:
        return np.zeros(raw.size)
    return np.where(known, (raw - raw[known].mean()) / spread, 0.0)


TuningCondition = Annotated[
    ExpectedCost | TailCost | OverBudget | ShareAtLevel | Neutrality | LeastExpectedPay | Participation,
    Field(discriminator="kind"),
]
"""What may stand in a tuning's `conditions`."""

CONDITIONS: tuple[type[PlanCondition], ...] = (
    ExpectedCost,
    TailCost,
    OverBudget,
    ShareAtLevel,
    Neutrality,
    LeastExpectedPay,
    Participation,
)
