"""From the optimum to values that can be published: every knob on a multiple of its step, conditions kept.

Rounding to the nearest breaks conditions that bind. Up, down or back to today is chosen per knob so that, by the
optimum's derivatives, what is broken is least and then the objective; one knob after the other until nothing improves.
"""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.plan_knobs import PlanKnobs
from models.smooth.program import Evaluation, SmoothProgram

MOST_ROUNDS = 20
BROKEN = 1e3
"""What one scale of a broken condition weighs against one scale of the objective."""


def published(knobs: PlanKnobs, program: SmoothProgram, values: FloatArray) -> FloatArray:
    """Values near `values` (K,) on the knobs' steps and between their bounds, or today's own."""
    at = program.evaluate(values)
    scales = np.array([condition.scale for condition in program.conditions])
    choices = [_choices(knobs, place, float(value)) for place, value in enumerate(values)]
    found = knobs.rounded(values)
    cost = _cost(program, at, scales, found - values)
    for _ in range(MOST_ROUNDS):
        before = cost
        for place, ways in enumerate(choices):
            for way in ways:
                tried = found.copy()
                tried[place] = way
                other = _cost(program, at, scales, tried - values)
                if other < cost - 1e-15:
                    found, cost = tried, other
        if cost >= before:
            break
    return found


def _choices(knobs: PlanKnobs, place: int, value: float) -> list[float]:
    """The multiples of the step on both sides, and today's value where it is as near."""
    knob = knobs.knobs[place].knob
    digits = max(0, round(-np.log10(knob.step)))
    below = np.floor(value / knob.step)
    ways = [round(float(below + more) * knob.step, digits) for more in (0, 1)]
    if abs(value - knob.today) <= knob.step:
        ways.append(knob.today)
    return [way for way in ways if knob.lower <= way <= knob.upper]


def _cost(program: SmoothProgram, at: Evaluation, scales: FloatArray, moved: FloatArray) -> float:
    """Violation and objective to first order."""
    missed = np.maximum(0.0, -(at.slacks + at.jacobian @ moved) / scales).sum() if scales.size else 0.0
    return float(BROKEN * missed + at.gradient @ moved / program.objective_scale)
