"""Repairs where only the whole numbers are impossible: more units, smaller leasts, or amounts that make room."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from models.allocation.diagnosing.changes import changed_limits, changes_of
from models.allocation.diagnosing.choice_elastic import ChoiceElastic, any_choice, changed_blocks, choice_elastic
from models.allocation.diagnosis import Change, noise
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray
from scenarios.diagnosing.repair_search import Attempt, Limits, attempt_of
from scenarios.diagnosing.repairs import is_empty_target
from solvers.base import SolverBackend, SolverOptions
from solvers.highs import HighsBackend

SECONDS = 10.0
"""Time of all integer programs together; what was found by then is told."""


class ChoiceRepairs:
    """Repairs of one problem whose limits of yes or no have no plan: found in process, proven by the solver of the
    request. `seconds`: for all of them; later questions find nothing."""

    def __init__(
        self,
        problem: AllocationProblem,
        rows: LimitRows,
        backend: SolverBackend,
        options: SolverOptions,
        seconds: float = SECONDS,
    ) -> None:
        money = problem.money
        self._rows, self._backend, self._options = rows, backend, options
        self._scale = problem.reference_total
        self._steps = (problem.increment_minor / money.minor_per_thousand, 1.0 / money.minor_per_thousand)
        self._until = time.monotonic() + seconds

    @property
    def identities(self) -> tuple[LimitIdentity, ...]:
        """The limits that may be negotiated, those of yes or no first: they are what the repair is about."""
        hard = [block.identity for block in self._rows.blocks if np.isinf(block.penalty)]
        every = [*(block.identity for block in self._rows.choices), *hard]
        return tuple({identity.pointer: identity for identity in every if identity.negotiable}.values())

    def smallest(self, limits: Limits) -> Attempt | None:
        """The smallest change of none but these limits (pointers); None where none is found in time."""
        if time.monotonic() > self._until:
            return None
        rows = self._rows
        named = np.array([block.identity.pointer in limits for block in rows.blocks], dtype=np.bool_)[rows.block]
        chosen = [block.identity.pointer in limits for block in rows.choices]
        elastic = choice_elastic(rows, rows.choices, self._scale, named, chosen)
        solution = HighsBackend().solve(elastic.program, self._limits)
        if solution.point is None or solution.objective is None:
            return None
        values, total = solution.point.values, solution.objective
        touched = self._changes(elastic, values, total, self._steps[-1])
        limits = frozenset(change.identity.pointer for change in touched)
        return attempt_of(limits, total, self._written(elastic, values, total))

    @property
    def _limits(self) -> SolverOptions:
        return replace(self._options, time_limit_seconds=max(self._until - time.monotonic(), 0.1))

    def _changes(self, elastic: ChoiceElastic, values: FloatArray, total: float, step: float) -> tuple[Change, ...]:
        amounts = changes_of(self._rows, elastic.elastic, elastic.row_values(values), self._scale, step)
        return (*elastic.changes(values, step, noise(self._scale, total)), *amounts)

    def _written(self, elastic: ChoiceElastic, values: FloatArray, total: float) -> tuple[Change, ...] | None:
        """The changes as people would enter them, applied and solved again; on whole increments where these help."""
        for step in self._steps:
            changes = self._changes(elastic, values, total, step)
            if not changes or any(is_empty_target(change) or _is_nothing(change) for change in changes):
                continue
            if self._helps(changes):
                return changes
        return None

    def _helps(self, changes: tuple[Change, ...]) -> bool:
        rows, blocks = changed_limits(self._rows, changes), changed_blocks(self._rows.choices, changes)
        return self._backend.solve(any_choice(rows, blocks, self._scale).program, self._limits).point is not None


def _is_nothing(change: Change) -> bool:
    """A least target of zero cannot be written."""
    return change.identity.kind == "cardinality" and change.side == "floor" and change.amount >= change.bound
