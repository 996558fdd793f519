"""The search for a plan: many starts, the best of them finished, people added who would lose."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from models.arrays import FloatArray
from models.errors import LimitReached
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import SmoothProgram
from models.smooth.result import Limit, MultistartResult, NoFeasibleEnd, Optimum, StartOutcome
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.simulated_cost import Correction, SimulatedCost
from scenarios.incentives.tuning.tuning_question import TuningQuestion
from scenarios.incentives.tuning.watching import watched_at_first, watching_more
from solvers.processes import Processes
from solvers.scipy_tuner import tune
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import SearchOptions
from solvers.smooth.start_points import start_tasks

MOST_CHECKS = 8
"""Solves in a row that each add people who would lose."""

NEARING = 100
"""Iterations of each of many starts."""

FINISHING = 100
"""Iterations of a start that goes on from an end, before a restart."""

MARGIN = 1e-4
"""Scales by which the first starts are asked for more than the conditions do."""

SAME = 1e-4
"""Values of ends nearer than this many objective scales are one local optimum."""

NEIGHBOURING = 40
"""Iterations of a search for a neighbour of a plan: what it may still miss is small against what it is asked for."""

OTHER_STARTS = 3
"""Ends of the search, best first, from which it goes on."""

ESTIMATES = 2**32
"""Added to the seed of estimates: no certificate has such a seed."""

APPROACH = 0.6
"""Part of the time left that many starts may take: the rest is for finishing the best of them and setting them right.
"""

MANY = 1_000
"""People from which on processes are worth their beginning for a few starts."""


@dataclass(eq=False)
class PlanSearch:
    """State of one tuning: what is watched and corrected, how often was solved, and what is left of the time. Once
    `stop` is set everything is given up, once `enough` is set what is done is kept. `reserved`: seconds before the
    deadline that the search leaves to the certificate. `processes` stay for all solves."""

    question: TuningQuestion
    stop: threading.Event | None = None
    deadline: float | None = None
    enough: threading.Event | None = None
    processes: Processes | None = None
    reserved: float = 0.0
    evaluations: int = 0
    checks: int = 0

    def left(self) -> float | None:
        """Seconds left, None: no limit; none once somebody said that it is enough."""
        if self.has_enough:
            return 0.0
        return None if self.deadline is None else max(0.0, self.deadline - self.reserved - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether time is up, or somebody said that it is enough."""
        return self.left() == 0.0

    @property
    def has_enough(self) -> bool:
        """Whether somebody said that it is enough."""
        return self.enough is not None and self.enough.is_set()

    @property
    def may_certify(self) -> bool:
        """Whether there is time for a certificate: somebody who said that it is enough still waits for it."""
        return self.has_enough or self.deadline is None or time.monotonic() < self.deadline

    def options(self, starts: int, *, is_warm: bool) -> SearchOptions:
        """Of one solve: a few starts of a small plan are done before other processes have begun. Of many starts each is
        led near its end, and the best of them are finished: the last digits of the others would take most of the time.
        """
        request = self.question.request
        few = is_warm and self.question.plan.roster.count < MANY
        return SearchOptions(
            starts=starts,
            seed=request.seed,
            workers=1 if few else request.workers,
            time_limit_seconds=self.left(),
            iterations=FINISHING if is_warm else NEARING,
            restarts=1 if is_warm else 0,
            stop=self.stop if self.enough is None else self.enough,
            processes=self.processes,
        )

    def ending(self) -> SearchOptions:
        """Of the last look at ends when nothing more may be searched: neither time nor `enough` cuts it short."""
        options = self.options(1, is_warm=True)
        return replace(options, time_limit_seconds=None, iterations=1, restarts=0, stop=self.stop)

    def near(self) -> SearchOptions:
        """Of searches that begin at an optimum of nearly the same program."""
        options = self.options(1, is_warm=True)
        return replace(options, workers=self.question.request.workers, iterations=NEIGHBOURING, restarts=0)

    def program(self) -> TuningProgram:
        """The first program: few are watched, and today's error is taken for everywhere's."""
        question = self.question
        model = replace(question.model, watched=watched_at_first(question.model, question.rules))
        return TuningProgram(model, question.goal, question.rules)

    def approached(self, program: TuningProgram, given: Sequence[FloatArray]) -> tuple[StartOutcome, ...]:
        """Where many starts are led by conditions that ask for `MARGIN` more, so that their ends keep the conditions
        although they were not followed to the last digits. Raises LimitReached once stop is set."""
        asked = {one.name: program.offsets.get(one.name, 0.0) + MARGIN * one.scale for one in program.conditions}
        options = self.options(max(self.question.request.starts, len(given)), is_warm=False)
        left = options.time_limit_seconds
        options = replace(options, time_limit_seconds=None if left is None else APPROACH * left)
        tighter = replace(program, offsets=asked)
        outcomes = Multistart(tighter, options).outcomes(start_tasks(tighter, given, options))
        is_cut = any(outcome.limit is Limit.STOP for outcome in outcomes) and not self.has_enough
        if is_cut or (self.stop is not None and self.stop.is_set()):
            raise LimitReached("interrupted", 0.0)
        self.evaluations += sum(outcome.evaluations for outcome in outcomes)
        return tuple(outcomes)

    def solved(self, program: SmoothProgram, given: Sequence[FloatArray], options: SearchOptions) -> MultistartResult:
        """One multistart. Raises LimitReached once stop is set."""
        result = tune(program, given, options)
        if result.limit is Limit.STOP and not self.has_enough:
            raise LimitReached("interrupted", 0.0)
        self.evaluations += sum(outcome.evaluations for outcome in result.outcomes)
        return result


