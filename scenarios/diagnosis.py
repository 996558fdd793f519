"""Diagnosis of limits that no plan satisfies: reasons, proven repairs, and the company totals that would fit."""

from __future__ import annotations

import numpy as np

from models.allocation.arithmetic import arithmetic_reasons
from models.allocation.diagnosis import (
    PROOF_SHARE,
    Change,
    Diagnosis,
    Proof,
    Repair,
    changes_of,
    elastic_program,
    total_program,
)
from models.allocation.formulation import LimitRows
from models.allocation.problem import AllocationProblem
from models.arrays import BoolArray
from models.solution import Solution
from solvers.base import SolverBackend, SolverOptions


def diagnose(
    problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions
) -> Diagnosis | None:
    """Why the limits cannot hold together; None when no proof of it was found.

    The proof is an arithmetic reason, or the smallest total change over all hard limits being above 1e-6 of the
    company target. Every repair is a point that our own arithmetic checked, not a solver's word.
    """
    money = problem.money
    scale = float(problem.company_total.reference * money.minor_per_unit) / money.minor_per_thousand
    reasons = arithmetic_reasons(rows)
    everything = np.ones(rows.count, dtype=np.bool_)
    everywhere, smallest = _changes(rows, everything, backend, options, scale)
    if not reasons and (smallest is None or smallest <= PROOF_SHARE * scale):
        return None
    negotiable = np.array([block.identity.negotiable for block in rows.blocks], dtype=np.bool_)[rows.block]
    company = np.asarray(rows.block == 0, dtype=np.bool_)
    repairs = _repairs(rows, negotiable, company, backend, options, scale)
    low, high = _range(rows, backend, options)
    return Diagnosis(
        reasons=reasons,
        repairs=repairs,
        feasible_low=low,
        feasible_high=high,
        hard_conflict=() if repairs else _hard_conflict(everywhere),
        proof=Proof.ARITHMETIC if reasons else Proof.ELASTIC,
        smallest_change=reasons[0].shortfall if smallest is None else smallest,
    )


def _repairs(
    rows: LimitRows,
    negotiable: BoolArray,
    company: BoolArray,
    backend: SolverBackend,
    options: SolverOptions,
    scale: float,
) -> tuple[Repair, ...]:
    """The smallest change that keeps the company target, and the smallest that changes it alone; where neither
    exists, the smallest over everything negotiable."""
    found = []
    for may_give, keeps in ((negotiable & ~company, True), (negotiable & company, False)):
        changes, total = _changes(rows, may_give, backend, options, scale)
        if changes and total is not None:
            found.append(Repair(changes, total, keeps_target=keeps))
    if not found:
        changes, total = _changes(rows, negotiable, backend, options, scale)
        if changes and total is not None:
            found.append(Repair(changes, total, keeps_target=False))
    return tuple(sorted(found, key=lambda repair: (repair.total, not repair.keeps_target)))


def _changes(
    rows: LimitRows, may_give: BoolArray, backend: SolverBackend, options: SolverOptions, scale: float
) -> tuple[tuple[Change, ...], float | None]:
    """The smallest change over the rows that may give, checked by recomputing every row; (.., None) without one."""
    elastic = elastic_program(rows, may_give)
    solution = backend.solve(elastic.program, options)
    if not _holds(solution):
        return (), None
    assert solution.point is not None
    values = solution.point.values
    changes = changes_of(rows, elastic, values, scale)
    if not _repaired(rows, elastic.rows, elastic.violations(values), values[: elastic.n_cells]):
        return (), None
    return changes, float(np.abs(elastic.violations(values)).sum())


def _repaired(rows: LimitRows, changed: np.ndarray, moved: np.ndarray, targets: np.ndarray) -> bool:
    """True when the point keeps every hard row, the changed ones at their new bounds."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    lower[changed] += np.minimum(moved, 0.0)
    upper[changed] += np.maximum(moved, 0.0)
    activity = rows.matrix @ targets
    size = np.maximum(1.0, abs(rows.matrix) @ np.abs(targets))
    hard = np.isinf(rows.penalty)
    miss = np.maximum(lower - activity, activity - upper) / size
    return bool((miss[hard] <= 1e-6).all())


def _hard_conflict(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """By how much the limits that nobody may negotiate miss each other."""
    hard = tuple(change for change in changes if not change.identity.negotiable)
    return hard or changes


def _range(rows: LimitRows, backend: SolverBackend, options: SolverOptions) -> tuple[float | None, float | None]:
    """Smallest and largest company total under all other limits; None for an end that does not exist."""
    ends: list[float | None] = []
    for sign in (1.0, -1.0):
        solution = backend.solve(total_program(rows, sign), options)
        ends.append(sign * solution.objective if _holds(solution) and solution.objective is not None else None)
    return ends[0], ends[1]


def _holds(solution: Solution) -> bool:
    return solution.point is not None
