"""Where the next million goes: the company target raised and solved again, references and all."""

from __future__ import annotations

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.sensitivity.limit_step import raised_target
from models.allocation.sensitivity.next_amount import NextAmount, whole_changes
from scenarios.sensitivity.reopened_plan import ReopenedPlan

MILLION = 1_000_000
LEAST_SHARE, MOST_SHARE, USUAL_SHARE = 0.001, 0.1, 0.01


def next_amount(reopened: ReopenedPlan, delta_minor: int | None = None) -> NextAmount:
    """What everybody gains when the company target rises by `delta_minor` (both ends of a range; below zero: what they
    lose when it falls); default: see `usual_delta`. Raises LimitReached, SolverFailed."""
    problem = reopened.problem
    delta = usual_delta(problem) if delta_minor is None else delta_minor
    moved = raised_target(problem, reopened.free_rows, delta)
    found = None if moved is None else reopened.again(moved[1], moved[0])
    if found is None:
        return NextAmount(delta, 0, np.zeros(problem.cells.count, dtype=np.int64), possible=False)
    share = problem.money.minor_per_thousand / problem.hedge_factor
    change = (found.targets - reopened.plan.exact) * share
    total = reopened.minor(float(found.targets.sum() - reopened.plan.exact.sum()) / problem.hedge_factor)
    return NextAmount(delta, total, whole_changes(change, total), possible=True)


def usual_delta(problem: AllocationProblem) -> int:
    """One million of the currency where that is between a thousandth and a tenth of the company target, else one
    percent of the target in whole increments, at least one; in minor units. Pieces are counted alike."""
    money = problem.money
    target = int(problem.company_total.reference * money.minor_per_unit)
    million = MILLION * money.minor_per_major
    if LEAST_SHARE * target <= million <= MOST_SHARE * target:
        return million
    return max(round(USUAL_SHARE * target / problem.increment_minor), 1) * problem.increment_minor