@dataclass(frozen=True, eq=False)
class Found:
    """An end that keeps everything at everybody: the program with all who are watched, the ends of the first starts,
    the optimum (None: nothing keeps all conditions, `blocked` says what is in the way), and the limit that cut it
    short."""

    program: TuningProgram
    first: tuple[StartOutcome, ...]
    best: Optimum | None
    blocked: NoFeasibleEnd | None
    limit: Limit | None


def searched(search: PlanSearch, program: TuningProgram, given: Sequence[FloatArray], *, is_warm: bool) -> Found:
    """Solve, finish the best ends, check everybody, add who would lose, and go on from the end."""
    first: tuple[StartOutcome, ...] = ()
    limit: Limit | None = None
    if not is_warm:
        first = search.approached(program, given)
        limit = next((outcome.limit for outcome in first if outcome.limit is not None), None)
        given = [*_starts_of_finish(first, program.objective_scale), *given[:1]]
        if search.is_over:
            result = search.solved(program, given, search.ending())
            return Found(program, first, result.best, None, limit or Limit.TIME)
    result = search.solved(program, given, search.options(len(given), is_warm=True))
    for _ in range(MOST_CHECKS):
        if result.best is None or result.limit is not None:
            break
        more = watching_more(program.model.at(result.best.values), program.rules)
        if more is None:
            break
        search.checks += 1
        program = replace(program, model=more)
        goes_on = [result.best.values, *_other_ends(result), given[-1]]
        result = search.solved(program, goes_on, search.options(len(goes_on), is_warm=True))
    return Found(program, first, result.best, result.infeasible, limit or result.limit)


def _starts_of_finish(outcomes: Sequence[StartOutcome], scale: float) -> list[FloatArray]:
    """The best ends that keep all conditions, one per distinct value; without any those that come nearest."""
    found: list[FloatArray] = []
    last = -np.inf
    for objective, values in kept_ends(outcomes):
        if objective > last + SAME * scale:
            found.append(values)
            last = objective
    if found:
        return found[:OTHER_STARTS]
    nearest = sorted((one.reached.violation, one.number) for one in outcomes if one.reached is not None)
    ends = {one.number: one.reached for one in outcomes}
    return [end.values for _, number in nearest[:OTHER_STARTS] if (end := ends[number]) is not None]


def kept_ends(outcomes: Sequence[StartOutcome]) -> list[tuple[float, FloatArray]]:
    """Objectives and values of first ends that keep all conditions, best first: they were asked for `MARGIN` more."""
    ends = [
        (one.reached.objective, one.number, one.reached.values)
        for one in outcomes
        if one.reached is not None and one.reached.violation <= MARGIN
    ]
    return [(objective, values) for objective, _, values in sorted(ends, key=lambda end: end[:2])]


def _other_ends(result: MultistartResult) -> list[FloatArray]:
    """Of each distinct local optimum but the best the first start's end."""
    ends = {outcome.number: outcome.reached for outcome in result.outcomes}
    others = [ends[local.starts[0]] for local in result.spread[1:OTHER_STARTS]]
    return [end.values for end in others if end is not None]


@dataclass(frozen=True, eq=False)
class Tuned:
    """Where the search ended. `values`: published (None: no plan keeps the conditions, or time was up before). `point`:
    the model there; `cost`: what draws say of it, `certificate`: fresh ones (None: time was up). `corrections` by row.
    `fell_back`: today's plan is as good as what was found, whose prices and neighbours are not its own."""

    found: Found
    values: FloatArray | None = None
    point: ModelPoint | None = None
    cost: SimulatedCost | None = None
    certificate: Certificate | None = None
    corrections: dict[str, Correction] = field(default_factory=dict)
    rounds: int = 0
    fell_back: bool = False


def is_today(question: TuningQuestion, values: FloatArray) -> bool:
    """Whether nothing was turned."""
    return bool(np.array_equal(values, question.model.knobs.today))
