"""What a tuned plan is best at: one goal is one class and one name in the union. Values are to be minimised."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, Field

from models.arrays import FloatArray
from models.fields import STRICT, Listed, Rate
from models.incentives.cost.expectation import expectation, mean_gradient
from models.incentives.tuning.class_base import ClassBase, moved
from models.incentives.tuning.class_point import views
from models.incentives.tuning.plan_knobs import ClassLines
from models.incentives.tuning.tuning_model import ModelPoint, TuningModel


class Goal(BaseModel, ABC):
    """A smooth function of the knobs."""

    model_config = STRICT

    @abstractmethod
    def value(self, point: ModelPoint) -> tuple[float, FloatArray]:
        """What is minimised, and its derivatives (K,)."""

    @abstractmethod
    def scale(self, model: TuningModel) -> float:
        """A large amount of it, above zero."""


class MarginLessCost(Goal):
    """Expected margin less expected pay: margin rate · expected sales − cost, minor units (negative: minimised)."""

    kind: Literal["margin_less_cost"] = "margin_less_cost"
    margin_rate: Rate = Field(gt=0, le=1, description="Margin per unit of money sold.")

    def value(self, point: ModelPoint) -> tuple[float, FloatArray]:
        """cost − margin."""
        found = point.pay.sum() - self.margin_rate * point.sales.sum()
        return float(found), point.pay_slope.sum(axis=0) - self.margin_rate * point.sales_slope.sum(axis=0)

    def scale(self, model: TuningModel) -> float:
        """Today's cost."""
        return max(float(model.today.pay.sum()), 1.0)


class Motivation(Goal):
    """Motivational power: expected marginal pay per 100 % of everything that is paid for, over all people."""

    kind: Literal["motivation"] = "motivation"

    def value(self, point: ModelPoint) -> tuple[float, FloatArray]:
        """Its negative."""
        return -float(point.motivation.sum()), -point.motivation_slope.sum(axis=0)

    def scale(self, model: TuningModel) -> float:
        """All target incentives, or today's cost where nobody has one."""
        own = float(model.plan.target_incentive.sum())
        return max(own if own > 0 else float(model.today.pay.sum()), 1.0)


class WantedCost(BaseModel):
    """Wanted cost if everybody's forecasts were so much of today's."""

    model_config = STRICT

    growth: Rate = Field(gt=0, le=10, description="All forecasts as a multiple of today's: 1.1 is 10 % more.")
    cost_rate: Rate = Field(ge=0, le=100, description="Wanted expected cost, as a multiple of all target incentives.")


class CostCurve(Goal):
    """Closeness to a wanted cost curve: Σ (expected cost at forecasts · growth − wanted)², in target incentives."""

    kind: Literal["cost_curve"] = "cost_curve"
    points: Annotated[tuple[WantedCost, ...], Listed] = Field(min_length=1, max_length=20, description="Wanted costs.")

    def value(self, point: ModelPoint) -> tuple[float, FloatArray]:
        """The sum of squares."""
        whole = max(float(point.model.plan.target_incentive.sum()), 1.0)
        total, slope = 0.0, np.zeros(point.values.size)
        for wanted in self.points:
            cost, cost_slope = 0.0, np.zeros(point.values.size)
            for base, lines in zip(point.model.bases, point.lines, strict=True):
                part, part_slope = _cost_at(base, lines, wanted.growth, point.values.size)
                cost, cost_slope = cost + part, cost_slope + part_slope
            miss = cost / whole - wanted.cost_rate
            total += miss**2
            slope += 2.0 * miss * cost_slope / whole
        return total, slope

    def scale(self, model: TuningModel) -> float:  # noqa: ARG002
        """A tenth of all target incentives, squared."""
        return 0.01


class LeastChange(Goal):
    """Least change from today: Σ ((x − today) / width)² over all knobs."""

    kind: Literal["least_change"] = "least_change"

    def value(self, point: ModelPoint) -> tuple[float, FloatArray]:
        """The sum of squares."""
        knobs = point.model.knobs
        widths = np.array([max(one.knob.upper - one.knob.lower, 1e-9) for one in knobs.knobs])
        moved_by = (point.values - knobs.today) / widths
        return float(moved_by @ moved_by), 2.0 * moved_by / widths

    def scale(self, model: TuningModel) -> float:  # noqa: ARG002
        """One knob turned by its whole width."""
        return 1.0


TuningGoal = Annotated[MarginLessCost | Motivation | CostCurve | LeastChange, Field(discriminator="kind")]
"""What may stand as `objective`."""

GOALS: tuple[type[Goal], ...] = (MarginLessCost, Motivation, CostCurve, LeastChange)


def _cost_at(base: ClassBase, lines: ClassLines, growth: float, count: int) -> tuple[float, FloatArray]:
    """Expected cost of a class, and its derivatives (K,), if all its forecasts were multiplied by `growth`."""
    total, slope = 0.0, np.zeros(count)
    for view in views(base, lines, count):
        function = lines.lines[view.index].line.function
        number = moved(base.numbers[view.index].distribution, np.full(base.count, growth))
        mean, gradient = expectation(function, number).mean, mean_gradient(function, number)
        parts = np.concatenate([gradient.by_jump, gradient.by_bend, gradient.by_knot], axis=1)
        total += float(view.amount @ mean)
        slope += float(view.scale @ mean) * view.slopes.factor + (view.amount @ parts) @ view.slopes.parts
    return total, slope
