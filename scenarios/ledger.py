"""The ledger of a plan: one optimum per line of limits, each with those of the lines before it.

The plan's weight of the fit alone decides between allowed plans until the line of the other aims; soft limits have the
price that they have in the plan, and what is carried by choice is what the plan chose. Until the last line no number is
fixed: cells with a fixed number have the reference that they would have without it. Limits only come in, so the plan
itself keeps those of every line; a line whose limits the numbers before it keep anyway changes nothing and is not
solved. The last line ends at the plan's exact optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.allocation.binding import BindingLimit, binding_limits
from models.allocation.formulation import Formulation, LimitRows, fold_bounds, formulate, limit_rows
from models.allocation.ledger import ActingLimit, Ledger, LedgerLine
from models.allocation.ledger_numbers import LedgerStages, ledger_minor
from models.allocation.limits.ledger_lines import LINE_OF_FAMILY
from models.allocation.openings import fixed_rows
from models.allocation.plan import Plan, exact_tolerance
from models.allocation.polish import Polished
from models.allocation.proximal import polish_columns
from models.allocation.reference import free_reference, uniform_growth
from models.allocation.staging import Staging
from models.allocation.strategy import Term, Weights
from models.arrays import FloatArray, IntArray
from models.errors import LimitReached, SolverFailed
from models.solution import Solution, TerminationCondition
from scenarios.optimum import Optimiser
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions

PLACE = {line: place for place, line in enumerate(LedgerLine)}

SOLVED_LINES = tuple(LedgerLine)[PLACE[LedgerLine.FLOORS_AND_CAPS] : PLACE[LedgerLine.COMMITMENTS_AND_HOLDS]]
"""Lines that end at an optimum of their own."""

KEPT = 1e-12
"""Share of a row's size by which numbers may miss it and still count as keeping it."""

_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


def explain_plan(
    plan: Plan,
    backend: SolverBackend,
    options: SolverOptions,
    listener: Callable[[str], None] | None = None,
) -> Ledger:
    """The ledger of every number of a plan, within the time and stop of `options`. `listener` is told each phase as
    it begins. Raises LimitReached when the options end the work, SolverFailed when a line has no answer."""
    watch = Stopwatch(options.time_limit_seconds, listener)
    with watch.phase("formulate"):
        rows = limit_rows(plan.problem)
        rows = rows if plan.choices is None else fixed_rows(rows, plan.choices.is_open)
        work = _Stages(plan, rows, Optimiser(backend, options, watch), plan.staging or Staging(plan.strategy.weights))
    stages = work.run()
    minor = ledger_minor(plan.problem, stages, plan.numbers)
    return Ledger(plan.problem, minor, tuple(work.acting), max(work.error, plan.polished.cell_error))


