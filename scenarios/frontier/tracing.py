"""Traces a frontier: the strategy's own plan, the terms alone, then a plan for every point between them.

Points are found by rough optima and published as exact plans: verified, rounded, with a score card. Months are left
out; units that a choice limit opened for the strategy's own plan stay open, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.formulation import formulate, limit_rows
from models.allocation.frontier import aims_of, check_aims, efficient, knee
from models.allocation.objective import soft_cost
from models.allocation.openings import fixed_rows
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.errors import LimitReached
from models.solution import TerminationCondition
from scenarios.frontier.programs import FrontierPrograms, Payoff, Trial
from scenarios.frontier.result import CountListener, Frontier, FrontierPoint, FrontierRequest, FrontierResult, Stopped
from scenarios.frontier.surface import surface_trials
from scenarios.frontier.trade_off import TradeOff
from scenarios.many import StrategyEngine
from scenarios.optimum import Optimiser
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions


def nobody(done: int, count: int, /) -> None:
    """Nobody listens."""


def trace_frontier(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    request: FrontierRequest,
    seconds: float | None = None,
    listener: CountListener = nobody,
) -> FrontierResult:
    """The frontier of a request. `options` hold for each solve, `seconds` for all of them; an interrupt, a stop or the
    end of the time keeps the points that are there. Raises InvalidInput for aims that do not fit, before anything is
    solved, and for limits and references that do not fit the data; LimitReached where no point was found in time."""
    terms = aims_of(request.between)
    watch = Stopwatch(seconds)
    rows = limit_rows(problem)
    check_aims(request.between, terms, formulate(problem, strategy, rows).terms.absent())
    yearly = replace(problem, phasing=None)
    own = StrategyEngine(yearly, backend, options, rows).solve(strategy)
    if own.plan is None or own.optimum is None:
        return FrontierResult(own, None)
    if own.plan.choices is not None:
        rows = replace(fixed_rows(rows, own.plan.choices.is_open), choices=())
    engine = StrategyEngine(yearly, backend, options, rows, own.plan.index)
    programs = FrontierPrograms(yearly, strategy, rows, Optimiser(backend, options, watch), terms, request.fit)
    tracer = _Tracer(engine, programs, request, listener)
    payoff = programs.payoff(own.optimum)
    stopped = tracer.run(payoff)
    points = tracer.efficient(payoff)
    if not points:
        raise LimitReached(str(stopped or TerminationCondition.TIME_LIMIT), watch.elapsed)
    losses = np.array([point.losses for point in points])
    is_plane = len(terms) == 2 and payoff.is_contested and stopped is None
    frontier = Frontier(
        names=tuple(request.between),
        terms=terms,
        fit=request.fit,
        ranges=payoff.ranges,
        points=points,
        knee=knee(losses) if is_plane else None,
        own_losses=_losses(programs, own.plan),
        is_contested=payoff.is_contested,
        stopped=stopped,
    )
    return FrontierResult(own, frontier)


@dataclass(eq=False)
class _Tracer:
    """One search: trials as they are found, each made a plan at once, so that an end of time loses none."""

    engine: StrategyEngine
    programs: FrontierPrograms
    request: FrontierRequest
    listener: CountListener

    def __post_init__(self) -> None:
        self._points: list[FrontierPoint] = []

    def run(self, payoff: Payoff) -> Stopped | None:
        """Find and publish the points; why that ended early."""
        try:
            for number, trial in enumerate(self._trials(payoff), 1):
                self._publish(trial)
                self.listener(number, self.request.points)
        except KeyboardInterrupt:
            return Stopped.INTERRUPTED
        except LimitReached as limit:
            is_stop = limit.limit == str(TerminationCondition.INTERRUPTED)
            return Stopped.INTERRUPTED if is_stop else Stopped.TIME_LIMIT
        return None

    def efficient(self, payoff: Payoff) -> tuple[FrontierPoint, ...]:
        """The points that none of the others beats, ordered by what they lose of the first term."""
        if not self._points:
            return ()
        losses = np.array([point.losses for point in self._points])
        width = np.maximum(losses.max(axis=0) - losses.min(axis=0), [one.width for one in payoff.ranges])
        return tuple(self._points[place] for place in efficient(losses, width))

    def _trials(self, payoff: Payoff) -> Iterator[Trial]:
        if not payoff.is_contested:
            yield from payoff.lone
        elif len(self.programs.terms) == 2:
            yield from TradeOff(self.programs, payoff).trials(self.request.points)
        else:
            yield from surface_trials(self.programs, payoff, self.request.points)

    def _publish(self, trial: Trial) -> None:
        """Make a trial a plan; one that cannot be shown is left out."""
        strategy = self.programs.strategy_of(trial.weights)
        plan = self.engine.near(strategy, trial.optimum).plan
        if plan is not None:
            self._points.append(FrontierPoint(_losses(self.programs, plan), trial.weights, plan))


def _losses(programs: FrontierPrograms, plan: Plan) -> tuple[float, ...]:
    soft = soft_cost(programs.rows, plan.exact) / plan.scale
    return programs.losses(plan.scorecard.terms, soft)
