"""Repairs of limits that hold amounts: the smallest change, shared out evenly, written as people would, and proven."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from models.allocation.diagnosing.changes import changed_limits, changed_rows, changes_of
from models.allocation.diagnosing.choice_elastic import any_choice
from models.allocation.diagnosing.elastic import elastic_program
from models.allocation.diagnosing.spread import spread_program
from models.allocation.diagnosis import Change, Repair, noise
from models.allocation.formulation import LimitRows
from models.allocation.problem import AllocationProblem
from models.arrays import BoolArray, FloatArray
from models.program import LinearProgram
from scenarios.diagnosing.repair_search import COMPANY, Attempt, Limits, attempt_of
from solvers.base import SolverBackend, SolverOptions
from solvers.highs import HighsBackend
from solvers.kept_program import KeptProgram, Possible

SECONDS = 20.0
"""After this long nothing more is looked for: it is there for very large companies, where one repair takes seconds."""

TIE = 1e-6
"""Part by which a unit of change costs more, from one limit to the next."""

_EVENLY = HighsBackend(interior=True)
"""Even changes are alike at very many vertices."""


class RowRepairs:
    """Repairs of one infeasible problem. They are found in process, so that every solver proposes the same, and proven
    by the solver of the request."""

    def __init__(self, problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions):
        money = problem.money
        self._rows, self._backend, self._options = rows, backend, options
        self._scale = problem.reference_total
        self._steps = (problem.increment_minor / money.minor_per_thousand, 1.0 / money.minor_per_thousand)
        blocks = [block.identity.negotiable for block in rows.blocks]
        self._elastic = elastic_program(rows, np.array(blocks, dtype=np.bool_)[rows.block])
        pointers = [block.identity.pointer for block in rows.blocks]
        self._pointer = np.array(pointers)[rows.block[self._elastic.rows]]
        self._program = self._without_ties()
        self._kept = KeptProgram(self._program)
        self._known: dict[Limits, Attempt] = {}
        self._until = time.monotonic() + SECONDS

    def _without_ties(self) -> LinearProgram:
        """The minimal-change program in which a limit costs a trifle more than those before it: of changes that are
        equally small one limit gives, and not a bit of each."""
        _, place = np.unique(self._rows.block[self._elastic.rows], return_inverse=True)
        costs = self._elastic.program.objective.copy()
        costs[self._elastic.n_cells :] *= 1.0 + TIE * np.repeat(place, 2)
        return replace(self._elastic.program, objective=costs)

    def smallest(self, limits: Limits) -> Attempt | None:
        """The smallest change of none but these limits (pointers); None where they cannot help, or when something was
        found and the time or the request has ended."""
        stopped = self._options.stop is not None and self._options.stop.is_set()
        if self._known and (stopped or time.monotonic() > self._until):
            return None
        found = self._changed(limits)
        if found is None:
            return None
        giving, values = found
        moved = np.abs(self._elastic.violations(values))
        total = float(moved.sum())
        touched = frozenset(self._pointer[moved > noise(self._scale, total)].tolist())
        if touched not in self._known:
            even = self._even(values, giving & np.isin(self._pointer, sorted(touched)), total)
            self._known[touched] = attempt_of(touched, total, self._written(even))
        return self._known[touched]

    def shared(self, limits: Limits, most: float) -> Repair | None:
        """The most even repair over these limits whose total is at most `most` (thousands): everybody gives a bit."""
        found = self._changed(limits)
        if found is None:
            return None
        giving, values = found
        even = self._even(values, giving, most)
        total = float(np.abs(self._elastic.violations(even)).sum())
        return attempt_of(limits, total, self._written(even)).repair

    def _changed(self, limits: Limits) -> tuple[BoolArray, FloatArray] | None:
        """The rows of these limits among the elastic ones, and the point of the smallest change over them."""
        giving = np.isin(self._pointer, sorted(limits))
        ceiling = self._elastic.program.col_upper.copy()
        ceiling[self._elastic.n_cells :] = np.where(np.repeat(giving, 2), np.inf, 0.0)
        answer = self._kept.below(ceiling, self._deadline)
        values = answer.values
        if answer.possible is Possible.UNKNOWN:
            point = HighsBackend().solve(replace(self._program, col_upper=ceiling), self._options).point
            values = None if point is None else point.values
        return None if values is None else (np.asarray(giving, dtype=np.bool_), values)

    @property
    def _deadline(self) -> float | None:
        limit = self._options.time_limit_seconds
        return None if limit is None else time.monotonic() + limit

    def _even(self, values: FloatArray, giving: BoolArray, total: float) -> FloatArray:
        """At most the same total, shared out evenly over the rows that give; the first answer where that cannot be."""
        if giving.sum() == 1:
            return values
        spread = spread_program(self._rows, self._elastic, giving, total, self._scale)
        point = _EVENLY.solve(spread.program, self._options).point
        return values if point is None else spread.values(point.values, values.shape[0])

    def _written(self, values: FloatArray) -> tuple[Change, ...] | None:
        """The changes as people would enter them: on whole increments where these still help, else on whole minor
        units. A change rounded outward can run into a limit on its other side, so it is applied and solved again;
        what does not help as written is no repair."""
        for step in self._steps:
            changes = changes_of(self._rows, self._elastic, values, self._scale, step)
            if not changes or any(is_empty_target(change) for change in changes):
                return None
            if self._backend.solve(self._proof(changes), self._options).point is not None:
                return changes
        return None

    def _proof(self, changes: tuple[Change, ...]) -> LinearProgram:
        """Any plan with the changes as written, limits of yes or no included."""
        if not self._rows.choices:
            return changed_rows(self._rows, changes)
        changed = changed_limits(self._rows, changes)
        return any_choice(changed, changed.choices, self._scale).program


def is_empty_target(change: Change) -> bool:
    """A company target lowered to nothing is no repair: it cannot be entered, and nobody would."""
    return change.identity.pointer == COMPANY and change.side == "floor" and change.amount >= change.bound
