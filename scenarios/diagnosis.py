"""Diagnosis of limits that no plan satisfies: reasons, different repairs, a smallest conflict, the totals that fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.arithmetic import arithmetic_reasons
from models.allocation.diagnosing.changes import changes_of
from models.allocation.diagnosing.elastic import ElasticProgram, elastic_program
from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.diagnosis import PROOF_SHARE, Change, Diagnosis, Proof, Reason, Repair
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import LimitIdentity
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray
from models.solution import NO_POINT, Point
from scenarios.diagnosing.choice_repairs import ChoiceRepairs
from scenarios.diagnosing.company_range import company_range
from scenarios.diagnosing.conflict import smallest_conflict
from scenarios.diagnosing.repair_search import ENOUGH, RepairSearch, limits_of
from scenarios.diagnosing.repairs import RowRepairs
from solvers.base import SolverBackend, SolverOptions
from solvers.highs import HighsBackend
from solvers.registry import judges

CONFLICT_SECONDS = 5.0
"""Time of the search for a smallest conflict; everything else takes what it takes."""

PRESSING = 1e-6
"""Prices of the smallest change from which a limit presses on others."""


def diagnose(
    problem: AllocationProblem,
    rows: LimitRows,
    backend: SolverBackend,
    options: SolverOptions,
    conflict_seconds: float = CONFLICT_SECONDS,
) -> Diagnosis | None:
    """Why the limits cannot hold together; None when no proof of it was found.

    The proof is an arithmetic reason, or the smallest total change over all hard limits being above 1e-6 of the
    company target, or two solvers that agree. Every repair is solved again with its changes applied as written.
    The conflict is one without limits of yes or no; repairs and range respect these. `options` are those of each
    single program.
    """
    return _Diagnoser(problem, rows, backend, options, conflict_seconds).run()


@dataclass(frozen=True, eq=False)
class _Smallest:
    """The smallest total change over all hard limits, and the prices of the limit rows in it."""

    elastic: ElasticProgram
    point: Point
    total: float
    prices: FloatArray | None


@dataclass(frozen=True, eq=False)
class _Diagnoser:
    """One diagnosis."""

    problem: AllocationProblem
    rows: LimitRows
    backend: SolverBackend
    options: SolverOptions
    conflict_seconds: float

    def run(self) -> Diagnosis | None:
        reasons = arithmetic_reasons(self.rows)
        smallest = self._smallest()
        proof = self._proof(reasons, smallest)
        if proof is None:
            return None
        prices = None if smallest is None else smallest.prices
        repairs = self._different_repairs()
        low, high = company_range(self.problem, self.rows, self.backend, self.options)
        return Diagnosis(
            reasons=reasons,
            repairs=repairs,
            feasible_low=low,
            feasible_high=high,
            hard_conflict=() if repairs or smallest is None else self._hard_part(smallest),
            proof=proof,
            smallest_change=_total(reasons, smallest),
            together=() if reasons or prices is None else self._pressing(prices),
            conflict=smallest_conflict(self.rows, prices, self.backend, self.options, self.conflict_seconds),
        )

    def _smallest(self) -> _Smallest | None:
        """By HiGHS, whatever the solver of the request is: the same facts for all, and mostly a second opinion."""
        elastic = elastic_program(self.rows, np.ones(self.rows.count, dtype=np.bool_))
        point = HighsBackend().solve(elastic.program, self.options).point
        if point is None:
            return None
        prices = None if point.duals is None else elastic.prices(point.duals, self.rows.count)
        return _Smallest(elastic, point, float(np.abs(elastic.violations(point.values)).sum()), prices)

    def _proof(self, reasons: tuple[Reason, ...], smallest: _Smallest | None) -> Proof | None:
        if reasons:
            return Proof.ARITHMETIC
        if smallest is not None and smallest.total > PROOF_SHARE * self.problem.reference_total:
            return Proof.ELASTIC
        program, both = plan_program(self.rows), judges(self.backend)
        agreed = all(judge.solve(program, self.options).termination in NO_POINT for judge in both)
        return Proof.TWO_SOLVERS if len(both) > 1 and agreed else None

    def _different_repairs(self) -> tuple[Repair, ...]:
        """Different repairs; where there are two or fewer ways, also the middle between them: everybody gives a bit.
        Where limits of yes or no stand in the way of all of them, repairs that change these too."""
        blocks = [block for block in self.rows.blocks if block.identity.negotiable and np.isinf(block.penalty)]
        identities = tuple({block.identity.pointer: block.identity for block in blocks}.values())
        repairs = RowRepairs(self.problem, self.rows, self.backend, self.options)
        found = RepairSearch(identities, repairs.smallest).run()
        if not found and self.rows.choices:
            chosen = ChoiceRepairs(self.problem, self.rows, self.backend, self.options)
            return RepairSearch(chosen.identities, chosen.smallest).run()
        if 1 < len(found) < ENOUGH:
            every = frozenset[str]().union(*(limits_of(repair) for repair in found))
            shared = repairs.shared(every, max(repair.total for repair in found))
            if shared is not None and limits_of(shared) not in [limits_of(repair) for repair in found]:
                return _with_middle(found, shared)
        return found

    def _hard_part(self, smallest: _Smallest) -> tuple[Change, ...]:
        """By how much the limits that nobody may negotiate miss each other."""
        scale = self.problem.reference_total
        step = self.problem.increment_minor / self.problem.money.minor_per_thousand
        changes = changes_of(self.rows, smallest.elastic, smallest.point.values, scale, step)
        hard = tuple(change for change in changes if not change.identity.negotiable)
        return hard or changes

    def _pressing(self, prices: FloatArray) -> tuple[LimitIdentity, ...]:
        """The limits whose rows carry a price in the smallest change over everything, in document order."""
        pressing = np.abs(prices) > PRESSING
        return tuple(self.rows.blocks[block].identity for block in np.unique(self.rows.block[pressing]))


def _total(reasons: tuple[Reason, ...], smallest: _Smallest | None) -> float:
    if smallest is not None:
        return smallest.total
    return reasons[0].shortfall if reasons else 0.0


def _with_middle(found: tuple[Repair, ...], shared: Repair) -> tuple[Repair, ...]:
    scored = replace(shared, score=shared.total / found[0].total)
    return tuple(sorted((*found, scored), key=lambda one: round(one.score, 6)))
