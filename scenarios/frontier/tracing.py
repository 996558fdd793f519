"""Traces a frontier: the strategy's own plan, the aims alone, then a plan for every point between them.

Between two aims that are linear, or piecewise linear, points come of the augmented ε-constraint. Where the fit or the
attainability is an aim, whose losses are curves, and between three aims, they are optima of weights, found by rough
optima. All are published as plans: verified, rounded, with a score card. Months are left out; units that a choice limit
opened for the strategy's own plan stay open, and no others.
"""

from __future__ import annotations

from dataclasses import replace

from models.allocation.aims.aim import Aim, aims_of
from models.allocation.aims.aim_name import aim_names
from models.allocation.formulation import formulate, limit_rows
from models.allocation.openings import fixed_rows
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy, Term
from scenarios.frontier.by_epsilon import EpsilonTracer
from scenarios.frontier.by_weights import WeightTracer
from scenarios.frontier.programs import FrontierPrograms
from scenarios.frontier.result import CountListener, FrontierRequest, FrontierResult
from scenarios.frontier.tracer import Tracer
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
    names = aim_names(request.between)
    watch = Stopwatch(seconds)
    rows = limit_rows(problem)
    aims = aims_of(problem, formulate(problem, strategy, rows).terms, names)
    yearly = replace(problem, phasing=None)
    own = StrategyEngine(yearly, backend, options, rows).solve(strategy)
    if own.plan is None or own.optimum is None:
        return FrontierResult(own, None)
    if own.plan.choices is not None:
        rows = replace(fixed_rows(rows, own.plan.choices.is_open), choices=())
    engine = StrategyEngine(yearly, backend, options, rows, own.plan.index)
    programs = FrontierPrograms(yearly, strategy, rows, Optimiser(backend, options, watch), aims, request.fit)
    kind: type[Tracer] = EpsilonTracer if is_piecewise_linear(aims) else WeightTracer
    return FrontierResult(own, kind(engine, programs, own.optimum, request, listener).frontier(own.plan))


def is_piecewise_linear(aims: tuple[Aim, ...]) -> bool:
    """True for two aims that a linear program states exactly."""
    return len(aims) == 2 and not {aim.term for aim in aims} & {Term.FIT, Term.ATTAINABILITY}
