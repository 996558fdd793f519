"""Many starts of one smooth program, in this process or in several, with the same outcomes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TypeVar

import numpy as np

from models.errors import SolverFailed
from models.smooth.program import SmoothProgram
from models.smooth.result import Limit, StartEnd, StartOutcome
from solvers.processes import Processes
from solvers.smooth.options import SearchOptions
from solvers.smooth.scaled_program import CutOff, watch
from solvers.smooth.single_start import StartRunner, StartTask

NAME = "slsqp"

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class SearchBase:
    """What all tasks of a search share; sent to other processes, which get a stop event of their own."""

    program: SmoothProgram
    options: SearchOptions
    deadline: float | None

    def runner(self, stop: threading.Event) -> StartRunner:
        """Runs starts of the program in this process."""
        return StartRunner(self.program, self.options, self.deadline, stop)


class Multistart:
    """Runs starts of `program` until the deadline, which begins to run now."""

    def __init__(self, program: SmoothProgram, options: SearchOptions) -> None:
        self._base = SearchBase(program, options, options.deadline())
        self._stop = options.stop or threading.Event()

    def outcomes(self, tasks: Sequence[StartTask]) -> list[StartOutcome]:
        """One outcome for each task, in their order. Raises SolverFailed when a process dies."""
        found = {outcome.number: outcome for outcome in self.results(_outcome_of, tasks)}
        return [found.get(task.number) or _not_run(task) for task in tasks]

    def outcomes_here(self, tasks: Sequence[StartTask]) -> list[StartOutcome]:
        """The same in this process, for a few starts that are not worth others."""
        runner = self._base.runner(self._stop)
        return [runner.outcome(task) for task in tasks]

    def results(
        self,
        opened: Callable[[SearchBase, threading.Event], Callable[[Task], Result | None]],
        tasks: Sequence[Task],
    ) -> Iterator[Result]:
        """What `opened`, a function of a module, makes of the tasks, in any order; those not begun when a stop came are
        left out. The processes are new interpreters with this one's settings, so that they compute the same bits.
        Raises SolverFailed when a process dies."""
        jobs = min(self._base.options.workers, len(tasks))
        if jobs <= 1:
            work = opened(self._base, self._stop)
            yield from (result for task in tasks if (result := work(task)) is not None)
            return
        sent = replace(self._base, options=replace(self._base.options, stop=None, processes=None))
        try:
            with self._processes(jobs) as processes:
                yield from processes.results(opened, sent, tasks, self._stop)
        except BrokenProcessPool:
            raise SolverFailed(NAME, "one of its processes was ended") from None

    def _processes(self, jobs: int) -> AbstractContextManager[Processes]:
        kept = self._base.options.processes
        return Processes(jobs, get_context("spawn")) if kept is None else nullcontext(kept)

    def limit(self) -> Limit | None:
        """What ends the search by now, if anything."""
        try:
            watch(self._base.deadline, self._stop)()
        except CutOff as cut:
            return cut.limit
        return None


def _outcome_of(base: SearchBase, stop: threading.Event) -> Callable[[StartTask], StartOutcome | None]:
    return base.runner(stop).outcome


def _not_run(task: StartTask) -> StartOutcome:
    return StartOutcome(
        task.number, task.origin, task.start, StartEnd.NOT_RUN, None, np.zeros(0), 0, 0, 0, "", Limit.STOP
    )
