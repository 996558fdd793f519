"""The frontier of cost against motivation: the most that people can be moved by at each expected cost.

Budgets are spread evenly from the least cost that keeps all other conditions to where more budget moves nobody, and no
further than a part above what is at stake; what today's plan and the tuned one cost is among them, so that both are
seen beside the best at their own cost. All costs are the model's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import BUDGET, PeopleCondition
from models.incentives.tuning.goals import Motivation
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, SweepPoint
from models.smooth.variations import FurthestCondition, RelaxedProgram
from scenarios.incentives.tuning.frontier import Frontier, FrontierPoint
from scenarios.incentives.tuning.neighbours import Neighbourhood
from scenarios.incentives.tuning.sides import ROUNDED, objective_at
from scenarios.incentives.tuning.watching import watching_more
from solvers.scipy_tuner import tune
from solvers.smooth.condition_sweep import condition_sweep

POINTS = 6

BEYOND = 1.15
"""Largest budget, against the largest of the stated one and both plans' costs."""

FREE = 10.0
"""Budgets by which the budget is relaxed to see what people can be moved by when it does not bind."""

MOST_CHECKS = 4
"""Sweeps that each add people who would lose."""


def cost_frontier(around: Neighbourhood) -> Frontier | None:
    """The frontier, with today's plan and the tuned one; None without a budget."""
    index, budget = around.budget_row, around.question.budget_minor
    if index is None or budget is None:
        return None
    bare = around.bare
    offsets = {name: offset for name, offset in bare.offsets.items() if name != BUDGET}
    sweep = _Sweep(around, replace(bare, goal=Motivation(), offsets=offsets), index, budget)
    points = [
        _point(around, budget + one.amount, at, _price(one) if place else None)
        for place, (one, at) in enumerate(sweep.points())
    ]
    own = [_point(around, float(at.pay.sum()), at, None) for at in (around.program.model.today, around.point)]
    return Frontier(tuple(points), own[0], own[1])


@dataclass(eq=False)
class _Sweep:
    """A frontier being swept: `program` maximises motivation, and watches more people the more are found to lose."""

    around: Neighbourhood
    program: TuningProgram
    index: int
    budget: float

    def points(self) -> list[tuple[SweepPoint, ModelPoint | None]]:
        """By budget, ascending: what was reached, and the model there (None: no plan that keeps everything)."""
        found: list[tuple[SweepPoint, ModelPoint | None]] = []
        for _ in range(MOST_CHECKS):
            found = self._swept()
            watched = set(self.program.model.watched)
            for _, at in found:
                more = None if at is None else watching_more(at, self.program.rules)
                watched |= set() if more is None else set(more.watched)
            if watched == set(self.program.model.watched):
                break
            self.program = replace(self.program, model=replace(self.program.model, watched=tuple(sorted(watched))))
        return [(one, at if at is None or self._keeps_everybody(at) else None) for one, at in found]

    def _swept(self) -> list[tuple[SweepPoint, ModelPoint | None]]:
        around = self.around
        given = [around.values, around.program.model.knobs.today]
        least = self._reached(FurthestCondition(self.program, self.index), given)
        freed = self._reached(RelaxedProgram(self.program, self.index, FREE * self.budget), given)
        if least is None or freed is None:
            return []
        plans = (float(around.point.pay.sum()), float(around.program.model.today.pay.sum()))
        low, free = (float(self.program.model.at(one.values).pay.sum()) for one in (least, freed))
        high = max(low, min(free, BEYOND * max(self.budget, *plans)))
        costs = [*np.linspace(low, high, POINTS), *(cost for cost in plans if low < cost < high)]
        amounts = [float(cost) - self.budget for cost in np.unique(costs)]
        starts = [*given, least.values, freed.values]
        swept = condition_sweep(self.program, self.index, amounts, starts, around.search.near())
        return [(one, None if one.optimum is None else self.program.model.at(one.optimum.values)) for one in swept]

    def _reached(self, program: SmoothProgram, given: Sequence[FloatArray]) -> Optimum | None:
        return tune(program, given, self.around.search.options(len(given), is_warm=True)).best

    def _keeps_everybody(self, at: ModelPoint) -> bool:
        rules = [rule for rule in self.program.rules if isinstance(rule, PeopleCondition)]
        return all(float(rule.slacks(at).min()) >= -ROUNDED for rule in rules)


def _price(one: SweepPoint) -> float | None:
    """Of more budget; at the least cost, where nothing can move, there is none."""
    return None if one.optimum is None else float(one.price)


def _point(around: Neighbourhood, budget: float, at: ModelPoint | None, price: float | None) -> FrontierPoint:
    if at is None:
        return FrontierPoint(budget, None, None, None, None, None, None)
    cost, sales, rate = float(at.pay.sum()), float(at.sales.sum()), around.question.margin_rate
    return FrontierPoint(
        budget=budget,
        expected_cost=cost,
        objective=objective_at(around.question, at),
        margin=None if rate is None else rate * sales - cost,
        motivation=float(at.motivation.sum()),
        sales=sales,
        price=price,
    )
