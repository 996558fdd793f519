"""Processes that stay from one piece of work to the next, and leave nobody behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import psutil
import pytest

from solvers.processes import Processes

pytestmark = pytest.mark.processes

SPAWN = get_context("spawn")


def told(base: str, _: threading.Event) -> Callable[[int], tuple[int, str, int]]:
    return lambda task: (os.getpid(), base, task)


def waiting(base: float, stop: threading.Event) -> Callable[[int], int | None]:
    return lambda task: task if task == 0 else (None if stop.wait(base) else task)


def dying(_: None, __: threading.Event) -> Callable[[int], int]:
    return os._exit


def test_the_next_work_goes_to_the_same_processes_with_its_own_base() -> None:
    stop = threading.Event()
    with Processes(1, SPAWN) as processes:
        first = list(processes.results(told, "first", [1, 2], stop))
        second = list(processes.results(told, "second", [3], stop))
        (number,) = {one[0] for one in (*first, *second)}
        assert psutil.pid_exists(number)
    assert [one[1:] for one in sorted(first)] == [("first", 1), ("first", 2)]
    assert [one[1:] for one in second] == [("second", 3)]
    assert not psutil.pid_exists(number)


def test_a_stop_ends_the_processes_and_the_next_work_begins_others() -> None:
    stop = threading.Event()
    with Processes(2, SPAWN) as processes:
        found = processes.results(waiting, 60.0, [0, 1, 2], stop)
        assert next(found) == 0
        stop.set()
        began = time.monotonic()
        assert list(found) == []
        assert time.monotonic() - began < 30
        assert sorted(processes.results(waiting, 0.0, [0, 1], threading.Event())) == [0, 1]


def test_whoever_leaves_early_leaves_no_process_at_work() -> None:
    before = set(psutil.Process().children(recursive=True))
    with Processes(2, SPAWN) as processes:
        assert next(processes.results(waiting, 60.0, [0, 1, 2], threading.Event())) == 0
    here = {one for one in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(one.cmdline())}
    assert here - before == set()


def test_a_process_that_dies_is_told_and_replaced() -> None:
    with Processes(1, SPAWN) as processes:
        with pytest.raises(BrokenProcessPool):
            list(processes.results(dying, None, [3], threading.Event()))
        assert [one[1:] for one in processes.results(told, "after", [1], threading.Event())] == [("after", 1)]
