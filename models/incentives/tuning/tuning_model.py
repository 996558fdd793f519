"""The model that tuning works on: a plan, its people's response, cost and margin as smooth functions of the knobs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_line import Measured
from models.incentives.tuning.class_base import ClassBase, class_base
from models.incentives.tuning.class_point import ClassPoint, class_answer, class_point, marginal, views
from models.incentives.tuning.plan_knobs import ClassLines, PlanKnobs
from models.incentives.tuning.pooled_response import PooledNumber, pooled_number
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tail import Loadings, Tail, tail


@dataclass(frozen=True, eq=False)
class ModelPoint:
    """Everything at one value of K knobs, for all n people in the roster's order, minor units.

    `pay`, `variance`, `effort_cost` (n,) and their derivatives (n, K). `motivation` (n,): expected marginal pay per
    100 % of all streams. `sales` (n,): expected sales of the margin measures.
    """

    model: TuningModel
    values: FloatArray
    lines: tuple[ClassLines, ...]
    points: tuple[ClassPoint, ...]

    @cached_property
    def pay(self) -> FloatArray:
        """Expected pay, (n,)."""
        return self._joined([point.pay for point in self.points])

    @cached_property
    def pay_slope(self) -> FloatArray:
        """(n, K)."""
        return self._joined([point.pay_slope for point in self.points])

    @cached_property
    def variance(self) -> FloatArray:
        """Of each person's pay, (n,)."""
        return self._joined([point.variance for point in self.points])

    @cached_property
    def variance_slope(self) -> FloatArray:
        """(n, K)."""
        return self._joined([point.variance_slope for point in self.points])

    @cached_property
    def effort_cost(self) -> FloatArray:
        """ψ of each person, (n,)."""
        return self._joined([point.effort_cost for point in self.points])

    @cached_property
    def effort_cost_slope(self) -> FloatArray:
        """(n, K)."""
        return self._joined([point.effort_cost_slope for point in self.points])

    @cached_property
    def motivation(self) -> FloatArray:
        """Expected marginal pay per 100 %, (n,)."""
        return self._joined([point.marginal.value.sum(axis=0) for point in self.points])

    @cached_property
    def motivation_slope(self) -> FloatArray:
        """(n, K)."""
        return self._joined([point.marginal.slope.sum(axis=0) for point in self.points])

    @cached_property
    def sales(self) -> FloatArray:
        """Expected sales of the margin measures, (n,)."""
        return self._sales()[0]

    @cached_property
    def sales_slope(self) -> FloatArray:
        """(n, K)."""
        return self._sales()[1]

    @cached_property
    def tail(self) -> Tail:
        """The total cost's distribution, with derivatives."""
        return tail(self.model.bases, self.lines, self.points, self.model.loadings, self.values.size)

    def _sales(self) -> tuple[FloatArray, FloatArray]:
        model = self.model
        value = np.zeros(model.plan.roster.count)
        slope = np.zeros((value.size, self.values.size))
        for measure in model.margin_measures:
            base = np.nan_to_num(model.plan.outlook.mean[:, measure])
            for one, point in zip(model.bases, self.points, strict=True):
                stream, own = one.movers.get(measure), base[one.people]
                if stream is not None:
                    response = point.responses[stream]
                    own = own * response.growth
                    slope[one.people] += own[:, None] * response.log_growth_slope
                value[one.people] += own
        return value, slope

    def _joined(self, parts: list[FloatArray]) -> FloatArray:
        joined = np.zeros((self.model.plan.roster.count, *parts[0].shape[1:])) if parts else np.zeros(0)
        for base, part in zip(self.model.bases, parts, strict=True):
            joined[base.people] = part
        return joined


@dataclass(frozen=True, eq=False)
class TuningModel:
    """A plan with its knobs and assumptions. `margin_measures`: positions of the measures whose sales bring
    margin.
    `watched`: positions of the people at whom conditions on single people are kept."""

    plan: IncentivePlan
    knobs: PlanKnobs
    cost: CostAssumptions
    response: ResponseAssumptions
    margin_measures: tuple[int, ...]
    watched: tuple[int, ...] = ()

    @cached_property
    def numbers(self) -> UncertainNumbers:
        """What attainments are uncertain by."""
        return UncertainNumbers(self.plan, self.cost)

    @cached_property
    def places(self) -> IntArray:
        """Positions of the classes that have people."""
        return np.unique(self.plan.roster.pay_class)

    @cached_property
    def bases(self) -> tuple[ClassBase, ...]:
        """What does not move with the knobs, by class that has people."""
        return tuple(
            class_base(self.numbers, self.plan.classes[place], self.plan.roster.members(place))
            for place in self.places.tolist()
        )

    @cached_property
    def pooled(self) -> dict[Measured, PooledNumber]:
        """The numbers that pools of people are paid by, with everybody's part in them."""
        lines = (line.measured for base in self.bases for line in base.pay_class.lines)
        every = dict.fromkeys(measured for measured in lines if measured.pool is not None)
        return {measured: pooled_number(self.plan, self.bases, measured) for measured in every}

    @cached_property
    def loadings(self) -> Loadings:
        """Of company and regions."""
        count = int(self.numbers.regions.max(initial=-1)) + 1
        return Loadings(self.cost.company_loading, self.cost.region_loading, count)

    @cached_property
    def intrinsic(self) -> FloatArray:
        """m0 of everybody, (n,)."""
        return self.response.intrinsic * self.plan.target_incentive

    @cached_property
    def today_marginal(self) -> tuple[FloatArray, ...]:
        """MI0 by class, (J, k)."""
        today = self._lines(self.knobs.today)
        count = len(self.knobs.knobs)
        return tuple(
            marginal(base, lines, views(base, lines, count), count).value
            for base, lines in zip(self.bases, today, strict=True)
        )

    @cached_property
    def today(self) -> ModelPoint:
        """The model at today's plan."""
        return self.at(self.knobs.today)

    def at(self, values: FloatArray) -> ModelPoint:
        """The model at values of the knobs."""
        lines = self._lines(values)
        count = values.size
        answers = tuple(
            class_answer(base, one, count, self.response, today, self.intrinsic[base.people])
            for base, one, today in zip(self.bases, lines, self.today_marginal, strict=True)
        )
        responses = [answer.responses for answer in answers]
        pooled = {measured: number.growth(responses, count) for measured, number in self.pooled.items()}
        points = tuple(
            class_point(base, one, count, answer, pooled)
            for base, one, answer in zip(self.bases, lines, answers, strict=True)
        )
        return ModelPoint(self, values, lines, points)

    def _lines(self, values: FloatArray) -> tuple[ClassLines, ...]:
        every = self.knobs.class_lines(values)
        return tuple(every[place] for place in self.places.tolist())
