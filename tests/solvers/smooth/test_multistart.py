"""Many starts: the best is the best, the spread is told, and nothing depends on how many processes worked."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, replace

import numpy as np
import pytest

from models.errors import SolverFailed
from models.program import ProgramError
from models.smooth.program import SmoothProgram, Variable
from models.smooth.result import Limit, MultistartResult, Origin, StartEnd
from models.smooth.variations import RelaxedProgram
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.support.smooth_programs import CONTRACTS, Blss, Budget, ComplexStep, Len, Valleys

HERE = SearchOptions(workers=1)


def everything(result: MultistartResult) -> list[object]:
    return [
        (
            *(one.number, one.origin, one.start.tolist(), one.end, one.message),
            *(one.iterations, one.evaluations, one.restarts),
            one.reached and one.reached.values.tobytes(),
        )
        for one in result.outcomes
    ]


def test_the_spread_of_local_optima() -> None:
    program = Valleys()
    result = tune(program, options=HERE)
    x = np.linspace(0, 1, 100_001)
    values = np.cos(3 * np.pi * x) + (x - 0.6) ** 2
    minima = np.sort(values[1:-1][(values[1:-1] < values[:-2]) & (values[1:-1] < values[2:])])
    assert [local.objective for local in result.spread] == pytest.approx(minima, abs=1e-8)
    assert result.reached_best == len(result.spread[0].starts) < 20
    assert sorted(number for local in result.spread for number in local.starts) == list(range(20))
    for local in result.spread:
        for number in local.starts:
            reached = result.outcomes[number].reached
            assert reached is not None and reached.objective == pytest.approx(local.objective, abs=1e-6)


def test_given_starts_come_first_and_the_rest_is_sampled_between_the_bounds() -> None:
    given = [np.array([0.9, 0.5]), np.array([7.0, -7.0])]
    result = tune(Valleys(), given, replace(HERE, starts=5))
    assert [one.origin for one in result.outcomes] == [Origin.GIVEN] * 2 + [Origin.SAMPLED] * 3
    assert [one.start.tolist() for one in result.outcomes[:2]] == [[0.9, 0.5], [1.0, -1.0]]
    sampled = np.array([one.start for one in result.outcomes[2:]])
    assert sorted((3 * sampled[:, 0]).astype(int)) == [0, 1, 2]  # a Latin hypercube: one in each third
    assert (sampled >= [-1, -1]).all() and (sampled <= 1).all()


def test_a_grid_finds_nothing_better() -> None:
    program = Budget()
    best = tune(program, options=HERE).best
    assert best is not None
    grid = [program.evaluate(np.array([x, y])) for x in np.linspace(0, 1, 101) for y in np.linspace(0, 1, 101)]
    feasible = [at.objective for at in grid if (at.slacks >= 0).all()]
    assert best.objective <= min(feasible) <= best.objective + 0.02


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("name", ["budget", "blss", "demski", "two outcomes"])
def test_multipliers_are_what_the_next_unit_brings(name: str, index: int) -> None:
    program, step = CONTRACTS[name], 1e-4
    best = tune(program, options=HERE).best
    assert best is not None
    values = []
    for amount in (step, -step):
        moved = tune(RelaxedProgram(program, index, amount), [best.values], replace(HERE, starts=1)).best
        assert moved is not None
        values.append(moved.objective)
    assert (values[1] - values[0]) / (2 * step) == pytest.approx(best.multipliers[index], rel=1e-4, abs=1e-6)
    assert best.multipliers[index] > 0.01


def test_same_input_same_result() -> None:
    assert everything(tune(Blss(), options=HERE)) == everything(tune(Blss(), options=HERE))
    other = tune(Blss(), options=replace(HERE, seed=21))
    assert other.outcomes[0].start.tolist() != tune(Blss(), options=HERE).outcomes[0].start.tolist()


@pytest.mark.processes
def test_the_number_of_processes_changes_nothing() -> None:
    options = replace(HERE, starts=6)
    given = [np.array([2.0, 2.0, 2.0])]
    alone = tune(Blss(), given, options)
    assert everything(alone) == everything(tune(Blss(), given, replace(options, workers=2)))
    assert alone.best is not None and alone.best.objective == pytest.approx(-11.808587, abs=5e-7)


@pytest.mark.parametrize("options", [replace(HERE, time_limit_seconds=0.0), replace(HERE, stop=threading.Event())])
def test_without_time_nothing_is_known_and_nothing_is_claimed(options: SearchOptions) -> None:
    if options.stop is not None:
        options.stop.set()
    result = tune(Budget(budget=0.01), options=options)
    assert result.best is None and result.infeasible is None and result.starts_run == 0
    assert result.limit is (Limit.TIME if options.stop is None else Limit.STOP)
    assert {one.end for one in result.outcomes} == {StartEnd.NOT_RUN}


@dataclass(frozen=True)
class Stopping(Budget):
    """Sets the event at its evaluation number `after`."""

    after: int = 30
    stop: threading.Event | None = None
    calls: tuple[list[int], ...] = ()

    def evaluate(self, values):  # type: ignore[no-untyped-def]
        self.calls[0].append(1)
        if len(self.calls[0]) == self.after and self.stop is not None:
            self.stop.set()
        return super().evaluate(values)


@pytest.mark.parametrize("after", [1, 4, 30])
def test_a_stop_keeps_what_is_done(after: int) -> None:
    stop = threading.Event()
    result = tune(Stopping(after=after, stop=stop, calls=([],)), [np.array([0.3, 0.3])], replace(HERE, stop=stop))
    assert result.limit is Limit.STOP and result.starts_run < 20
    assert result.best is not None
    assert result.best.objective <= Budget().evaluate(np.array([0.3, 0.3])).objective + 1e-9
    assert [one.limit for one in result.outcomes if one.end is StartEnd.NOT_RUN]


@dataclass(frozen=True)
class Dying(Budget):
    """Ends its process, as the kernel does when memory runs out."""

    owner: int = 0

    def evaluate(self, values):  # type: ignore[no-untyped-def]
        if os.getpid() != self.owner:
            os._exit(9)
        return super().evaluate(values)


@pytest.mark.processes
def test_a_process_that_dies_is_a_failure_in_words() -> None:
    with pytest.raises(SolverFailed, match="slsqp failed: one of its processes was ended"):
        tune(Dying(owner=os.getpid()), options=replace(HERE, starts=3, workers=2))


@pytest.mark.processes
def test_a_stop_ends_the_processes_too() -> None:
    stop = threading.Event()
    stop.set()
    result = tune(Len(0.4, 1000, 50, 2, 0.002, 62500, 100), options=SearchOptions(starts=4, workers=2, stop=stop))
    assert result.limit is Limit.STOP and len(result.outcomes) == 4


@pytest.mark.parametrize("given", [np.array([1.0]), np.array([np.nan, 0.0]), np.array([[0.1, 0.1]])])
def test_starts_that_do_not_fit(given: np.ndarray) -> None:
    with pytest.raises(ProgramError, match="start"):
        tune(Budget(), [given], HERE)


def test_what_cannot_be_sampled_or_chosen() -> None:
    @dataclass(frozen=True)
    class Open(ComplexStep):
        variables: tuple[Variable, ...] = (Variable("x", 0.0),)

        def numbers(self, x):  # type: ignore[no-untyped-def]
            return [(x[0] - 3) ** 2]

    with pytest.raises(ProgramError, match="sampled"):
        tune(Open(), options=HERE)
    best = tune(Open(), [np.array([50.0])], replace(HERE, starts=1)).best
    assert best is not None and best.values == pytest.approx([3.0])
    with pytest.raises(ProgramError, match="no variables"):
        tune(Open(()), options=HERE)


@pytest.mark.parametrize("wrong", [{"starts": 0}, {"workers": 0}, {"restarts": -1}, {"time_limit_seconds": -1.0}])
def test_options_that_make_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"negative|at least"):
        SearchOptions(**wrong)  # type: ignore[arg-type]


def test_a_fixed_variable_stays() -> None:
    program: SmoothProgram = Budget(variables=(Variable("x", 0.25, 0.25), Variable("y", 0.0, 2.0)))
    best = tune(program, options=HERE).best
    assert best is not None
    assert best.values == pytest.approx([0.25, 0.75 / 1.05], abs=1e-8)
