"""Solving single points of a sweep: every one starts at the optimum of the scenario as it is, so that no row depends on
which others were solved before it, or where."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from models.allocation.arithmetic import arithmetic_reasons
from models.allocation.diagnosis import Diagnosis, Proof
from models.allocation.formulation import LimitRows
from models.allocation.nodes import NodeIndex
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut, published_targets
from models.allocation.strategy import Strategy
from models.arrays import IntArray
from models.errors import InvalidInput
from models.solution import TerminationCondition
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from scenarios.definition.varying import ScenarioVariants
from scenarios.diagnosis import diagnose
from scenarios.many import StrategyEngine
from scenarios.optimum import Optimum
from scenarios.plan_hash import plan_hash
from scenarios.sweep.design import Point
from scenarios.sweep.places import Place, Places
from scenarios.sweep.row import INVALID, RowReason, SweepRow
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True, eq=False)
class SweepBase:
    """What all points of a sweep share; it can be sent to another process. `optimum` and `plan_minor`, which adds up
    to the company target, are those of the scenario as it is, None where it has no plan."""

    scenario: Scenario
    places: tuple[Place, ...]
    strategy: str
    backend: SolverBackend
    options: SolverOptions
    cut: Cut | None
    rows: LimitRows
    nodes: NodeIndex
    optimum: Optimum | None = None
    plan_minor: IntArray | None = None


class PointSolver:
    """Solves the points of one sweep in one process, until `stop` is set."""

    def __init__(self, base: SweepBase, stop: threading.Event) -> None:
        self.base = base
        self._options = replace(base.options, stop=stop)
        self._places = Places(base.scenario)
        self._variants = ScenarioVariants(base.scenario)
        self._engine = self._engine_of(base.scenario.problem, base.rows)

    def first(self) -> tuple[SweepRow, SweepBase] | None:
        """The row of the scenario as it is, and the base that starts there; None when the work was stopped."""
        scenario, base = self.base.scenario, self.base
        result = self._engine.solve(self._strategy(scenario))
        if result.termination is TerminationCondition.INTERRUPTED:
            return None
        minor = None if result.plan is None else result.plan.numbers.plan
        self.base = replace(base, optimum=result.optimum, plan_minor=minor)
        values = tuple(place.base for place in base.places)
        return self._row(0, values, scenario, result), self.base

    def row(self, number: int, point: Point) -> SweepRow | None:
        """The row of one point; None when the work was stopped."""
        base = self.base
        values = tuple(place.base if value is None else value for place, value in zip(base.places, point, strict=True))
        chosen = {place.path: value for place, value in zip(base.places, point, strict=True) if value is not None}
        try:
            scenario = self._variants.variant(self._places.sections(chosen))
            same = scenario.problem is base.scenario.problem
            engine = self._engine if same else self._engine_of(scenario.problem, None)
            result = engine.solve(self._strategy(scenario), base.optimum)
        except InvalidInput as error:
            return SweepRow(number, values, INVALID, RowReason.of_fault(error))
        if result.termination is TerminationCondition.INTERRUPTED:
            return None
        return self._row(number, values, scenario, result)

    def _row(self, number: int, values: tuple[Decimal, ...], scenario: Scenario, result: AllocationResult) -> SweepRow:
        reason = RowReason.of(result, scenario.problem.money)
        row = SweepRow(number, values, str(result.outcome), reason, scenario.scenario_hash)
        plan = result.plan
        if plan is None:
            return row
        before = self.base.plan_minor
        return replace(
            row,
            plan_hash=plan_hash(scenario.scenario_hash, plan),
            total_minor=plan.total_minor,
            moved_minor=None if before is None else int(np.abs(plan.numbers.plan - before).sum()),
            card=plan.scorecard,
            targets_minor=self._targets(plan),
        )

    def _targets(self, plan: Plan) -> tuple[int, ...] | None:
        cut = self.base.cut
        if cut is None:
            return None
        return tuple(published_targets(plan.numbers, cut).tolist())

    def _strategy(self, scenario: Scenario) -> Strategy:
        return scenario.strategies[self.base.strategy]

    def _engine_of(self, problem: AllocationProblem, rows: LimitRows | None) -> StrategyEngine:
        base = self.base
        return StrategyEngine(problem, base.backend, self._options, rows, base.nodes, first_reason)


def first_reason(
    problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions
) -> Diagnosis | None:
    """A diagnosis as far as a row has room for it: the sums that contradict each other, and a whole diagnosis only
    where no sum does."""
    reasons = arithmetic_reasons(rows)
    if not reasons:
        return diagnose(problem, rows, backend, options, conflict_seconds=0.0)
    return Diagnosis(
        reasons=reasons,
        repairs=(),
        feasible_low=None,
        feasible_high=None,
        hard_conflict=(),
        proof=Proof.ARITHMETIC,
        smallest_change=reasons[0].shortfall,
    )
