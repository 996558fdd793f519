"""The points of a sweep in processes of their own: a few at once, each warm, none left behind."""

from __future__ import annotations

import copyreg
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any

from scenarios.sweep.design import Point
from scenarios.sweep.point import PointSolver, SweepBase
from scenarios.sweep.row import Stopped, SweepRow
from solvers.processes import results_in_processes

CHUNK = 4
"""Points that a process takes at once."""

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
    chunks = [points[start : start + CHUNK] for start in range(0, len(points), CHUNK)]
    try:
        yield from results_in_processes(_opened, base, chunks, jobs, stop, context)
    except BrokenProcessPool:
        raise ProcessesEnded from None


def _opened(base: SweepBase, stop: threading.Event) -> Callable[[Numbered], SweepRow | None]:
    solver = PointSolver(base, stop)
    return lambda numbered: solver.row(*numbered)


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def _written(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _read_only, (dict(mapping),)


copyreg.pickle(MappingProxyType, _written)
# Reports and findings hold read-only mappings, which Python does not send to other processes by itself.
