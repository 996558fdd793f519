"""What becomes of a tuned plan when people are not as assumed: each assumption lower and higher, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import BUDGET
from models.incentives.tuning.response import LARGEST, ResponseAssumptions
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, Origin, StartOutcome
from scenarios.incentives.tuning.neighbours import Neighbourhood
from scenarios.incentives.tuning.plan_search import ESTIMATES
from scenarios.incentives.tuning.sides import knob_name, missed, objective_at
from scenarios.incentives.tuning.simulated_cost import corrections, simulated_cost
from scenarios.incentives.tuning.tuning_result import KnobName, SensitivityCase, Turn
from solvers.smooth.single_start import StartTask

FACTORS = (0.7, 1.3)

VARIED = ("elasticity", "effort_share", "risk_aversion", "intrinsic")
"""Assumptions that are tried, in the order of the answer; what would be more than their largest is tried there."""

MOST_PAYMENTS = 10_000_000
LEAST_DRAWS = 2_000
"""Draws of each simulation are fewer where people are many: their own luck cancels, and that of the draws does too."""

EXACT = 1e-6
"""Scales by which a condition may be missed because numbers are not exact: whatever is more is said."""

MOVES = 0.05
"""Widths by which a parameter must move both ways to be said to turn."""


class OtherAssumptions:
    """A tuned plan under every assumption about people at ±30 %, and the plan tuned again there."""

    def __init__(self, around: Neighbourhood) -> None:
        self._around = around
        self._own = self._simulated_errors(around.point) if around.question.ceilings else {}

    def cases(self) -> tuple[SensitivityCase, ...]:
        """One per assumption and factor that changes something."""
        around = self._around
        named = [
            (name, factor, changed)
            for name in VARIED
            for factor in FACTORS
            if (changed := _changed(around.question.request.response, name, factor)) is not None
        ]
        shifts = [self._shifts(response) for _, _, response in named]
        starts = (around.best.values, around.program.model.knobs.today)
        tasks = [
            StartTask(2 * place + again, Origin.GIVEN, start, partial(under, response=response, shifts=shifts[place]))
            for place, (_, _, response) in enumerate(named)
            for again, start in enumerate(starts)
        ]
        ends = around.outcomes(tasks)
        return tuple(
            self._case(name, factor, response, shifts[place], ends[2 * place : 2 * place + 2])
            for place, (name, factor, response) in enumerate(named)
        )

    def _shifts(self, response: ResponseAssumptions) -> dict[str, float]:
        """By ceiling, how much more the model is off at the published plan than it is under the assumptions as they
        stand: from the same draws, so that luck cancels."""
        if not self._own:
            return {}
        around = self._around
        model = replace(around.program.model, response=response)
        found = self._simulated_errors(model.at(around.values))
        return {name: error - self._own[name] for name, error in found.items()}

    def _simulated_errors(self, point: ModelPoint) -> dict[str, float]:
        question, stop = self._around.question, self._around.search.stop
        request = question.request
        few = max(LEAST_DRAWS, MOST_PAYMENTS // max(question.plan.roster.count, 1))
        draws = min(request.estimate_draws, few)
        cost = simulated_cost(point, draws, request.seed + ESTIMATES, stop)
        found = corrections(point, question.ceilings, cost, request.certificate_draws)
        return {name: one.error for name, one in found.items()}

    def _case(
        self,
        name: str,
        factor: float,
        response: ResponseAssumptions,
        shifts: Mapping[str, float],
        ends: Sequence[StartOutcome],
    ) -> SensitivityCase:
        around, question = self._around, self._around.question
        other = under(around.bare, response, shifts)
        today, mine = objective_at(question, other.model.today), other.model.at(around.values)
        gain = around.sign * (objective_at(question, mine) - today)
        misses = missed(other, mine, EXACT)
        value = float(getattr(response, name))
        is_largest = factor > 1 and value == LARGEST[name]
        again = self._again(other, ends, kept=None if misses else mine)
        turned = () if again is None else self._turned(again.values)
        ways = {
            Turn.NOT_BETTER: gain <= 0 and around.gain > 0,
            Turn.BREAKS: bool(misses),
            Turn.DIRECTION: bool(turned),
            Turn.NO_PLAN: again is None,
        }
        return SensitivityCase(
            assumption=name,
            factor=value / float(getattr(question.request.response, name)) if is_largest else factor,
            value=value,
            published_gain=gain,
            expected_cost=float(mine.pay.sum()) + other.offsets.get(BUDGET, 0.0),
            misses=misses,
            tuned_gain=None if again is None else around.sign * (objective_at(question, again) - today),
            tuned=None if again is None else tuple(again.values.tolist()),
            turns=tuple(turn for turn in Turn if ways[turn]),
            turned=turned,
            is_largest=is_largest,
        )

    def _again(self, other: TuningProgram, ends: Sequence[StartOutcome], kept: ModelPoint | None) -> ModelPoint | None:
        """The plan tuned again; `kept`, the published one where it still keeps everything, counts too."""
        reached: list[Optimum] = [end.reached for end in ends if end.feasible and end.reached is not None]
        points = [other.model.at(min(reached, key=lambda end: end.objective).values)] if reached else []
        points += [] if kept is None else [kept]
        return min(points, key=lambda point: self._around.question.goal.value(point)[0], default=None)

    def _turned(self, values: FloatArray) -> tuple[KnobName, ...]:
        """Parameters that go the other way."""
        knobs = self._around.program.model.knobs
        widths = np.array([one.knob.upper - one.knob.lower for one in knobs.knobs])
        first, second = (self._around.values - knobs.today) / widths, (values - knobs.today) / widths
        other = (first * second < 0) & (np.abs(first) > MOVES) & (np.abs(second) > MOVES)
        return tuple(knob_name(knobs.knobs[place]) for place in np.flatnonzero(other).tolist())


def under(program: SmoothProgram, response: ResponseAssumptions, shifts: Mapping[str, float]) -> TuningProgram:
    """The program under other assumptions about people, under which its ceilings are off by `shifts` more."""
    assert isinstance(program, TuningProgram)
    offsets = {name: offset + shifts.get(name, 0.0) for name, offset in program.offsets.items()}
    return replace(program, model=replace(program.model, response=response), offsets=offsets)


def _changed(response: ResponseAssumptions, name: str, factor: float) -> ResponseAssumptions | None:
    """None where nothing changes: ±30 % of nothing, or at the end of what is possible."""
    value = float(getattr(response, name))
    changed = min(value * factor, float(LARGEST[name]))
    return None if changed == value else response.model_copy(update={name: changed})
