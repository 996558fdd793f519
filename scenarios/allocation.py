"""The main job: from a problem and a strategy to an exact, verified, rounded plan.

formulate → linear program → refined linear program → polish → check → round → phase → check. The linear programs find
which limits act (by the chosen solver); the polish finds the exact numbers, so every solver gives people the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from models.allocation.attainment import Attainment, attainment_of
from models.allocation.binding import BindingLimit, binding_limits
from models.allocation.diagnosis import Diagnosis
from models.allocation.formulation import Formulation, LimitRows, formulate, limit_rows
from models.allocation.nodes import NodeIndex
from models.allocation.openings import Choices, OpeningProgram, choice_presses
from models.allocation.over_assignment import LevelNumbers
from models.allocation.phasing.month_plan import MonthPlan
from models.allocation.plan import Outcome, Plan, exact_tolerance
from models.allocation.plan_check import ExactCheck, check_exact, check_numbers
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import score
from models.allocation.staging import range_notices
from models.allocation.strategy import Strategy
from models.allocation.utilisation import capacity_uses
from models.errors import AllotError, Infeasible, LimitReached, SolverFailed, VerificationFailed
from models.findings import Finding
from models.solution import Solution, SolverReport, TerminationCondition
from scenarios.choice_diagnosis import diagnose_choices
from scenarios.diagnosis import diagnose
from scenarios.opening import Undecided, decide_openings
from scenarios.optimum import Optimiser, Optimum
from scenarios.phasing import phase_plan
from scenarios.rounding import Rounded, round_plan
from scenarios.staging import StagedOptimum, strategy_optimum
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions

DIAGNOSIS_SECONDS = 10.0
"""Least time of each program of a diagnosis: a scenario's own limit may be too short to learn why it has no plan."""

Diagnoser = Callable[[AllocationProblem, LimitRows, SolverBackend, SolverOptions], Diagnosis | None]

_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


