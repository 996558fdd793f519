"""Many strategies over one problem: the limits are written as rows once, and each optimum starts near another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.allocation.aims.metric import Weighed
from models.allocation.attainment import KnownSales
from models.allocation.formulation import Formulation, LimitRows, formulate, limit_rows
from models.allocation.nodes import NodeIndex
from models.allocation.plan import Outcome, exact_tolerance
from models.allocation.problem import AllocationProblem
from models.allocation.staging import Staging
from models.allocation.strategy import Strategy
from models.solution import Solution
from scenarios.allocation import AllocationResult, AllocationRun, Diagnoser
from scenarios.diagnosis import diagnose
from scenarios.optimum import Optimiser, Optimum
from scenarios.staging import StagedOptimum, strategy_optimum
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions


class StrategyEngine:
    """One problem, solved under as many strategies as are asked for.

    Every plan is the one that `scenarios.allocation.allocate` makes of the same strategy. `near` only says where to
    begin: the answer is exact, with a proven error, wherever it began, and linear programs help where a start does not
    lead there. A strategy with tiers, ranges or choices takes the full way.

    `options` hold for each strategy on its own, the time limit too; their `stop` ends all of them.
    """

    def __init__(
        self,
        problem: AllocationProblem,
        backend: SolverBackend,
        options: SolverOptions,
        rows: LimitRows | None = None,
        nodes: NodeIndex | None = None,
        diagnoser: Diagnoser = diagnose,
    ) -> None:
        """Raises InvalidInput for limits that do not fit the data. `rows`, `nodes`: the problem's own, where known.
        `diagnoser`: who says why limits cannot hold together; asked once, whatever the number of strategies."""
        self.problem, self.backend, self.options = problem, backend, options
        self.rows = limit_rows(problem) if rows is None else rows
        self.nodes = NodeIndex(problem) if nodes is None else nodes
        self._attainment = KnownSales()
        self._diagnoser = diagnoser
        self._contradiction: AllocationResult | None = None

    def solve(
        self, strategy: Strategy, near: Optimum | None = None, listener: Callable[[str], None] | None = None
    ) -> AllocationResult:
        """The plan of one strategy, or what came instead. `near`: the `optimum` of an earlier result, of this engine
        or of one over similar limits. Raises InvalidInput for a reference that cannot be drawn."""
        watch = Stopwatch(self.options.time_limit_seconds, listener)
        with watch.phase("formulate"):
            formulation = formulate(self.problem, strategy, self.rows)
        if self._contradiction is not None:  # limits that no plan satisfies do not come to terms under other weights
            notices = (*self.rows.notices, *formulation.notices)
            return replace(self._contradiction, notices=notices, phases=dict(watch.phases), seconds=watch.elapsed)
        run = AllocationRun(
            self.problem,
            strategy,
            self.backend,
            self.options,
            watch,
            self.rows,
            formulation,
            nodes=self.nodes,
            near=near,
            attainment=self._attainment,
            diagnoser=self._diagnoser,
        )
        result = run.result()
        if result.outcome is Outcome.INFEASIBLE:
            self._contradiction = result
        return result

    def near(self, strategy: Strategy, rough: Optimum, metrics: Sequence[Weighed] = ()) -> AllocationResult:
        """The plan of a strategy whose optimum is nearly known: exact where a polish from there arrives, else of that
        optimum itself, with the error that is proven for it. `metrics`: what counts beside the strategy's terms. Raises
        LimitReached once somebody asked to stop."""
        watch = Stopwatch(self.options.time_limit_seconds)
        optimiser = Optimiser(self.backend, self.options, watch)
        with watch.phase("formulate"):
            formulation = formulate(self.problem, strategy, self.rows, metrics=metrics)
        exact = optimiser.exact_from(rough, formulation, exact_tolerance(self.problem))
        return self._planned(strategy, exact or rough, formulation, watch)

    def planned(self, strategy: Strategy, known: Optimum) -> AllocationResult:
        """The plan of an optimum that is known, whatever it is the optimum of; `strategy` gives the score card its
        weights."""
        return self._planned(strategy, known, known.formulation, Stopwatch(self.options.time_limit_seconds))

    def optimum(self, strategy: Strategy, near: Optimum | None = None) -> StagedOptimum | Solution:
        """The exact optimum of one strategy before rounding; a solver's answer where there is none. Choices of yes or
        no are not made here. Raises InvalidInput as `solve` does, LimitReached once the time is up."""
        optimiser = Optimiser(self.backend, self.options, Stopwatch(self.options.time_limit_seconds))
        return strategy_optimum(self.problem, strategy, self.rows, optimiser, near)

    def yearly(self) -> StrategyEngine:
        """The same engine whose plans have no months: months follow from the targets and change none, and what only
        compares targets need not wait for them. Limits by month hold all the same."""
        problem = replace(self.problem, phasing=None)
        return StrategyEngine(problem, self.backend, self.options, self.rows, self.nodes, self._diagnoser)

    def under(self, options: SolverOptions) -> StrategyEngine:
        """The same engine with other options."""
        return StrategyEngine(self.problem, self.backend, options, self.rows, self.nodes, self._diagnoser)

    def _planned(
        self, strategy: Strategy, found: Optimum, formulation: Formulation, watch: Stopwatch
    ) -> AllocationResult:
        run = AllocationRun(
            *(self.problem, strategy, self.backend, self.options, watch, self.rows, formulation),
            nodes=self.nodes,
            attainment=self._attainment,
        )
        return run.planned(StagedOptimum(found, Staging(strategy.weights)))
