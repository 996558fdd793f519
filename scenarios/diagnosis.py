"""Diagnosis of limits that no plan satisfies: reasons, proven repairs, and the company totals that would fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.arithmetic import arithmetic_reasons
from models.allocation.diagnosing.changes import changed_rows, changes_of
from models.allocation.diagnosing.elastic import ElasticProgram, elastic_program
from models.allocation.diagnosing.probes import total_program
from models.allocation.diagnosing.spread import spread_program
from models.allocation.diagnosis import PROOF_SHARE, Change, Diagnosis, Proof, Repair
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity
from models.allocation.problem import AllocationProblem
from models.arrays import BoolArray, FloatArray, IntArray
from solvers.base import SolverBackend, SolverOptions

REPAIR_TOLERANCE = 1e-6
"""A repaired row may miss by this share of its size: what linear programs are solved to."""


def diagnose(
    problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions
) -> Diagnosis | None:
    """Why the limits cannot hold together; None when no proof of it was found.

    The proof is an arithmetic reason, or the smallest total change over all hard limits being above 1e-6 of the
    company target. Every repair is a point that our own arithmetic checked, not a solver's word.
    """
    money = problem.money
    return _Diagnoser(
        rows,
        backend,
        options,
        problem.reference_total,
        problem.increment_minor / money.minor_per_thousand,
        1.0 / money.minor_per_thousand,
    ).run()


@dataclass(frozen=True, eq=False)
class _Diagnoser:
    """One diagnosis; `scale` (what all leaf targets add up to) and `step` (the rounding increment) and `minor` (the
    minor unit) in thousands."""

    rows: LimitRows
    backend: SolverBackend
    options: SolverOptions
    scale: float
    step: float
    minor: float

    def run(self) -> Diagnosis | None:
        reasons = arithmetic_reasons(self.rows)
        everywhere, smallest = self._changes(np.ones(self.rows.count, dtype=np.bool_))
        if not reasons and (smallest is None or smallest <= PROOF_SHARE * self.scale):
            return None
        repairs = self._repairs()
        return Diagnosis(
            reasons=reasons,
            repairs=repairs,
            feasible_low=self._end_of_range(1.0),
            feasible_high=self._end_of_range(-1.0),
            hard_conflict=() if repairs else _hard_part(everywhere),
            proof=Proof.ARITHMETIC if reasons else Proof.ELASTIC,
            smallest_change=reasons[0].shortfall if smallest is None else smallest,
            together=() if reasons else self._together(),
        )

    def _together(self) -> tuple[LimitIdentity, ...]:
        """The limits whose rows carry a price in the smallest change over everything, in document order."""
        elastic = elastic_program(self.rows, np.ones(self.rows.count, dtype=np.bool_))
        solution = self.backend.solve(elastic.program, self.options)
        if solution.point is None or solution.point.duals is None:
            return ()
        pressing = elastic.rows[np.abs(solution.point.duals) > REPAIR_TOLERANCE]
        return tuple(self.rows.blocks[block].identity for block in np.unique(self.rows.block[pressing]))

    def _repairs(self) -> tuple[Repair, ...]:
        """The smallest change that keeps the company target, and the smallest that changes it alone; where neither
        exists, the smallest over everything negotiable."""
        blocks = self.rows.blocks
        negotiable = np.array([block.identity.negotiable for block in blocks], dtype=np.bool_)[self.rows.block]
        company = np.asarray(self.rows.block == 0, dtype=np.bool_)
        found = [self._repair(negotiable & ~company, keeps=True), self._repair(negotiable & company, keeps=False)]
        if not any(found):
            found.append(self._repair(negotiable, keeps=False))
        present = [repair for repair in found if repair is not None]
        return tuple(sorted(present, key=lambda repair: (repair.total, not repair.keeps_target)))

    def _repair(self, may_give: BoolArray, *, keeps: bool) -> Repair | None:
        changes, total = self._changes(may_give)
        if not changes or total is None or any(_is_empty_target(change) for change in changes):
            return None
        return Repair(changes, total, keeps_target=keeps)

    def _changes(self, may_give: BoolArray) -> tuple[tuple[Change, ...], float | None]:
        """The smallest change over the rows that may give, shared out evenly and checked by recomputing every row;
        (.., None) where even that does not help."""
        elastic = elastic_program(self.rows, may_give)
        solution = self.backend.solve(elastic.program, self.options)
        if solution.point is None:
            return (), None
        total = float(np.abs(elastic.violations(solution.point.values)).sum())
        values = self._spread(elastic, solution.point.values, total)
        moved = elastic.violations(values)
        if not _repaired(self.rows, elastic.rows, moved, values[: elastic.n_cells]):
            return (), None
        return self._written(elastic, values), total

    def _written(self, elastic: ElasticProgram, values: FloatArray) -> tuple[Change, ...]:
        """The changes as people would enter them: on whole increments where these still help, else on whole minor
        units. A change rounded outward can run into a limit on its other side, so it is applied and solved again."""
        for step in (self.step, self.minor):
            changes = changes_of(self.rows, elastic, values, self.scale, step)
            if self.backend.solve(changed_rows(self.rows, changes), self.options).point is not None:
                return changes
        return changes

    def _spread(self, elastic: ElasticProgram, values: FloatArray, total: float) -> FloatArray:
        """The same total change, shared out evenly; the first answer where that cannot be found."""
        if total <= PROOF_SHARE * self.scale:
            return values
        solution = self.backend.solve(spread_program(self.rows, elastic, values, self.scale), self.options)
        return values if solution.point is None else solution.point.values[: values.shape[0]]

    def _end_of_range(self, sign: float) -> float | None:
        """Smallest (+1) or largest (−1) company total under all other limits; None where there is none."""
        solution = self.backend.solve(total_program(self.rows, sign), self.options)
        if solution.point is None or solution.objective is None:
            return None
        return sign * solution.objective / self.rows.blocks[0].factor


def _repaired(rows: LimitRows, changed: IntArray, moved: FloatArray, targets: FloatArray) -> bool:
    """True when the point keeps every hard row, the changed ones at their new bounds."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    lower[changed] += np.minimum(moved, 0.0) * rows.factor[changed]
    upper[changed] += np.maximum(moved, 0.0) * rows.factor[changed]
    activity = rows.matrix @ targets
    size = np.maximum(1.0, abs(rows.matrix) @ np.abs(targets))
    hard = np.isinf(rows.penalty)
    miss = np.maximum(lower - activity, activity - upper) / size
    return bool((miss[hard] <= REPAIR_TOLERANCE).all())


def _is_empty_target(change: Change) -> bool:
    """A company target lowered to nothing is no repair: it cannot be entered, and nobody would."""
    return change.identity.kind == "company_total" and change.side == "floor" and change.amount >= change.bound


def _hard_part(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """By how much the limits that nobody may negotiate miss each other."""
    hard = tuple(change for change in changes if not change.identity.negotiable)
    return hard or changes
