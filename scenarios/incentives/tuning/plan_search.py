"""The search for a plan: many starts, people added who would lose, values rounded, the model set right by simulation,
and again from where it ended, until fresh draws confirm it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from models.arrays import FloatArray
from models.errors import LimitReached
from models.incentives.tuning.conditions import PeopleCondition
from models.incentives.tuning.publishing import published
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from models.smooth.program import SmoothProgram
from models.smooth.result import Limit, MultistartResult, NoFeasibleEnd, Optimum, StartOutcome
from models.smooth.variations import FurthestCondition
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.certifying import certificate_of
from scenarios.incentives.tuning.simulated_cost import Correction, SimulatedCost, corrections, simulated_cost
from scenarios.incentives.tuning.tuning_question import TuningQuestion
from scenarios.incentives.tuning.watching import watched_at_first, watching_more
from solvers.scipy_tuner import tune
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import SearchOptions
from solvers.smooth.start_points import start_tasks

MOST_CHECKS = 8
"""Solves in a row that each add people who would lose."""

MOST_ROUNDS = 4
"""Solves that are each set right by a simulation."""

MOST_CERTIFICATES = 3

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

KEPT = 1e-6
"""Rows whose slack at published values is under it, in scales, are set right by another solve."""

MANY = 1_000
"""People from which on processes are worth their beginning for a few starts."""


@dataclass(eq=False)
class PlanSearch:
    """State of one tuning: what is watched and corrected, how often was solved, and what is left of the time. Once
    `stop` is set everything is given up, once `enough` is set what is done is kept."""

    question: TuningQuestion
    stop: threading.Event | None = None
    deadline: float | None = None
    enough: threading.Event | None = None
    evaluations: int = 0
    checks: int = 0

    def left(self) -> float | None:
        """Seconds left, None: no limit; none once somebody said that it is enough."""
        if self.has_enough:
            return 0.0
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether time is up, or somebody said that it is enough."""
        return self.left() == 0.0

    @property
    def has_enough(self) -> bool:
        """Whether somebody said that it is enough."""
        return self.enough is not None and self.enough.is_set()

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
        )

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
    if not is_warm:
        first = search.approached(program, given)
        limit = next((outcome.limit for outcome in first if outcome.limit is not None), None)
        given = [*_starts_of_finish(first, program.objective_scale), *given[:1]]
        if limit is not None:
            result = search.solved(
                program,
                given,
                replace(search.options(1, is_warm=True), time_limit_seconds=None, iterations=1, restarts=0),
            )
            return Found(program, first, result.best, None, limit)
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
    return Found(program, first, result.best, result.infeasible, result.limit)


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
    """

    found: Found
    values: FloatArray | None = None
    point: ModelPoint | None = None
    cost: SimulatedCost | None = None
    certificate: Certificate | None = None
    corrections: dict[str, Correction] = field(default_factory=dict)
    rounds: int = 0


def tuned_plan(search: PlanSearch, today_cost: SimulatedCost) -> Tuned:
    """The best plan found that keeps its ceilings by fresh draws, or the last one that does not."""
    return _Rounds(search, today_cost).run()


class _Rounds:
    """Solve, round, simulate, set right."""

    def __init__(self, search: PlanSearch, today_cost: SimulatedCost) -> None:
        self._search = search
        self._question = search.question
        self._draws = search.question.request.certificate_draws
        program = search.program()
        today = program.model.today
        corrected = corrections(today, self._question.ceilings, today_cost, self._draws)
        self._program = replace(program, offsets=_offsets(corrected, {}))
        self._rounding: dict[str, float] = {}
        self._certificates = 0

    def run(self) -> Tuned:
        today = self._program.model.knobs.today
        first = found = searched(self._search, self._program, [today], is_warm=False)
        if found.best is None:
            return Tuned(found)
        tuned = self._rounded(found, first, 1)
        for number in range(2, MOST_ROUNDS + 2):
            if self._search.is_over:
                return tuned
            tuned, is_kept = self._checked(tuned)
            if is_kept or number > MOST_ROUNDS or tuned.values is None:
                break
            program = replace(tuned.found.program, offsets=_offsets(tuned.corrections, self._rounding))
            start = tuned.found.best.values if tuned.found.best else tuned.values
            found = searched(self._search, program, [start, today], is_warm=True)
            if found.best is None:
                break
            tuned = self._rounded(found, first, number)
        if tuned.certificate is None and not self._search.is_over:
            tuned = self._certified(tuned)
        return tuned

    def _rounded(self, found: Found, first: Found, rounds: int) -> Tuned:
        """At published values, with what draws say of them."""
        assert found.best is not None
        model, request = found.program.model, self._question.request
        values = published(model.knobs, found.program, found.best.values)
        point = model.at(values)
        cost = simulated_cost(point, request.estimate_draws, request.seed + ESTIMATES, self._search.stop)
        corrected = corrections(point, self._question.ceilings, cost, self._draws)
        kept = replace(found, first=first.first)
        return Tuned(kept, values, point, cost, None, corrected, rounds)

    def _checked(self, tuned: Tuned) -> tuple[Tuned, bool]:
        """With a certificate where the estimate promises one; whether all is kept."""
        assert tuned.point is not None
        misses = self._misses(tuned)
        if any(name in tuned.corrections for name in misses):
            return tuned, False
        if not misses or self._certificates:
            tuned = self._certified(tuned)
            assert tuned.certificate is not None
            return tuned, tuned.certificate.holds
        for name, missed in misses.items():
            self._rounding[name] = self._rounding.get(name, 0.0) + 1.1 * missed
        return tuned, False

    def _misses(self, tuned: Tuned) -> dict[str, float]:
        """By row: what it is missed by at published values, or, at a ceiling, what is left unused of it."""
        assert tuned.point is not None
        offsets = {name: one.error for name, one in tuned.corrections.items()}
        program = replace(tuned.found.program, offsets=offsets)
        missed = {}
        for row in program.rows(tuned.point):
            corrected = tuned.corrections.get(row.name)
            if corrected is None:
                if row.slack < -KEPT * row.scale:
                    missed[row.name] = -row.slack
                continue
            binds = self._price(tuned, row.name) > 0
            tight = row.slack < 0.75 * corrected.reserve - KEPT * row.scale
            loose = binds and tuned.rounds < MOST_ROUNDS - 1 and row.slack > 2.0 * corrected.reserve + 1e-3 * row.scale
            if tight or loose:
                missed[row.name] = -row.slack
        return missed

    def _price(self, tuned: Tuned, name: str) -> float:
        names = [condition.name for condition in tuned.found.program.conditions]
        best = tuned.found.best
        return 0.0 if best is None or name not in names else float(best.multipliers[names.index(name)])

    def _certified(self, tuned: Tuned) -> Tuned:
        """With fresh draws, whose numbers also set the model right if they do not confirm it."""
        assert tuned.point is not None
        request = self._question.request
        seed = request.certificate_seed + self._certificates
        self._certificates += 1
        cost = simulated_cost(tuned.point, request.certificate_draws, seed, self._search.stop)
        certificate = certificate_of(self._question, tuned.point, cost)
        corrected = corrections(tuned.point, self._question.ceilings, cost, self._draws)
        return replace(tuned, cost=cost, certificate=certificate, corrections=corrected)


def _offsets(corrected: dict[str, Correction], rounding: dict[str, float]) -> dict[str, float]:
    return {name: one.error + one.reserve for name, one in corrected.items()} | rounding


def least_cost(search: PlanSearch, program: TuningProgram, given: Sequence[FloatArray], index: int) -> float | None:
    """The least value of a row's limit at which all other conditions can be kept, everybody checked: pushes condition
    number `index` as far as it goes. None: no end keeps the others."""
    reached: Optimum | None = None
    for _ in range(MOST_CHECKS):
        pushed = FurthestCondition(program, index)
        result = search.solved(pushed, given, search.options(len(given), is_warm=True))
        reached = result.best
        if reached is None:
            return None
        more = watching_more(program.model.at(reached.values), program.rules)
        if more is None:
            break
        program, given = replace(program, model=more), [reached.values, *given[-1:]]
    if reached is None:
        return None
    row = program.rows(program.model.at(reached.values))[index]
    return row.limit + max(0.0, -row.slack)


def people_rules(question: TuningQuestion) -> tuple[PeopleCondition, ...]:
    """Conditions on single people."""
    return tuple(rule for rule in question.rules if isinstance(rule, PeopleCondition))


def is_today(question: TuningQuestion, values: FloatArray) -> bool:
    """Whether nothing was turned."""
    return bool(np.array_equal(values, question.model.knobs.today))
