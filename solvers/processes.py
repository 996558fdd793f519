"""Tasks in processes of their own: a few at once, each process opened once, none left behind."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

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
    starting: AbstractContextManager[None] | None = None,
) -> Iterator[Result]:
    """The results as they come, in any order; those of tasks under work when `stop` is set are left out or cut short.

    chunks: tasks that one process takes at once. starting: surrounds the start of the processes. Raises
    BrokenProcessPool when a process dies; no process outlives the iterator.
    """
    watched, held = context.Pipe(duplex=False)  # closing one end is heard at the other, whoever has died meanwhile
    sent = pickle.dumps((opened, base), protocol=pickle.HIGHEST_PROTOCOL)
    executor = ProcessPoolExecutor(jobs, context, _start, (sent, watched))
    try:
        with starting or nullcontext():
            waiting = {executor.submit(_results, chunk) for chunk in chunks}
        while waiting:
            if stop.is_set():
                held.close()
                waiting = {future for future in waiting if not future.cancel()}
            done, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
            yield from _finished(done)
    finally:
        held.close()
        executor.shutdown(wait=True, cancel_futures=True)
        watched.close()


def _finished(done: set[Future[list[Any]]]) -> Iterator[Any]:
    for future in done:
        yield from future.result()


_work: Callable[[Any], Any]
_stop = threading.Event()


def _start(sent: bytes, watched: Connection) -> None:
    """The beginning of one process. The keyboard's interrupt is the business of whoever waits for it."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_stop_with, args=(watched,), daemon=True).start()
    opened, base = pickle.loads(sent)
    _work = opened(base, _stop)


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
