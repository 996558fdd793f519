"""What one step of each binding limit is worth to the whole plan, also where choices shaped it.

A plan without choices has rates of change at its optimum. One that integer programs shaped has none: there a price is
what solving again one step away shows, the step said beside it. So it is where the objective moves with the limit: for
the company target and holds written in the cells, which references follow, and for capacities that the term `load`
measures by. A step that leaves no plan has no price, nor has what was chosen by yes or no.
"""

from __future__ import annotations

from models.allocation.sensitivity.expected_effect import ExpectedEffects
from models.allocation.sensitivity.limit_price import LimitPrice, PriceSource
from models.allocation.sensitivity.limit_step import LimitStep, LimitSteps
from scenarios.sensitivity.reopened_plan import ReopenedPlan

MOST = 20
LOOSER = {"cap": (1, -1), "floor": (-1, 1), "fixed": (1, -1)}
"""Which way a step is tried first: the one that loosens. A least probability is a cap that loosens downward."""


def limit_prices(reopened: ReopenedPlan, most: int = MOST) -> tuple[LimitPrice, ...]:
    """Prices of at most `most` binding limits, in the order in which they press. Raises LimitReached, SolverFailed."""
    steps = LimitSteps(reopened.problem, reopened.free_rows)
    effects = ExpectedEffects(reopened.formulation, reopened.polished)
    found: list[LimitPrice] = []
    for item in reopened.plan.binding:
        order = LOOSER[item.side] if item.identity.kind != "attainability" else (-1, 1)
        tried = (steps.of(item, direction) for direction in order)
        step = next((one for one in tried if one is not None and one.lower is not None), None)
        price = None if step is None else _priced(reopened, effects, step)
        if price is not None:
            found.append(price)
        if len(found) == most:
            break
    return tuple(found)


def _priced(reopened: ReopenedPlan, effects: ExpectedEffects, step: LimitStep) -> LimitPrice | None:
    """The price of one step; None where no plan keeps the limits after it."""
    if reopened.plan.has_prices and not _moves_objective(reopened, step):
        change = effects.of_loss(step) / reopened.plan.scale
        return LimitPrice(step.binding, step.asked, step.step, step.unit, change, PriceSource.OPTIMUM)
    rows = step.applied(reopened.free_rows)
    solved = None if rows is None else reopened.again(rows, step.problem)
    if solved is None:
        return None
    change = solved.loss - reopened.loss
    return LimitPrice(step.binding, step.asked, step.step, step.unit, change, PriceSource.RESOLVE)


def _moves_objective(reopened: ReopenedPlan, step: LimitStep) -> bool:
    measured = step.binding.identity.kind == "capacity" and reopened.weights.load > 0.0
    return step.moves_references or measured
