"""The plan at values of the knobs with people's response in its forecasts: what a simulation of tuned rules runs on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.arrays import FloatArray
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.tuning.tuning_model import ModelPoint


def responded_plan(point: ModelPoint) -> IncentivePlan:
    """Tuned rules, and every forecast times the growth of the stream that it is paid by. A measure that several streams
    look at grows by the one that looks at it alone, else by the first."""
    model = point.model
    if np.array_equal(point.values, model.knobs.today):
        return model.plan
    plan = model.knobs.turned_plan(point.values)
    return replace(plan, outlook=replace(plan.outlook, mean=plan.outlook.mean * growths(point)))


def growths(point: ModelPoint) -> FloatArray:
    """Growth of everybody's forecasts, (n, m)."""
    found = np.ones(point.model.plan.outlook.mean.shape)
    for base, at in zip(point.model.bases, point.points, strict=True):
        for measure, stream in base.movers.items():
            found[base.people, measure] = at.responses[stream].growth
    return found