@dataclass(frozen=True, eq=False)
class AllocationResult:
    """What came of one request. A result, not an exception: in a comparison an infeasible strategy is a row.

    `plan` is there for OPTIMAL and FEASIBLE, `diagnosis` for INFEASIBLE, `error` for everything but a plan. `optimum`:
    the exact optimum behind the plan, from which other strategies can start.
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
    optimum: Optimum | None = None

    def raise_for_outcome(self) -> Plan:
        """The plan, or the error that stands in its place."""
        if self.plan is not None:
            return self.plan
        assert self.error is not None
        raise self.error


def allocate(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    listener: Callable[[str], None] | None = None,
) -> AllocationResult:
    """Solve one problem under one strategy. Raises InvalidInput for limits or references that do not fit the data;
    everything a solve can end in is in the result. `listener` is told each phase as it begins."""
    watch = Stopwatch(options.time_limit_seconds, listener)
    with watch.phase("formulate"):
        rows = limit_rows(problem)
        formulation = formulate(problem, strategy, rows)
    return AllocationRun(problem, strategy, backend, options, watch, rows, formulation).result()


@dataclass(eq=False)
class AllocationRun:
    """One run of the main job; its steps share the problem, the clock and the solver.

    `nodes`: the problem's nodes where they are known already. `near`: an optimum over the same kind of limits to start
    from; it saves time and changes no number. `attainment`: how the score card learns how likely targets are reached.
    `diagnoser`: who says why limits cannot hold together.
    """

    problem: AllocationProblem
    strategy: Strategy
    backend: SolverBackend
    options: SolverOptions
    watch: Stopwatch
    rows: LimitRows
    formulation: Formulation
    choices: Choices | None = None
    nodes: NodeIndex | None = None
    near: Optimum | None = None
    attainment: Attainment = attainment_of
    diagnoser: Diagnoser = diagnose

    @cached_property
    def index(self) -> NodeIndex:
        """The problem's nodes."""
        return NodeIndex(self.problem) if self.nodes is None else self.nodes

    def result(self) -> AllocationResult:
        """Solve, round, phase and check."""
        separable = self.formulation.program
        if (separable.lower > separable.upper).any():
            return self._infeasible(_report_of(self.backend))
        optimiser = Optimiser(self.backend, self.options, self.watch)
        if self.rows.choices:
            decided = decide_openings(self.problem, self.strategy, self.rows, optimiser)
            if isinstance(decided, Undecided):
                return self._without_plan(decided.solution, decided.program)
            self.rows, self.choices = decided.rows, decided.choices
        try:
            found = strategy_optimum(self.problem, self.strategy, self.rows, optimiser, self.near)
        except LimitReached as limit:
            report = _report_of(self.backend)
            return self._end(Outcome.LIMIT, TerminationCondition(limit.limit), report, error=limit)
        return self._without_plan(found) if isinstance(found, Solution) else self.planned(found)

    def planned(self, staged: StagedOptimum) -> AllocationResult:
        """Verify, round and phase an optimum that is known."""
        found, solution = staged.optimum, staged.optimum.solution
        with self.watch.phase("verify"):
            exact_check = check_exact(self.rows, found.targets)
        if not exact_check.passed:
            failed = VerificationFailed(
                self.backend.name, f"a limit is broken by {exact_check.row_violation:.1e} of its size"
            )
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        try:
            with self.watch.phase("round"):
                rounded = self._round(found)
            months = self._phase(rounded)
        except LimitReached as limit:
            termination = TerminationCondition(limit.limit)
            error = LimitReached(limit.limit, self.watch.elapsed)
            return self._end(Outcome.LIMIT, termination, solution.report, error=error)
        except SolverFailed as broken:
            return self._end(Outcome.ERROR, TerminationCondition.ERROR, solution.report, error=broken)
        return self._published(staged, exact_check, rounded, months)

    def _round(self, found: Optimum) -> Rounded:
        options = replace(self.options, time_limit_seconds=self.watch.remaining)
        program = found.formulation.program.of_cells()
        return round_plan(self.problem, self.rows, program, found.targets, self.index, options)

    def _phase(self, rounded: Rounded) -> tuple[MonthPlan, ...]:
        """The months of every layer of numbers, from the plan to the targets; monthly capacities are people's."""
        rules = self.problem.phasing
        if rules is None:
            return ()
        above = replace(self.rows, months=())
        layers = [(minor, above) for minor in rounded.upper_levels] + [(rounded.targets_minor, self.rows)]
        months = []
        with self.watch.phase("phase"):
            for minor, rows in layers:
                options = replace(self.options, time_limit_seconds=self.watch.remaining)
                months.append(phase_plan(self.problem, rules, rows, minor, self.index, options))
        return tuple(months)

    def _published(
        self,
        staged: StagedOptimum,
        exact_check: ExactCheck,
        rounded: Rounded,
        months: tuple[MonthPlan, ...],
    ) -> AllocationResult:
        """Check the rounded plan on its own and put everything known about it together."""
        found, index = staged.optimum, self.index
        solution, polished, exact = found.solution, found.polished, found.targets
        numbers = LevelNumbers(self.problem.over_assignment, (*rounded.upper_levels, rounded.targets_minor))
        single = (index.cells,) if rounded.coarse else ()
        controlled = {part.key: part for part in (index.company, *index.by_level, *rounded.controlled, *single)}
        with self.watch.phase("verify"):
            parts = tuple(controlled.values())
            rounded_check = check_numbers(self.problem, self.rows, exact, numbers, parts, rounded.coarse)
        if not rounded_check.total_holds:
            failed = VerificationFailed("rounding", "the plan does not add up to the company target")
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        if not all(layer.check.adds_up for layer in months):
            failed = VerificationFailed("phasing", "the months do not add up to the annual targets")
            return self._end(Outcome.SUSPECT, solution.termination, solution.report, error=failed)
        with self.watch.phase("report"):
            program = found.formulation.program
            binding = binding_limits(found.formulation, polished)
            capacities = capacity_uses(self.problem, self.rows, numbers)
            plan = Plan(
                problem=self.problem,
                strategy=self.strategy,
                outcome=self._quality(staged, binding),
                targets_minor=rounded.targets_minor,
                exact=exact,
                reference=program.reference[: program.n_cells],
                scale=program.scale,
                polished=polished,
                lattice=rounded.lattice,
                exact_check=exact_check,
                rounded_check=rounded_check,
                binding=binding,
                scorecard=score(
                    self.problem,
                    index,
                    found.formulation,
                    self.strategy.weights,
                    exact,
                    numbers,
                    capacities,
                    self.attainment,
                ),
                index=index,
                upper_levels=rounded.upper_levels,
                capacities=capacities,
                staging=staged.staging,
                coarse=rounded.coarse,
                months=months[-1] if months else None,
                upper_months=months[:-1],
                choices=self.choices,
            )
        return self._end(plan.outcome, solution.termination, solution.report, plan=plan, optimum=found)

    def _quality(self, staged: StagedOptimum, binding: tuple[BindingLimit, ...]) -> Outcome:
        tolerance = exact_tolerance(self.problem)
        tiers = staged.staging.tiers
        proven = staged.optimum.polished.is_exact(tolerance) and all(tier.is_kept and tier.is_used for tier in tiers)
        if self.choices is not None and choice_presses(self.choices, binding):
            # The choice was proven for the weights as written, and for no other sum of the terms.
            as_written = staged.staging.weights == self.strategy.weights and not tiers
            proven = proven and self.choices.is_proven and as_written
        return Outcome.OPTIMAL if proven else Outcome.FEASIBLE

    def _without_plan(self, solution: Solution, program: OpeningProgram | None = None) -> AllocationResult:
        """`program`: the integer program that ended without a point although the limits without it have a plan."""
        if solution.termination in (
            TerminationCondition.INFEASIBLE,
            TerminationCondition.INFEASIBLE_OR_UNBOUNDED,
        ):
            return self._infeasible(solution.report, program)
        if solution.termination in _STOPPED:
            error = LimitReached(str(solution.termination), self.watch.elapsed)
            return self._end(Outcome.LIMIT, solution.termination, solution.report, error=error)
        reason = solution.report.message or str(solution.termination)
        failed = SolverFailed(self.backend.name, reason)
        return self._end(Outcome.ERROR, solution.termination, solution.report, error=failed)

    def _infeasible(self, report: SolverReport, program: OpeningProgram | None = None) -> AllocationResult:
        with self.watch.phase("diagnose"):
            limit = max(self.options.time_limit_seconds or 0.0, DIAGNOSIS_SECONDS)
            options = replace(self.options, time_limit_seconds=limit)
            if program is None:
                found = self.diagnoser(self.problem, self.rows, self.backend, options)
            else:
                found = diagnose_choices(self.problem, self.rows, program, self.backend, options)
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
        optimum: Optimum | None = None,
    ) -> AllocationResult:
        staging = None if plan is None else plan.staging
        dropped = () if staging is None else range_notices(staging, self.strategy)
        return AllocationResult(
            outcome=outcome,
            termination=termination,
            plan=plan,
            diagnosis=diagnosis,
            error=error,
            report=report,
            notices=(*self.rows.notices, *self.formulation.notices, *dropped),
            phases=dict(self.watch.phases),
            seconds=self.watch.elapsed,
            optimum=optimum,
        )


def _report_of(backend: SolverBackend) -> SolverReport:
    """A report for answers that needed no solve."""
    return SolverReport(name=backend.name, version=backend.version(), seconds=0.0)
