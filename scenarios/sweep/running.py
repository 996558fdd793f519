"""Runs a sweep: everything that can be wrong is said first, then every point gets its row."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from models.allocation.formulation import limit_rows
from models.allocation.nodes import NodeIndex
from models.allocation.rollup import Cut, cut_of
from models.errors import InvalidInput, TooLarge, UnknownResource
from models.findings import Fact, Finding, FindingList, Location
from scenarios.definition import Scenario
from scenarios.definition.varying import ScenarioVariants
from scenarios.sweep.design import Point, check_design, design_points
from scenarios.sweep.parameter import Parameter, Span
from scenarios.sweep.places import Place, Places
from scenarios.sweep.point import PointSolver, SweepBase
from scenarios.sweep.processes import ProcessesEnded, rows_in_processes
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.row import Stopped, SweepResult, SweepRow
from solvers.base import SolverBackend, SolverOptions

LEAST_FOR_PROCESSES = 8
"""Points that may be worth the start of processes."""

WORTH_SECONDS = 20.0
"""Seconds that all points would take, if each took what the first one did, from which processes are started."""


class SweepListener(Protocol):
    """Is told how many points are done, of how many."""

    def __call__(self, done: int, count: int, /) -> None: ...


def nobody(done: int, count: int, /) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class SweepRun:
    """How a sweep is run. `options` hold for every point, their `stop` ends the sweep; `jobs`: processes at once;
    `seconds`: for the whole sweep; `worth`: as WORTH_SECONDS."""

    backend: SolverBackend
    options: SolverOptions
    jobs: int = 1
    seconds: float | None = None
    ceilings: SweepCeilings = field(default_factory=SweepCeilings)
    worth: float = WORTH_SECONDS
    listener: SweepListener = nobody


@dataclass(frozen=True, eq=False)
class SweepPlan:
    """A checked sweep: its places in the scenario, and all of its points in order."""

    places: tuple[Place, ...]
    points: tuple[Point, ...]
    strategy: str
    cut: Cut | None


def run_sweep(scenario: Scenario, request: SweepRequest, run: SweepRun) -> SweepResult:
    """The rows of all points, after that of the scenario as it is. What a solve can end in is in the rows; an
    interrupt or stop keeps what is done. The rows are the same whatever the number of processes.

    Raises InvalidInput for parameters that do not fit, TooLarge, UnknownResource, before anything is solved.
    """
    plan = plan_sweep(scenario, request, run.ceilings)
    stop = run.options.stop or threading.Event()
    problem = scenario.problem
    base = SweepBase(
        scenario=scenario,
        places=plan.places,
        strategy=plan.strategy,
        backend=run.backend,
        options=replace(run.options, stop=None),
        cut=plan.cut,
        rows=limit_rows(problem),
        nodes=NodeIndex(problem),
    )
    rows: list[SweepRow] = []
    stopped = _fill(rows, base, plan.points, run, stop)
    return SweepResult(
        places=plan.places,
        design=request.design,
        seed=request.seed,
        strategy=plan.strategy,
        count=len(plan.points),
        rows=tuple(sorted(rows, key=lambda row: row.point)),
        stopped=stopped if len(rows) <= len(plan.points) else None,
        cut=plan.cut,
    )


def plan_sweep(scenario: Scenario, request: SweepRequest, ceilings: SweepCeilings) -> SweepPlan:
    """Check a request against a scenario and its ceilings, and only then build the points."""
    count = check_design(request.parameters, request.design, request.points, ceilings.points)
    work = count * scenario.problem.cells.count
    if ceilings.work is not None and work > ceilings.work:
        raise TooLarge("sweep_work", work, ceilings.work)
    strategy = request.strategy or scenario.default_strategy
    if strategy not in scenario.strategies:
        raise UnknownResource("strategy", strategy, list(scenario.strategies))
    cut = cut_of(scenario.problem, request.by) if request.by else None
    if cut is not None and count * cut.count > ceilings.values:
        raise TooLarge("values", count * cut.count, ceilings.values)
    places = _places(scenario, request.parameters, strategy)
    drawn = design_points(request.parameters, request.design, request.points, request.seed)
    return SweepPlan(places, tuple(_fitted(request.parameters, places, point) for point in drawn), strategy, cut)


def _places(scenario: Scenario, parameters: Sequence[Parameter], strategy: str) -> tuple[Place, ...]:
    """Where the parameters stand. Raises InvalidInput with everything that is wrong with them."""
    known, findings = Places(scenario), FindingList()
    variants = ScenarioVariants(scenario)
    found: list[Place] = []
    for item in parameters:
        try:
            place = known.find(item.pointer)
            _check_values(item, place, known, variants)
        except InvalidInput as error:
            findings.extend(error.findings)
            continue
        here = Location(pointer=place.pointer)
        if place.path in [other.path for other in found]:
            findings.add("pointer_twice", here, {"written": item.pointer[:120]})
        if place.path[0] == "strategies" and place.path[1] != strategy:
            other = str(place.path[1])
            findings.add("pointer_other_strategy", here, {"strategy": strategy, "other": other})
        found.append(place)
    if len(findings):
        raise InvalidInput(tuple(findings))
    return tuple(found)


def _check_values(item: Parameter, place: Place, known: Places, variants: ScenarioVariants) -> None:
    """Whether the field takes the values by themselves. Raises InvalidInput."""
    if not isinstance(item.values, Span):
        amounts = () if place.decimals is None else item.values
        unfit = [value for value in amounts if place.fitted(value) != value]
        if unfit:
            facts: dict[str, Fact] = {"value": str(unfit[0]), "digits": place.decimals or 0}
            raise InvalidInput([Finding("amount_too_fine", Location(pointer=place.pointer), facts)])
    for value in {min(item.ends), max(item.ends)}:
        try:
            variants.document(known.sections({place.path: value}))
        except InvalidInput as error:
            own = [finding for finding in error.findings if finding.location.pointer == place.pointer]
            if own:
                raise InvalidInput(own) from None


def _fitted(parameters: Sequence[Parameter], places: Sequence[Place], point: Point) -> Point:
    return tuple(
        place.fitted(value) if value is not None and isinstance(item.values, Span) else value
        for item, place, value in zip(parameters, places, point, strict=True)
    )


def _fill(
    rows: list[SweepRow], base: SweepBase, points: Sequence[Point], run: SweepRun, stop: threading.Event
) -> Stopped | None:
    """Add row after row; why it ended early, None where it did not."""
    late = threading.Event()
    timer = None if run.seconds is None else _alarm(run.seconds, late, stop)
    try:
        for row in _rows(base, points, run, stop):
            rows.append(row)
            run.listener(len(rows) - 1, len(points))
    except KeyboardInterrupt:
        return Stopped.INTERRUPTED
    except ProcessesEnded as ended:
        return ended.stopped
    finally:
        if timer is not None:
            timer.cancel()
    return Stopped.TIME_LIMIT if late.is_set() else Stopped.INTERRUPTED


def _alarm(seconds: float, late: threading.Event, stop: threading.Event) -> threading.Timer:
    def ring() -> None:
        late.set()
        stop.set()

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    return timer


def _rows(base: SweepBase, points: Sequence[Point], run: SweepRun, stop: threading.Event) -> Iterator[SweepRow]:
    solver = PointSolver(base, stop)
    begun = time.monotonic()
    first = solver.first()
    if first is None:
        return
    row, started = first
    yield row
    numbered = list(enumerate(points, start=1))
    work = (time.monotonic() - begun) * len(points)
    if run.jobs > 1 and len(points) >= LEAST_FOR_PROCESSES and work >= run.worth:
        yield from rows_in_processes(started, numbered, run.jobs, stop)
        return
    for number, point in numbered:
        found = None if stop.is_set() else solver.row(number, point)
        if found is None:
            return
        yield found