@dataclass(eq=False)
class _Stages:
    """The lines of one plan, one after the other. `targets` (n, leaf targets in thousands) and `multipliers` (per row
    of the plan): where the line before ended."""

    plan: Plan
    rows: LimitRows
    optimiser: Optimiser
    staging: Staging
    acting: list[ActingLimit] = field(default_factory=list)
    error: float = 0.0

    def __post_init__(self) -> None:
        problem, strategy = self.plan.problem, self.plan.strategy
        place = [PLACE[LINE_OF_FAMILY[block.identity.kind]] for block in self.rows.blocks]
        self.place_of_row: IntArray = np.array(place, dtype=np.int64)[self.rows.block]
        self.reference = free_reference(problem, strategy, strategy.strategic_intensity, problem.reference_total)
        self.targets = self.reference
        self.multipliers = np.zeros(self.rows.count)

    def run(self) -> LedgerStages:
        """Every line's numbers."""
        problem, hedge = self.plan.problem, self.plan.problem.hedge_factor
        total = problem.reference_total
        blend = free_reference(problem, self.plan.strategy, 0.0, total) / hedge
        grown = uniform_growth(problem, total / hedge)
        if grown is None:
            grown = np.nan_to_num(problem.thousands(problem.cells.baseline))
        leaf = [self.reference]
        for line in SOLVED_LINES:
            self._advance(line)
            leaf.append(self.targets)
        self._act(LedgerLine.COMMITMENTS_AND_HOLDS, self.plan.binding, self.rows)
        return LedgerStages((grown, blend, self.reference / hedge), (*leaf, self.plan.exact))

    def _advance(self, line: LedgerLine) -> None:
        """Go on to the end of one line."""
        self.optimiser.check_time()
        if self._is_last(line):
            self.targets = self.plan.exact
            self._act(line, self.plan.binding, self.rows)
        elif not self._changes_nothing(line):
            self._solve(line)

    def _weights(self, line: LedgerLine) -> Weights:
        if line is LedgerLine.OBJECTIVE_TERMS:
            return self.staging.weights
        return Weights.of({Term.FIT: self.staging.weights.fit})

    def _is_last(self, line: LedgerLine) -> bool:
        """True where all that shapes the plan has come in: the optimum is the plan's."""
        comes_later = self.place_of_row > PLACE[line]  # holds of cells have rows as well
        return not comes_later.any() and self._weights(line) == self.staging.weights

    def _changes_nothing(self, line: LedgerLine) -> bool:
        """True where the numbers before a line keep its limits: the optimum among more plans is that among fewer."""
        if line is LedgerLine.OBJECTIVE_TERMS:
            return self._weights(line) == self._weights(LedgerLine.FLOORS_AND_CAPS)
        added = np.flatnonzero(self.place_of_row == PLACE[line])
        matrix = self.rows.matrix[added]
        activity, size = matrix @ self.targets, abs(matrix) @ np.abs(self.targets)
        miss = np.maximum(self.rows.lower[added] - activity, activity - self.rows.upper[added])
        return bool((miss <= KEPT * np.maximum(size, 1.0)).all())

    def _solve(self, line: LedgerLine) -> None:
        with self.optimiser.watch.phase("formulate"):
            kept = np.flatnonzero(self.place_of_row <= PLACE[line])
            formulation = formulate(
                self.plan.problem,
                self.plan.strategy,
                self.rows.taking(kept),
                self._weights(line),
                self.staging.soft_scale,
                self.reference,
            )
        polished = self._optimum(formulation, *self._start(line, formulation, kept))
        self.error = max(self.error, polished.cell_error)
        self.targets = polished.targets[: formulation.program.n_cells]
        own = formulation.row_of >= 0
        self.multipliers = np.zeros(self.rows.count)
        self.multipliers[kept[formulation.row_of[own]]] = polished.multipliers[own]
        self._act(line, binding_limits(formulation, polished), formulation.rows)

    def _start(
        self, line: LedgerLine, formulation: Formulation, kept: IntArray
    ) -> tuple[FloatArray, FloatArray | None]:
        """Multipliers and auxiliary columns to start from: the line before, for the line of the other aims the plan."""
        of_rows = kept[formulation.row_of[formulation.row_of >= 0]]
        if line is not LedgerLine.OBJECTIVE_TERMS:
            return self.multipliers[of_rows], None
        in_plan = fold_bounds(self.rows)[-1]
        held = np.zeros(self.rows.count)
        held[in_plan] = self.plan.polished.multipliers[: in_plan.size]
        of_terms = self.plan.polished.multipliers[in_plan.size :]
        return np.append(held[of_rows], of_terms), self.plan.polished.targets[formulation.program.n_cells :]

    def _optimum(self, formulation: Formulation, start: FloatArray, centre: FloatArray | None) -> Polished:
        """The exact optimum: from where the numbers are; where that does not lead there, by linear programs."""
        with self.optimiser.watch.phase("polish"):
            near = polish_columns(formulation.program, start, centre)
        if near.is_exact(exact_tolerance(self.plan.problem)):
            return near
        self.optimiser.check_time()
        found = self.optimiser.optimum(formulation)
        if isinstance(found, Solution):
            raise self._no_answer(found)
        return min(near, found.polished, key=lambda polished: polished.gap)

    def _no_answer(self, solution: Solution) -> LimitReached | SolverFailed:
        if solution.termination in _STOPPED:
            return LimitReached(str(solution.termination), self.optimiser.watch.elapsed)
        return SolverFailed(self.optimiser.backend.name, solution.report.message or str(solution.termination))

    def _act(self, line: LedgerLine, binding: Sequence[BindingLimit], rows: LimitRows) -> None:
        """Keep what bound of the line's own limits; that targets add up to the company's is no news."""
        indptr, indices = rows.matrix.indptr, rows.matrix.indices
        for limit in binding:
            kind = limit.identity.kind
            if LINE_OF_FAMILY[kind] is line and (kind != "company_total" or limit.side != "fixed"):
                cells = indices[indptr[limit.row] : indptr[limit.row + 1]].astype(np.int64)
                self.acting.append(ActingLimit(line, limit, cells))
