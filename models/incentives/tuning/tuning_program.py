"""Tuning as a smooth program: a goal, conditions with offsets that a simulation measured, and sums of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import PlanCondition, Row
from models.incentives.tuning.goals import Goal
from models.incentives.tuning.tuning_model import ModelPoint, TuningModel
from models.smooth.program import Condition, Evaluation, Variable


@dataclass(frozen=True, eq=False)
class TuningProgram:
    """min goal subject to conditions. `offsets` by row name, in the row's unit: what simulation found the model's slack
    to be too large by, and what is kept as a reserve; they are taken off the slack."""

    model: TuningModel
    goal: Goal
    rules: tuple[PlanCondition, ...]
    offsets: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The knobs."""
        return tuple(Variable(one.name, one.knob.lower, one.knob.upper) for one in self.model.knobs.knobs)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Rows of all rules, and bounds of the weights that follow from others."""
        return tuple(Condition(row.name, row.scale) for row in self.rows(self.model.today))

    @cached_property
    def objective_scale(self) -> float:
        """That of the goal."""
        return self.goal.scale(self.model)

    def rows(self, point: ModelPoint) -> tuple[Row, ...]:
        """All inequalities at a point, offsets taken off."""
        found = [row for rule in self.rules for row in rule.rows(point)]
        shifted = [replace(row, slack=row.slack - self.offsets.get(row.name, 0.0)) for row in found]
        return (*shifted, *_weight_rows(point))

    def evaluate(self, values: FloatArray) -> Evaluation:
        """Goal and conditions with all derivatives."""
        point = self.model.at(values)
        value, slope = self.goal.value(point)
        rows = self.rows(point)
        slacks = np.array([row.slack for row in rows])
        jacobian = np.array([row.slope for row in rows]).reshape(len(rows), values.size)
        return Evaluation(value, slope, slacks, jacobian)


def _weight_rows(point: ModelPoint) -> tuple[Row, ...]:
    """Weights that follow from others stay within their bounds."""
    knobs, found = point.model.knobs, []
    for one, value in zip(knobs.weight_sums, knobs.dependent_weights(point.values).tolist(), strict=True):
        slope = np.zeros(point.values.size)
        slope[list(one.free)] = -1.0
        knob, name = one.dependent.knob, one.dependent.name
        found.append(Row(f"{name} ≥", 1.0, value - knob.lower, slope, knob.lower, is_most=False))
        found.append(Row(f"{name} ≤", 1.0, knob.upper - value, -slope, knob.upper))
    return tuple(found)
