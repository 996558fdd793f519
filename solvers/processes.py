"""Tasks in processes of their own: a few at once, each process opened once, none left behind."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, Self, TypeVar

from solvers.interrupts import begin_server, ignore_interrupts, interrupts_held

LOOK_SECONDS = 0.1
"""How often a stop is looked for."""

Base = TypeVar("Base")
Task = TypeVar("Task")
Result = TypeVar("Result")
Open = Callable[[Base, threading.Event], Callable[[Task], Result | None]]
"""Opens one process: what all tasks share and the event that ends the work, to what does one task. That may answer
None when it was stopped; its results are left out then. It is a function of a module, found there by name."""


def results_in_processes(
    opened: Open[Base, Task, Result],
    base: Base,
    chunks: Sequence[Sequence[Task]],
    jobs: int,
    stop: threading.Event,
    context: BaseContext,
) -> Iterator[Result]:
    """The results as they come, in any order; those of tasks under work when `stop` is set are left out or cut short.

    chunks: tasks that one process takes at once. `base` is sent once to each process. Raises BrokenProcessPool when a
    process dies; no process outlives the iterator.
    """
    crew = _Crew(jobs, context, _sent(opened, base))
    try:
        with interrupts_held():
            begin_server(context)
            waiting = {crew.executor.submit(_results, chunk) for chunk in chunks}
        yield from crew.collected(waiting, stop)
    finally:
        crew.end()


class Processes:
    """Processes that stay for further work, which may share something else each time: they begin, at the first work,
    once. To be used in a `with`, after which none of them is left, and by one thread."""

    def __init__(self, jobs: int, context: BaseContext) -> None:
        self.jobs = jobs
        self._context = context
        self._crew: _Crew | None = None
        self._works = 0

    def results(
        self, opened: Open[Base, Task, Result], base: Base, tasks: Sequence[Task], stop: threading.Event
    ) -> Iterator[Result]:
        """As of `results_in_processes`, each task by itself; `base` goes with every task, so it should be small beside
        the work. Processes that were stopped or left at work are ended; the next work begins others."""
        crew = self._crew = self._crew or _Crew(self.jobs, self._context, None)
        self._works += 1
        sent = _sent(opened, base)
        is_done = False
        try:
            with interrupts_held():
                waiting = {crew.executor.submit(_results_for, self._works, sent, (task,)) for task in tasks}
            yield from crew.collected(waiting, stop)
            is_done = not stop.is_set()
        finally:
            if not is_done:
                self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        crew, self._crew = self._crew, None
        if crew is not None:
            crew.end()


class _Crew:
    """Some processes and the pipe by which they are stopped."""

    def __init__(self, jobs: int, context: BaseContext, sent: bytes | None) -> None:
        # closing one end is heard at the other, whoever has died meanwhile
        self._watched, self._held = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(jobs, context, _start, (sent, self._watched))

    def collected(self, waiting: set[Future[list[Any]]], stop: threading.Event) -> Iterator[Any]:
        """Results until nothing is waited for any more; once `stop` is set, only of those that have begun."""
        while waiting:
            if stop.is_set():
                self._held.close()
                waiting = {future for future in waiting if not future.cancel()}
            done, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
            for future in done:
                yield from future.result()

    def end(self) -> None:
        """Stop what is at work and wait for every process to end."""
        with interrupts_held():
            self._held.close()
            self.executor.shutdown(wait=True, cancel_futures=True)
            self._watched.close()


def _sent(opened: Open[Base, Task, Result], base: Base) -> bytes:
    return pickle.dumps((opened, base), protocol=pickle.HIGHEST_PROTOCOL)


_work: Callable[[Any], Any]
_worked_for = 0
_stop = threading.Event()


def _start(sent: bytes | None, watched: Connection) -> None:
    """The beginning of one process. The keyboard's interrupt is the business of whoever waits for it."""
    ignore_interrupts()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_stop_with, args=(watched,), daemon=True).start()
    if sent is not None:
        _open(sent)


def _open(sent: bytes) -> None:
    global _work
    opened, base = pickle.loads(sent)
    _work = opened(base, _stop)


def _results_for(work: int, sent: bytes, tasks: Sequence[Any]) -> list[Any]:
    """Results of tasks of a piece of work, opened by the first of them that this process takes."""
    global _worked_for
    if work != _worked_for:
        _open(sent)
        _worked_for = work
    return _results(tasks)


def _results(tasks: Sequence[Any]) -> list[Any]:
    results = []
    for task in tasks:
        result = None if _stop.is_set() else _work(task)
        if result is None:
            break
        results.append(result)
    return results


def _stop_with(watched: Connection) -> None:
    connection.wait([watched])
    _stop.set()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
