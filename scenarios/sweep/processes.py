"""The points of a sweep in processes of their own: a few at once, each warm, none left behind."""

from __future__ import annotations

import copyreg
import os
import pickle
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Any

from scenarios.sweep.design import Point
from scenarios.sweep.point import PointSolver, SweepBase
from scenarios.sweep.row import Stopped, SweepRow

CHUNK = 4
"""Points that a process takes at once."""

LOOK_SECONDS = 0.1
"""How often a stop is looked for."""

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

Numbered = tuple[int, Point]


class ProcessesEnded(Exception):
    """A process ended by itself: killed, or out of memory."""

    stopped = Stopped.PROCESS_DIED


def rows_in_processes(
    base: SweepBase, points: Sequence[Numbered], jobs: int, stop: threading.Event
) -> Iterator[SweepRow]:
    """The rows as they come, in any order; those of points under work when `stop` is set are left out.

    Raises ProcessesEnded when a process dies; no process outlives the iterator.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    watched, held = context.Pipe(duplex=False)  # closing one end is heard at the other, whoever has died meanwhile
    executor = ProcessPoolExecutor(jobs, context, _start, (_sent(base), watched))
    chunks = [points[start : start + CHUNK] for start in range(0, len(points), CHUNK)]
    try:
        with _one_thread_each():
            waiting = {executor.submit(_rows, chunk) for chunk in chunks}
        while waiting:
            if stop.is_set():
                held.close()
                waiting = {future for future in waiting if not future.cancel()}
            done, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
            yield from _finished(done)
    except BrokenProcessPool:
        raise ProcessesEnded from None
    finally:
        held.close()
        executor.shutdown(wait=True, cancel_futures=True)
        watched.close()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes that start now leave the other cores to each other: products of long vectors start no threads."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _finished(done: set[Future[list[SweepRow]]]) -> Iterator[SweepRow]:
    for future in done:
        yield from future.result()


def _sent(base: SweepBase) -> bytes:
    return pickle.dumps(base, protocol=pickle.HIGHEST_PROTOCOL)


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def _written(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _read_only, (dict(mapping),)


copyreg.pickle(MappingProxyType, _written)
# Reports and findings hold read-only mappings, which Python does not send to other processes by itself.


_solver: PointSolver
_stop = threading.Event()


def _start(sent: bytes, watched: Connection) -> None:
    """The beginning of one process. The keyboard's interrupt is the business of whoever waits for it."""
    global _solver
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_stop_with, args=(watched,), daemon=True).start()
    _solver = PointSolver(pickle.loads(sent), _stop)


def _rows(points: Sequence[Numbered]) -> list[SweepRow]:
    rows = []
    for number, point in points:
        row = None if _stop.is_set() else _solver.row(number, point)
        if row is None:
            break
        rows.append(row)
    return rows


def _stop_with(watched: Connection) -> None:
    connection.wait([watched])
    _stop.set()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
