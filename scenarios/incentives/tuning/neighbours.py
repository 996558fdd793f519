"""What lies around a tuned plan: parameters put back, parameters moved, more or less money, other assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import floor, log10

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import BUDGET
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, Origin, StartOutcome
from models.smooth.variations import FixedVariable, RelaxedProgram
from scenarios.incentives.tuning.plan_search import PlanSearch, Tuned
from scenarios.incentives.tuning.sides import broken, knob_name, objective_at, objective_of
from scenarios.incentives.tuning.tuning_question import TuningQuestion
from scenarios.incentives.tuning.tuning_result import (
    BudgetPrice,
    Frontier,
    FrontierPoint,
    KnobName,
    ParameterRange,
    RestoredParameter,
    SensitivityCase,
    Turn,
)
from solvers.scipy_tuner import tune
from solvers.smooth.condition_sweep import condition_sweep
from solvers.smooth.multistart import Multistart
from solvers.smooth.single_start import StartTask
from solvers.smooth.variable_ranges import variable_ranges

BUDGETS = (-0.15, -0.1, -0.05, 0.0, 0.05, 0.1, 0.2)
"""Budgets of the frontier, against the stated one."""

STEP = 0.02
"""Largest part of the budget that its price is stated for."""

RANGING = 15
"""Iterations of a search for an end of a range: there are four for every parameter, and what is reached holds."""

FACTORS = (0.7, 1.3)
BREAKS = 0.01
MOVES = 0.05


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """A tuned plan with its program. The program's offsets are what simulation found, with the reserve under ceilings;
    `bare`: without the reserve, for judging published values. All is conditional on these and on who is watched."""

    search: PlanSearch
    tuned: Tuned
    program: TuningProgram
    values: FloatArray
    point: ModelPoint
    best: Optimum

    @classmethod
    def of(cls, search: PlanSearch, tuned: Tuned) -> Neighbourhood | None:
        """None where there is no plan."""
        if tuned.values is None or tuned.point is None or tuned.found.best is None:
            return None
        return cls(search, tuned, tuned.found.program, tuned.values, tuned.point, tuned.found.best)

    @property
    def question(self) -> TuningQuestion:
        """What was asked."""
        return self.search.question

    @property
    def bare(self) -> TuningProgram:
        """The program without reserves."""
        return replace(self.program, offsets={name: one.error for name, one in self.tuned.corrections.items()})

    @property
    def sign(self) -> float:
        """+1 where more of the objective is better."""
        return 1.0 if objective_of(self.question).more_is_better else -1.0

    def outcomes(self, tasks: Sequence[StartTask]) -> list[StartOutcome]:
        """Many warm starts, in all processes."""
        return Multistart(self.program, self.search.near()).outcomes(tasks)

    def price_of_budget(self) -> BudgetPrice | None:
        """What more budget brings; None without a budget."""
        index = self.budget_row
        if index is None or self.question.budget_minor is None:
            return None
        step = _round_amount(STEP * self.question.budget_minor)
        price = float(self.best.multipliers[index])
        more = tune(RelaxedProgram(self.program, index, step), [self.best.values], self.search.options(1, is_warm=True))
        gain = None if more.best is None else max(0.0, self.best.objective - more.best.objective)
        return BudgetPrice(price, step, gain, price > 0)

    @property
    def budget_row(self) -> int | None:
        """Position of the budget among the conditions."""
        names = [condition.name for condition in self.program.conditions]
        return names.index(BUDGET) if BUDGET in names else None

    def frontier(self) -> Frontier | None:
        """The best plans under other budgets; None without a budget."""
        index, budget = self.budget_row, self.question.budget_minor
        if index is None or budget is None:
            return None
        amounts = [share * budget for share in BUDGETS]
        swept = condition_sweep(self.program, index, amounts, [self.best.values], self.search.near())
        points = [
            _frontier_point(self.question, budget + one.amount, None, None)
            if one.optimum is None
            else _frontier_point(
                self.question, budget + one.amount, self.program.model.at(one.optimum.values), float(one.price)
            )
            for one in swept
        ]
        own = [
            _frontier_point(self.question, float(point.pay.sum()), point, None)
            for point in (self.program.model.today, self.point)
        ]
        return Frontier(tuple(points), own[0], own[1])

    def restored(self) -> tuple[RestoredParameter, ...]:
        """Every changed parameter back at its old value."""
        today = self.program.model.knobs.today
        changed = np.flatnonzero(self.values != today).tolist()
        tasks = [
            StartTask(
                place,
                Origin.GIVEN,
                _with(self.best.values, place, today[place]),
                partial(FixedVariable, index=place, value=float(today[place])),
            )
            for place in changed
        ]
        ends = {outcome.number: outcome for outcome in self.outcomes(tasks)}
        return tuple(self._restored(place, ends[place]) for place in changed)

    def _restored(self, place: int, end: StartOutcome) -> RestoredParameter:
        knobs, question = self.program.model.knobs, self.question
        point = self.program.model.at(_with(self.values, place, knobs.today[place]))
        loss = self.sign * (objective_at(question, self.point) - objective_at(question, point))
        adapted = None
        if end.feasible and end.reached is not None:
            adapted = max(0.0, end.reached.objective - self.best.objective)
        return RestoredParameter(
            name=knob_name(knobs.knobs[place]),
            loss=loss,
            cost_change=float(point.pay.sum() - self.point.pay.sum()),
            broken=tuple(name for name in broken(self.bare, point, 1e-6)),
            loss_adapted=adapted,
        )

    @property
    def tolerance(self) -> float:
        """How much worse than the best counts as as good."""
        scale = max(abs(self.best.objective), 1e-3 * self.program.objective_scale)
        return self.question.request.within * scale

    def ranges(self) -> tuple[ParameterRange, ...]:
        """How far every parameter may lie from its value."""
        options = replace(self.search.near(), iterations=RANGING)
        found = variable_ranges(self.program, self.best, self.tolerance, options)
        return tuple(
            ParameterRange(knob_name(one), min(way.low, value), value, max(way.high, value))
            for one, way, value in zip(self.program.model.knobs.knobs, found, self.values.tolist(), strict=True)
        )

    def sensitivity(self) -> tuple[SensitivityCase, ...]:
        """Every assumption about people at ±30 %, the plan tuned again."""
        cases = [
            (name, factor, changed)
            for name in ("elasticity", "effort_share", "risk_aversion", "intrinsic")
            for factor in FACTORS
            if (changed := _changed(self.question.request.response, name, factor)) is not None
        ]
        starts = (self.best.values, self.program.model.knobs.today)
        tasks = [
            StartTask(2 * place + again, Origin.GIVEN, start, partial(under, response=response))
            for place, (_, _, response) in enumerate(cases)
            for again, start in enumerate(starts)
        ]
        outcomes = self.outcomes(tasks)
        return tuple(
            self._case(name, factor, response, outcomes[2 * place : 2 * place + 2])
            for place, (name, factor, response) in enumerate(cases)
        )

    def _case(
        self, name: str, factor: float, response: ResponseAssumptions, ends: Sequence[StartOutcome]
    ) -> SensitivityCase:
        other = under(self.bare, response)
        today, mine = objective_at(self.question, other.model.today), other.model.at(self.values)
        gain = self.sign * (objective_at(self.question, mine) - today)
        reached = [end.reached for end in ends if end.feasible and end.reached is not None]
        best = min(reached, key=lambda optimum: optimum.objective, default=None)
        breaks = broken(other, mine, BREAKS)
        turned = () if best is None else self._turned(best.values)
        ways = {
            Turn.NOT_BETTER: gain <= 0 and self._gain > 0,
            Turn.BREAKS: bool(breaks),
            Turn.DIRECTION: bool(turned),
            Turn.NO_PLAN: best is None,
        }
        return SensitivityCase(
            assumption=name,
            factor=factor,
            value=float(getattr(response, name)),
            published_gain=gain,
            broken=breaks,
            tuned_gain=None
            if best is None
            else self.sign * (objective_at(self.question, other.model.at(best.values)) - today),
            tuned=None if best is None else tuple(best.values.tolist()),
            turns=tuple(turn for turn in Turn if ways[turn]),
            turned=turned,
        )

    @property
    def _gain(self) -> float:
        question = self.question
        return self.sign * (objective_at(question, self.point) - objective_at(question, self.program.model.today))

    def _turned(self, values: FloatArray) -> tuple[KnobName, ...]:
        """Parameters that go the other way."""
        knobs = self.program.model.knobs
        widths = np.array([one.knob.upper - one.knob.lower for one in knobs.knobs])
        first, second = (self.values - knobs.today) / widths, (values - knobs.today) / widths
        other = (first * second < 0) & (np.abs(first) > MOVES) & (np.abs(second) > MOVES)
        return tuple(knob_name(knobs.knobs[place]) for place in np.flatnonzero(other).tolist())


def under(program: SmoothProgram, response: ResponseAssumptions) -> TuningProgram:
    """The program under other assumptions about people."""
    assert isinstance(program, TuningProgram)
    return replace(program, model=replace(program.model, response=response))


def _changed(response: ResponseAssumptions, name: str, factor: float) -> ResponseAssumptions | None:
    """None where nothing changes: ±30 % of nothing, or at the end of what is possible."""
    value = float(getattr(response, name))
    most = {"elasticity": 3.0, "effort_share": 1.0}.get(name, 100.0)
    changed = min(value * factor, most)
    return None if changed == value else response.model_copy(update={name: changed})


def _with(values: FloatArray, place: int, value: float) -> FloatArray:
    changed = values.copy()
    changed[place] = value
    return changed


def _frontier_point(
    question: TuningQuestion, budget: float, point: ModelPoint | None, price: float | None
) -> FrontierPoint:
    if point is None:
        return FrontierPoint(budget, None, None, None, None, None, None)
    cost, sales, rate = float(point.pay.sum()), float(point.sales.sum()), question.margin_rate
    return FrontierPoint(
        budget=budget,
        expected_cost=cost,
        objective=objective_at(question, point),
        margin=None if rate is None else rate * sales - cost,
        motivation=float(point.motivation.sum()),
        sales=sales,
        price=price,
    )


def _round_amount(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten up to `most`."""
    power = 10.0 ** floor(log10(most)) if most > 0 else 1.0
    return max(step for step in (1.0, 2.0, 5.0) if step * power <= most or step == 1.0) * power
