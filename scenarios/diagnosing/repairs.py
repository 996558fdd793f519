"""Repairs of limits that hold amounts: the smallest change, shared out evenly, written as people would, and proven."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.diagnosing.changes import changed_rows, changes_of
from models.allocation.diagnosing.elastic import ElasticProgram, elastic_program
from models.allocation.diagnosing.spread import spread_program
from models.allocation.diagnosis import PROOF_SHARE, REPORTED_SHARE, Change, Repair
from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray
from scenarios.diagnosing.repair_search import COMPANY, Limits
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True, eq=False)
class RowRepairs:
    """Repairs of one infeasible problem; `scale` (what all leaf targets add up to), `step` (the rounding increment)
    and `minor` (the minor unit) in thousands."""

    rows: LimitRows
    backend: SolverBackend
    options: SolverOptions
    scale: float
    step: float
    minor: float

    def smallest(self, limits: Limits) -> Repair | None:
        """The smallest repair that changes none but these limits (pointers); None where there is none."""
        found = self._elastic(limits)
        if found is None:
            return None
        elastic, values = found
        moved = np.abs(elastic.violations(values))
        total = float(moved.sum())
        touched = np.unique(self.rows.block[elastic.rows[moved > REPORTED_SHARE * self.scale]])
        values = self._even(elastic, values, np.isin(self.rows.block[elastic.rows], touched), total)
        return self._written(elastic, values, total)

    def shared(self, limits: Limits, most: float) -> Repair | None:
        """The most even repair over these limits whose total is at most `most` (thousands): everybody gives a bit."""
        found = self._elastic(limits)
        if found is None:
            return None
        elastic, values = found
        even = self._even(elastic, values, np.ones(elastic.rows.size, dtype=np.bool_), most)
        return self._written(elastic, even, float(np.abs(elastic.violations(even)).sum()))

    def _elastic(self, limits: Limits) -> tuple[ElasticProgram, FloatArray] | None:
        named = np.array([block.identity.pointer in limits for block in self.rows.blocks], dtype=np.bool_)
        elastic = elastic_program(self.rows, named[self.rows.block])
        solution = self.backend.solve(elastic.program, self.options)
        return None if solution.point is None else (elastic, solution.point.values)

    def _even(self, elastic: ElasticProgram, values: FloatArray, giving: BoolArray, total: float) -> FloatArray:
        """At most the same total, shared out evenly over the rows that give; the first answer where that cannot be."""
        if total <= PROOF_SHARE * self.scale:
            return values
        program = spread_program(self.rows, elastic, giving, total, self.scale)
        solution = self.backend.solve(program, self.options)
        return values if solution.point is None else solution.point.values[: values.shape[0]]

    def _written(self, elastic: ElasticProgram, values: FloatArray, total: float) -> Repair | None:
        """The changes as people would enter them: on whole increments where these still help, else on whole minor
        units. A change rounded outward can run into a limit on its other side, so it is applied and solved again;
        what does not help as written is no repair."""
        for step in (self.step, self.minor):
            changes = changes_of(self.rows, elastic, values, self.scale, step)
            if not changes or any(_is_empty_target(change) for change in changes):
                return None
            if self.backend.solve(changed_rows(self.rows, changes), self.options).point is not None:
                keeps = all(change.identity.pointer != COMPANY for change in changes)
                return Repair(changes, total, keeps_target=keeps)
        return None


def _is_empty_target(change: Change) -> bool:
    """A company target lowered to nothing is no repair: it cannot be entered, and nobody would."""
    return change.identity.pointer == COMPANY and change.side == "floor" and change.amount >= change.bound
