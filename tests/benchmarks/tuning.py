"""Tuning of incentive plans: one evaluation by number of people, and the whole search beside finite differences and
differential evolution on the same program, the same machine and in the same time.

    python -m tests.benchmarks.tuning
    python -m tests.benchmarks.tuning --people 200 5000 50000 --tuned 200
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import Bounds, differential_evolution

from models.arrays import FloatArray
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.tuning.conditions import ExpectedCost, Participation, PlanCondition, TailCost
from models.incentives.tuning.goals import MarginLessCost
from models.incentives.tuning.plan_knobs import all_knobs, plan_knobs
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tuning_model import TuningModel
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import Evaluation, shortfalls
from models.smooth.variations import VariedProgram
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.benchmarks.incentives import seconds_of
from tests.support.incentive_plans import incentive_plan

LEFT_OUT = ("excellence", "rate_factor", "multiplier")
WATCHED = 10
STEP = 1e-6
PENALTY = 1e3


class OutOfTime(Exception):
    """Time is up for differential evolution."""


@dataclass(frozen=True)
class Differenced(VariedProgram):
    """The program without its derivatives: one evaluation of it costs one per variable."""

    def evaluate(self, values: FloatArray) -> Evaluation:
        """Forward differences, backward ones at upper bounds."""
        at = self.program.evaluate(values)
        gradient, jacobian = np.zeros_like(at.gradient), np.zeros_like(at.jacobian)
        for place, variable in enumerate(self.variables):
            step = STEP * variable.width * (1.0 if values[place] < variable.upper - STEP * variable.width else -1.0)
            moved = values.copy()
            moved[place] += step
            other = self.program.evaluate(moved)
            gradient[place] = (other.objective - at.objective) / step
            jacobian[:, place] = (other.slacks - at.slacks) / step
        return Evaluation(at.objective, gradient, at.slacks, jacobian)


def program_of(people: int, *, is_with_tail: bool) -> TuningProgram:
    """Twelve parameters under a budget and participation of some, with a ceiling on the tail where asked for."""
    plan = incentive_plan(people)
    knobs = plan_knobs(plan, [one for one in all_knobs(plan) if one.knob.parameter not in LEFT_OUT])
    watched = tuple(range(0, people, max(1, people // WATCHED)))
    model = TuningModel(plan, knobs, CostAssumptions(), ResponseAssumptions(), (0,), watched)
    cost = float(model.today.pay.sum()) / 100
    rules: list[PlanCondition] = [ExpectedCost(amount=Decimal(round(cost * 1.03))), Participation()]
    if is_with_tail:
        rules.append(TailCost(amount=Decimal(round(cost * 1.5))))
    return TuningProgram(model, MarginLessCost(margin_rate=0.1), tuple(rules))


def evaluation_seconds(people: int, *, is_with_tail: bool) -> float:
    """Of one value with all derivatives, where nothing was evaluated before."""
    program = program_of(people, is_with_tail=is_with_tail)
    values = program.model.knobs.today + 1e-3
    return seconds_of(lambda: program.evaluate(values), 3)


@dataclass(frozen=True)
class Searched:
    """A search: what it gained over today in parts of today's cost (None: nothing that keeps the conditions)."""

    way: str
    seconds: float
    gain: float | None


def searches(people: int, starts: int, workers: int) -> tuple[Searched, ...]:
    """The same search three ways; the others get the time that ours took."""
    program = program_of(people, is_with_tail=False)
    today, scale = program.model.knobs.today, program.objective_scale
    before = program.evaluate(today).objective
    options = SearchOptions(starts=starts, seed=20, workers=workers, iterations=100, restarts=0)
    found = []
    limit: float | None = None
    for way, tried in (("analytic gradients", program), ("finite differences", Differenced(program))):
        begun = time.perf_counter()
        best = tune(tried, [today], replace(options, time_limit_seconds=limit)).best
        spent = time.perf_counter() - begun
        limit = limit or spent
        found.append(Searched(way, spent, None if best is None else (before - best.objective) / scale))
    return (*found, _evolved(program, before, limit or 0.0))


def _evolved(program: TuningProgram, before: float, limit: float) -> Searched:
    """Differential evolution with a penalty, best point that keeps all conditions."""
    begun, best = time.perf_counter(), np.inf

    def penalised(values: FloatArray) -> float:
        nonlocal best
        if time.perf_counter() - begun > limit:
            raise OutOfTime
        at = program.evaluate(values)
        missed = float(shortfalls(program, at.slacks).sum())
        if missed <= 1e-8:
            best = min(best, at.objective)
        return at.objective / program.objective_scale + PENALTY * missed

    variables = program.variables
    bounds = Bounds([one.lower for one in variables], [one.upper for one in variables])
    with suppress(OutOfTime):
        differential_evolution(penalised, bounds, rng=1, maxiter=100_000, x0=program.model.knobs.today)
    gain = None if not np.isfinite(best) else (before - best) / program.objective_scale
    return Searched("differential evolution", time.perf_counter() - begun, gain)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[200, 5_000])
    parser.add_argument("--tuned", type=int, nargs="*", default=[200])
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    console = Console(width=100)
    table = Table("people", "value and gradient, ms", "with CVaR, ms")
    for people in asked.people:
        times = [evaluation_seconds(people, is_with_tail=tail) for tail in (False, True)]
        table.add_row(f"{people:,}", *(f"{1000 * seconds:.1f}" for seconds in times))
    console.print(table)
    ways = Table("people", "search", "seconds", "gain over today, % of cost")
    for people in asked.tuned:
        for one in searches(people, asked.starts, asked.workers):
            gain = "none found" if one.gain is None else f"{100 * one.gain:.3f}"
            ways.add_row(f"{people:,}", one.way, f"{one.seconds:.1f}", gain)
    console.print(ways)


if __name__ == "__main__":
    main()
