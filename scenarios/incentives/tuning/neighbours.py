"""What lies around a tuned plan: parameters put back, parameters moved, a little more money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from math import floor, log10

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import BUDGET, OverBudget, Row, TailCost
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.result import Optimum, Origin, StartOutcome
from models.smooth.variations import FixedVariable, RelaxedProgram
from scenarios.incentives.tuning.plan_search import PlanSearch, Tuned
from scenarios.incentives.tuning.sides import knob_name, missed, objective_at, objective_of
from scenarios.incentives.tuning.tuning_question import TuningQuestion
from scenarios.incentives.tuning.tuning_result import (
    BudgetPrice,
    CeilingPrice,
    ConditionKind,
    ParameterRange,
    RestoredParameter,
)
from solvers.scipy_tuner import tune
from solvers.smooth.multistart import Multistart
from solvers.smooth.single_start import StartTask
from solvers.smooth.variable_ranges import variable_ranges

STEP = 0.02
"""Largest part of the budget that its price is stated for."""

LEAST_RANGE = 1e-4
"""Objective scales that count as as good where tuning brings nothing."""

RANGING = 15
"""Iterations of a search for an end of a range: there are four for every parameter, and what is reached holds."""


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

    def prices_of_ceilings(self) -> tuple[CeilingPrice, ...]:
        """What more money in every other ceiling that holds the plan back brings, in the order of the conditions."""
        names = [condition.name for condition in self.program.conditions]
        found = []
        for place, rule in enumerate(self.program.rules):
            if isinstance(rule, TailCost | OverBudget):
                price = float(self.best.multipliers[names.index(_row(rule, self.point).name)])
                found += [self._price_of_ceiling(place, rule, price)] if price > 0 else []
        return tuple(found)

    def _price_of_ceiling(self, place: int, rule: TailCost | OverBudget, price: float) -> CeilingPrice:
        """`price`: what the objective gains per unit of the condition, which may be a probability."""
        money = self.question.plan.money
        amount, row = float(money.to_minor(rule.amount)), _row(rule, self.point)
        step = max(1.0, _round_amount(STEP * amount))
        raised = _raised(rule, Decimal(step) / money.minor_per_unit)
        per_unit = price * (_row(raised, self.point).slack - row.slack) / step
        names = {row.name: _row(raised, self.point).name}
        rules = (*self.program.rules[:place], raised, *self.program.rules[place + 1 :])
        offsets = {names.get(name, name): offset for name, offset in self.program.offsets.items()}
        eased = replace(self.program, rules=rules, offsets=offsets)
        more = tune(eased, [self.best.values], self.search.options(1, is_warm=True))
        gain = None if more.best is None else max(0.0, self.best.objective - more.best.objective)
        return CeilingPrice(ConditionKind(rule.kind), row.name, amount, per_unit, step, gain)

    @property
    def budget_row(self) -> int | None:
        """Position of the budget among the conditions."""
        names = [condition.name for condition in self.program.conditions]
        return names.index(BUDGET) if BUDGET in names else None

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
            broken=tuple(one.name for one in missed(self.bare, point, 1e-6)),
            loss_adapted=adapted,
        )

    @property
    def tolerance(self) -> float:
        """How much worse than the best counts as as good: a part of what the whole tuning brings."""
        return max(self.question.request.within * abs(self.gain), LEAST_RANGE * self.program.objective_scale)

    def ranges(self) -> tuple[ParameterRange, ...]:
        """How far every parameter may lie from its value."""
        options = replace(self.search.near(), iterations=RANGING)
        found = variable_ranges(self.program, self.best, self.tolerance, options)
        return tuple(
            ParameterRange(knob_name(one), min(way.low, value), value, max(way.high, value))
            for one, way, value in zip(self.program.model.knobs.knobs, found, self.values.tolist(), strict=True)
        )

    @property
    def gain(self) -> float:
        """How much better the published plan is than today's, > 0: better."""
        question = self.question
        return self.sign * (objective_at(question, self.point) - objective_at(question, self.program.model.today))


def _row(rule: TailCost | OverBudget, point: ModelPoint) -> Row:
    """The only inequality of a ceiling."""
    (row,) = rule.rows(point)
    return row


def _raised(rule: TailCost | OverBudget, by: Decimal) -> TailCost | OverBudget:
    """The ceiling with more money, `by` in the plan's unit."""
    return rule.model_copy(update={"amount": rule.amount + by})


def _with(values: FloatArray, place: int, value: float) -> FloatArray:
    changed = values.copy()
    changed[place] = value
    return changed


def _round_amount(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten up to `most`."""
    power = 10.0 ** floor(log10(most)) if most > 0 else 1.0
    return max(step for step in (1.0, 2.0, 5.0) if step * power <= most or step == 1.0) * power
