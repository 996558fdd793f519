"""Tasks in processes of their own: a few at a time, each with its own time limit, none left behind.

The processes are forked from a server that has loaded what they need and nothing else, so that a task starts at once
and none sees another's state.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import Generic, TypeVar

from solvers.interrupts import begin_server, ignore_interrupts, interrupts_held

Task = TypeVar("Task")
Value = TypeVar("Value")

START_SECONDS = 300.0
"""How long a task may take until it states its own limit."""

GRACE_SECONDS = 5.0
"""How long an ended process may take to go away."""


@dataclass(frozen=True)
class Limit:
    """From now on the task may take so many seconds. `label`: what people call it."""

    seconds: float
    label: str = ""


@dataclass(frozen=True)
class Further(Generic[Task]):
    """Tasks that came up in this one."""

    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """What came of a task; the last message."""

    value: Value


@dataclass(frozen=True)
class NoAnswer:
    """A process that ended without one: it took longer than `seconds` (then it was ended), or died by itself with
    `code`, minus the signal that killed it. `label`: what it called itself, empty where it did not come to that."""

    seconds: float | None = None
    code: int | None = None
    label: str = ""


Message = Limit | Further[Task] | Answer[Value]
Work = Callable[[Task, Callable[[Message[Task, Value]], None]], None]
"""Does one task and sends messages about it. It is sent to another process: a function at the top of a module, or an
instance of a class there."""


@dataclass(frozen=True)
class ProcessRules:
    """`jobs`: how many processes at once. `preload`: modules that the server loads first. `start_seconds`: time limit
    until a task states its own."""

    jobs: int
    preload: tuple[str, ...] = ()
    start_seconds: float = START_SECONDS


@dataclass(eq=False)
class _Running(Generic[Task]):
    task: Task
    process: ForkServerProcess
    connection: Connection
    seconds: float
    deadline: float
    label: str = ""


def run_tasks(
    work: Work[Task, Value],
    tasks: Sequence[Task],
    rules: ProcessRules,
    done: Callable[[Task], None] = lambda _: None,
) -> dict[Task, Value | NoAnswer]:
    """What came of every task and of those that came up in them. `done` is told each as it ends. An exception, a
    KeyboardInterrupt too, ends every process first."""
    return _Pool(work, rules, done).run(tasks)


class _Pool(Generic[Task, Value]):
    """The processes of one run."""

    def __init__(self, work: Work[Task, Value], rules: ProcessRules, done: Callable[[Task], None]) -> None:
        self._work, self._rules, self._done = work, rules, done
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload([__name__, *rules.preload])
        begin_server(self._context)
        self._waiting: deque[Task] = deque()
        self._running: dict[Connection, _Running[Task]] = {}
        self._ended: dict[Task, Value | NoAnswer] = {}

    def run(self, tasks: Sequence[Task]) -> dict[Task, Value | NoAnswer]:
        self._waiting.extend(tasks)
        try:
            while self._waiting or self._running:
                while self._waiting and len(self._running) < self._rules.jobs:
                    self._start(self._waiting.popleft())
                self._look()
        finally:
            for one in list(self._running.values()):
                _end(one)
        return self._ended

    def _start(self, task: Task) -> None:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_do, args=(self._work, task, there), daemon=True)
        with interrupts_held():
            process.start()
        there.close()
        seconds = self._rules.start_seconds
        self._running[here] = _Running(task, process, here, seconds, time.monotonic() + seconds)

    def _look(self) -> None:
        """Wait for the next message or the next deadline."""
        first = min(one.deadline for one in self._running.values())
        ready = wait(list(self._running), timeout=max(0.0, first - time.monotonic()))
        for connection in ready:
            assert isinstance(connection, Connection)
            self._hear(self._running[connection])
        now = time.monotonic()
        for one in [one for one in self._running.values() if one.deadline <= now]:
            self._finish(one, NoAnswer(seconds=one.seconds, label=one.label))

    def _hear(self, one: _Running[Task]) -> None:
        try:
            message: Message[Task, Value] = one.connection.recv()
        except (EOFError, OSError):
            one.process.join(GRACE_SECONDS)
            self._finish(one, NoAnswer(code=one.process.exitcode, label=one.label))
            return
        if isinstance(message, Limit):
            one.seconds, one.deadline = message.seconds, time.monotonic() + message.seconds
            one.label = message.label
        elif isinstance(message, Further):
            self._waiting.extend(message.tasks)
        else:
            self._finish(one, message.value)

    def _finish(self, one: _Running[Task], result: Value | NoAnswer) -> None:
        del self._running[one.connection]
        _end(one)
        self._ended[one.task] = result
        self._done(one.task)


def _end(one: _Running[Task]) -> None:
    """End a process whatever it is doing; a solver that it has started ends with it."""
    one.connection.close()
    one.process.kill()
    one.process.join(GRACE_SECONDS)


def _do(work: Work[Task, Value], task: Task, connection: Connection) -> None:
    """The life of one process. The keyboard's interrupt is the business of whoever waits for it."""
    ignore_interrupts()
    threading.Thread(target=_end_with_the_other_side, args=(connection,), daemon=True).start()
    work(task, connection.send)


def _end_with_the_other_side(connection: Connection) -> None:
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(1)
