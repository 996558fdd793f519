"""The roll-up of a scenario: solve it, and sum its plan over a cut of the company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut, Period, RollUp, cut_of, roll_up, whole_of
from models.allocation.strategy import Strategy
from models.errors import InvalidInput
from models.findings import Finding, Location
from scenarios.allocation import AllocationResult, allocate
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True)
class RollUpRequest:
    """What to sum by: none, one or two levels, dimensions or attributes, and a period."""

    by: Sequence[str] = ()
    period: Period = Period.YEAR


@dataclass(frozen=True, eq=False)
class RollUpResult:
    """What came of the solve; `rollup`, and its `total` over all cells, are there when a plan is."""

    allocation: AllocationResult
    rollup: RollUp | None
    total: RollUp | None

    def raise_for_outcome(self) -> tuple[Plan, RollUp, RollUp]:
        """The plan, its roll-up and the total, or the error that stands in their place."""
        plan = self.allocation.raise_for_outcome()
        assert self.rollup is not None and self.total is not None
        return plan, self.rollup, self.total


def roll_up_allocation(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    request: RollUpRequest,
    listener: Callable[[str], None] | None = None,
) -> RollUpResult:
    """Solve and sum. Raises InvalidInput for axes and periods that do not exist, before anything is solved."""
    cut = checked_cut(problem, request)
    result = allocate(problem, strategy, backend, options, listener)
    if result.plan is None:
        return RollUpResult(result, None, None)
    cuts = (cut, whole_of(cut))
    return RollUpResult(result, *(rolled_up(result.plan, one, request.period) for one in cuts))


def checked_cut(problem: AllocationProblem, request: RollUpRequest) -> Cut:
    """The cut of a request. Raises InvalidInput for axes and periods that do not exist."""
    cut = cut_of(problem, request.by)
    if request.period is not Period.YEAR and not is_phased(problem):
        raise InvalidInput(
            [Finding("period_without_months", Location(parameter="period"), {"period": str(request.period)})]
        )
    return cut


def rolled_up(plan: Plan, cut: Cut, period: Period) -> RollUp:
    """The roll-up of a finished plan."""
    return roll_up(plan.problem, plan.numbers, cut, period, months=plan.month_numbers, capacities=plan.capacities)


def is_phased(problem: AllocationProblem) -> bool:
    """True when the plan of this problem will have months."""
    return problem.phasing is not None
