"""A scenario in which one limit of one group is written differently: what a counterfactual claims to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from models.allocation.limits.base import Limit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.context import Quantity
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection
from models.allocation.sensitivity.counterfactual import Counterfactual

RATE_FIELDS = {
    "growth_limit": {"floor": ["min_growth_rate"], "cap": ["max_growth_rate"]},
    "share_limit": {"floor": ["min_share"], "cap": ["max_share"]},
    "market_share": {"floor": ["min_share"], "cap": ["max_share"]},
    "difficulty_band": {"floor": ["min_difficulty"], "cap": ["max_difficulty"]},
    "margin": {"floor": ["min_rate"]},
    "neutrality": {"floor": ["tolerance"], "cap": ["tolerance"]},
    "attainability": {"cap": ["min_probability"]},
}
AMOUNT_FIELDS = {
    "amount_limit": {"floor": ["min_amount"], "cap": ["max_amount"]},
    "margin": {"floor": ["min_amount"]},
    "capacity": {"cap": ["amount"]},
    "hold": {"fixed": ["amount"]},
}


def moved_problem(problem: AllocationProblem, one: Counterfactual) -> AllocationProblem | None:
    """The problem with the limit written as the counterfactual says; None where a test cannot write it: who compares
    people with their peers cannot be told apart by group."""
    if one.identity.kind == "company_total":
        return _with_target(problem, Decimal(str(round(one.step * 1000, 2))))
    if one.identity.pointer == "/cells":
        return _with_hold(problem, one)
    if one.identity.kind == "parity" or "month" in one.axes:
        return None
    place = int(one.identity.pointer.rpartition("/")[2])
    limit = problem.limits[place]
    fields = _written(limit, one)
    if not one.group:
        return _with_limits(problem, place, [limit.model_copy(update=fields)])
    own = {axis: [key] for axis, key in zip(one.axes, one.group, strict=True)}
    moved = limit.model_copy(update={**fields, "where": {**limit.where, **own}})
    return _with_limits(problem, place, [moved, *_others(problem, limit, one.axes, one.group)])


def _written(limit: Limit, one: Counterfactual) -> Mapping[str, Any]:
    """The fields with their new numbers."""
    kind, side = one.identity.kind, one.side
    if one.asked is not None:
        names = RATE_FIELDS[kind].get(side) or [name for names in RATE_FIELDS[kind].values() for name in names]
        return dict.fromkeys(names, one.asked + one.step)
    if kind == "commitment":
        name, sign = ("below_rate", -1.0) if side == "floor" else ("above_rate", 1.0)
        committed = one.bound / (1.0 + sign * getattr(limit, name))
        return {name: sign * ((one.bound + one.step) / committed - 1.0)}
    unit = 1000.0 if one.quantity is Quantity.MONEY else one.scale
    return dict.fromkeys(AMOUNT_FIELDS[kind][side], Decimal(str(round((one.bound + one.step) * unit, 9))))


def _others(problem: AllocationProblem, limit: Limit, axes: Sequence[str], group: Sequence[str]) -> list[Limit]:
    """The limit for every other group: equal on the axes before, different on one."""
    selection = Selection(problem.dimensions, problem.cells.members)
    found: list[Limit] = []
    for place, axis in enumerate(axes):
        rest = [str(key) for key in selection.axis(axis, "").classes if str(key) != group[place]]
        before = {name: [key] for name, key in zip(axes[:place], group[:place], strict=True)}
        if rest:
            found.append(limit.model_copy(update={"where": {**limit.where, **before, axis: rest}}))
    return found


def _with_limits(problem: AllocationProblem, place: int, limits: Sequence[Limit]) -> AllocationProblem:
    written = (*problem.limits[:place], *limits, *problem.limits[place + 1 :])
    return replace(problem, limits=written)  # type: ignore[arg-type]


def _with_target(problem: AllocationProblem, more: Decimal) -> AllocationProblem:
    target = problem.company_total
    names = ("amount", "min_amount", "max_amount")
    moved = {name: getattr(target, name) + more for name in names if getattr(target, name) is not None}
    return replace(problem, company_total=CompanyTotal(**{**target.model_dump(exclude_none=True), **moved}))


def _with_hold(problem: AllocationProblem, one: Counterfactual) -> AllocationProblem:
    (cell,) = [cell for cell in range(problem.cells.count) if problem.cell_key(cell) == one.group]
    minor = problem.cells.hold.minor.copy()
    minor[cell] += np.int64(round(one.step * problem.money.minor_per_thousand))
    return replace(problem, cells=replace(problem.cells, hold=replace(problem.cells.hold, minor=minor)))
