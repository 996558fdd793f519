"""When a budget cannot be met: the least that a plan can cost which keeps everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.arrays import FloatArray
from models.incentives.tuning.conditions import BUDGET
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.variations import FurthestCondition
from scenarios.incentives.tuning.plan_search import ESTIMATES, MOST_CHECKS, PlanSearch
from scenarios.incentives.tuning.simulated_cost import corrections, simulated_cost
from scenarios.incentives.tuning.watching import watching_more


@dataclass(frozen=True)
class LeastCost:
    """The least expected cost found, `cost`, and the least `budget` under which it can be certified: the cost with the
    reserve that fresh draws need. Minor units."""

    cost: float
    budget: float


def least_cost(search: PlanSearch, program: TuningProgram, given: Sequence[FloatArray]) -> LeastCost | None:
    """Pushes the budget as far as it goes, everybody checked, from `given` points. None: there is no budget, or no end
    keeps the other conditions. Raises LimitReached once the search's stop is set."""
    names = [condition.name for condition in program.conditions]
    if BUDGET not in names:
        return None
    values = None
    for _ in range(MOST_CHECKS):
        pushed = FurthestCondition(program, names.index(BUDGET))
        reached = search.solved(pushed, given, search.options(len(given), is_warm=True)).best
        if reached is None:
            return None
        values = reached.values
        more = watching_more(program.model.at(values), program.rules)
        if more is None:
            break
        program, given = replace(program, model=more), [values, *given[-1:]]
        names = [condition.name for condition in program.conditions]
    return None if values is None else _costing(search, program, values)


def _costing(search: PlanSearch, program: TuningProgram, values: FloatArray) -> LeastCost:
    """What a plan costs, by as many draws as a certificate takes."""
    request, point = search.question.request, program.model.at(values)
    found = simulated_cost(point, request.certificate_draws, request.seed + ESTIMATES, search.stop)
    corrected = corrections(point, search.question.ceilings, found, request.certificate_draws)[BUDGET]
    cost = float(point.pay.sum()) + corrected.error
    return LeastCost(cost, cost + corrected.reserve)
