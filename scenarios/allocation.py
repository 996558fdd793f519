"""The main job: from a problem and a strategy to an exact, verified, rounded plan.

formulate → linear program → refined linear program → polish → check → round → phase → check. The linear programs find
which limits act (by the chosen solver); the polish finds the exact numbers, so every solver gives people the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.binding import binding_limits
from models.allocation.diagnosis import Diagnosis
from models.allocation.formulation import Formulation, LimitRows, formulate, limit_rows
from models.allocation.linearisation import FIRST_SPREAD, REFINED_SPREAD, linearise
from models.allocation.nodes import NodeIndex
from models.allocation.phasing.month_plan import MonthPlan
from models.allocation.plan import Outcome, Plan
from models.allocation.plan_check import ExactCheck, check_exact, check_rounded
from models.allocation.polish import Polished, polish
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import score
from models.allocation.strategy import Strategy
from models.arrays import FloatArray
from models.errors import AllotError, Infeasible, LimitReached, SolverFailed, VerificationFailed
from models.findings import Finding
from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, SolverReport, TerminationCondition
from scenarios.diagnosis import diagnose
from scenarios.phasing import phase_plan
from scenarios.rounding import Rounded, round_plan
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions

EXACT_INCREMENTS = 0.01
EXACT_SHARE = 1e-9

DIAGNOSIS_SECONDS = 10.0
"""Least time of each program of a diagnosis: a scenario's own limit may be too short to learn why it has no plan."""

_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True, eq=False)
class AllocationResult:
    """What came of one request. A result, not an exception: in a comparison an infeasible strategy is a row.

    `plan` is there for OPTIMAL and FEASIBLE, `diagnosis` for INFEASIBLE, `error` for everything but a plan.
    """

    outcome: Outcome
    termination: TerminationCondition
    plan: Plan | None
    diagnosis: Diagnosis | None
    error: AllotError | None
    report: SolverReport
    notices: tuple[Finding, ...]
    phases: dict[str, float]
    seconds: float

    def raise_for_outcome(self) -> Plan:
        """The plan, or the error that stands in its place."""
        if self.plan is not None:
            return self.plan
        assert self.error is not None
        raise self.error


def allocate(
    problem: AllocationProblem, strategy: Strategy, backend: SolverBackend, options: SolverOptions
) -> AllocationResult:
    """Solve one problem under one strategy. Raises InvalidInput for limits or references that do not fit the data;
    everything a solve can end in is in the result."""
    watch = Stopwatch(options.time_limit_seconds)
    with watch.phase("formulate"):
        rows = limit_rows(problem)
        formulation = formulate(problem, strategy, rows)
    return _Request(problem, strategy, backend, options, watch, rows, formulation).run()


@dataclass(eq=False)
class _Request:
    """One run of the main job; its steps share the problem, the clock and the solver."""

    problem: AllocationProblem
    strategy: Strategy
    backend: SolverBackend
    options: SolverOptions
    watch: Stopwatch
    rows: LimitRows
    formulation: Formulation

    def run(self) -> AllocationResult:
        separable = self.formulation.program
        if (separable.lower > separable.upper).any():
            return self._infeasible(_report_of(self.backend))
        first = self._solve_linear(separable.reference, FIRST_SPREAD)
        if first.point is None:
            return self._without_plan(first)
        start = _multipliers(first)
        centre = separable.response(separable.transposed @ start)
        refined = self._solve_linear(centre, REFINED_SPREAD)
        if refined.point is not None:
            start = _multipliers(refined)
        with self.watch.phase("polish"):
            polished = polish(separable, start)
        return self._with_plan(refined if refined.point is not None else first, polished)

    def _solve_linear(self, centre: FloatArray, spread: float) -> Solution:
        with self.watch.phase("formulate"):
            program = linearise(self.formulation.program, centre, spread).program
        return self._solve(program)

    def _solve(self, program: LinearProgram) -> Solution:
        with self.watch.phase("solve"):
            return self.backend.solve(program, replace(self.options, time_limit_seconds=self.watch.remaining))

    def _with_plan(self, solution: Solution, polished: Polished) -> AllocationResult:
        with self.watch.phase("verify"):
            exact_check = check_exact(self.rows, polished.targets)
        if not exact_check.passed:
            failed = VerificationFailed(
                self.backend.name, f"a limit is broken by {exact_check.row_violation:.1e} of its size"
            )
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        index = NodeIndex(self.problem)
        try:
            with self.watch.phase("round"):
                rounded = self._round(polished, index)
            months = self._phase(rounded, index)
        except LimitReached as limit:
            termination = TerminationCondition(limit.limit)
            error = LimitReached(limit.limit, self.watch.elapsed)
            return self._end(Outcome.LIMIT, termination, solution.report, error=error)
        except SolverFailed as broken:
            return self._end(Outcome.ERROR, TerminationCondition.ERROR, solution.report, error=broken)
        return self._published(solution, polished, exact_check, rounded, index, months)

    def _round(self, polished: Polished, index: NodeIndex) -> Rounded:
        options = replace(self.options, time_limit_seconds=self.watch.remaining)
        return round_plan(self.problem, self.rows, self.formulation.program, polished.targets, index, options)

    def _phase(self, rounded: Rounded, index: NodeIndex) -> MonthPlan | None:
        if self.problem.phasing is None:
            return None
        with self.watch.phase("phase"):
            options = replace(self.options, time_limit_seconds=self.watch.remaining)
            return phase_plan(self.problem, self.problem.phasing, self.rows, rounded.targets_minor, index, options)

    def _published(
        self,
        solution: Solution,
        polished: Polished,
        exact_check: ExactCheck,
        rounded: Rounded,
        index: NodeIndex,
        months: MonthPlan | None,
    ) -> AllocationResult:
        """Check the rounded plan on its own and put everything known about it together."""
        exact, minor = polished.targets, rounded.targets_minor
        single = (index.cells,) if rounded.coarse else ()
        controlled = {part.key: part for part in (index.company, *index.by_level, *rounded.controlled, *single)}
        with self.watch.phase("verify"):
            parts = tuple(controlled.values())
            rounded_check = check_rounded(self.problem, self.rows, exact, minor, parts, rounded.coarse)
        if not rounded_check.total_holds:
            failed = VerificationFailed("rounding", "the plan does not add up to the company target")
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        if months is not None and not months.check.adds_up:
            failed = VerificationFailed("phasing", "the months do not add up to the annual targets")
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        with self.watch.phase("report"):
            program = self.formulation.program
            plan = Plan(
                problem=self.problem,
                strategy=self.strategy,
                outcome=self._quality(polished),
                targets_minor=minor,
                exact=exact,
                reference=program.reference,
                scale=program.scale,
                polished=polished,
                lattice=rounded.lattice,
                exact_check=exact_check,
                rounded_check=rounded_check,
                binding=binding_limits(self.formulation, polished),
                scorecard=score(self.problem, index, program, exact, minor),
                index=index,
                coarse=rounded.coarse,
                months=months,
            )
        return self._end(plan.outcome, solution.termination, solution.report, plan=plan)

    def _quality(self, polished: Polished) -> Outcome:
        increment = self.problem.increment_minor / self.problem.money.minor_per_thousand
        tolerance = max(EXACT_INCREMENTS * increment, EXACT_SHARE * self.formulation.program.scale)
        return Outcome.OPTIMAL if polished.is_exact(tolerance) else Outcome.FEASIBLE

    def _without_plan(self, solution: Solution) -> AllocationResult:
        if solution.termination in (
            TerminationCondition.INFEASIBLE,
            TerminationCondition.INFEASIBLE_OR_UNBOUNDED,
        ):
            return self._infeasible(solution.report)
        if solution.termination in _STOPPED:
            error = LimitReached(str(solution.termination), self.watch.elapsed)
            return self._end(Outcome.LIMIT, solution.termination, solution.report, error=error)
        reason = solution.report.message or str(solution.termination)
        failed = SolverFailed(self.backend.name, reason)
        return self._end(Outcome.ERROR, solution.termination, solution.report, error=failed)

    def _infeasible(self, report: SolverReport) -> AllocationResult:
        with self.watch.phase("diagnose"):
            limit = max(self.options.time_limit_seconds or 0.0, DIAGNOSIS_SECONDS)
            found = diagnose(self.problem, self.rows, self.backend, replace(self.options, time_limit_seconds=limit))
        if found is None:
            suspect = SolverFailed(self.backend.name, "called the limits contradictory, but no proof of it was found")
            return self._end(Outcome.SUSPECT, TerminationCondition.INFEASIBLE, report, error=suspect)
        return self._end(
            Outcome.INFEASIBLE, TerminationCondition.INFEASIBLE, report, diagnosis=found, error=Infeasible(found)
        )

    def _end(
        self,
        outcome: Outcome,
        termination: TerminationCondition,
        report: SolverReport,
        *,
        plan: Plan | None = None,
        diagnosis: Diagnosis | None = None,
        error: AllotError | None = None,
    ) -> AllocationResult:
        return AllocationResult(
            outcome=outcome,
            termination=termination,
            plan=plan,
            diagnosis=diagnosis,
            error=error,
            report=report,
            notices=self.rows.notices,
            phases=dict(self.watch.phases),
            seconds=self.watch.elapsed,
        )


def _multipliers(solution: Solution) -> FloatArray:
    """Row multipliers λ = −duals: duals are the change of the objective per +1 of the active bound."""
    assert solution.status is not SolutionStatus.NONE
    assert solution.point is not None
    duals = solution.point.duals
    return np.zeros(solution.point.row_activity.shape[0]) if duals is None else -duals


def _report_of(backend: SolverBackend) -> SolverReport:
    """A report for answers that needed no solve."""
    return SolverReport(name=backend.name, version=backend.version(), seconds=0.0)
