"""Solves beside the event loop: a few at a time, a short queue, and an end for those whose client has left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.requests import Request

from app.overload import Overloaded
from app.settings import Settings
from models.errors import LimitReached

T = TypeVar("T")

RETRY_AFTER_SECONDS = 5


class SolvePool:
    """At most `concurrent_solves` at once; up to `waiting_solves` wait for at most `wait_seconds`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running: set[threading.Event] = set()
        self._waiting = 0
        self._open()

    async def run(self, request: Request, work: Callable[[threading.Event], T]) -> T:
        """The result of `work` in a thread. Its event is set when the client leaves or the service stops.

        Call it after the body has been read. Raises Overloaded, and what `work` raises.
        """
        stop = threading.Event()
        watcher = asyncio.create_task(_set_when_gone(request, stop))
        self._running.add(stop)
        try:
            async with self._place():
                if stop.is_set():
                    raise LimitReached("interrupted", 0.0)
                return await asyncio.get_running_loop().run_in_executor(self._threads, work, stop)
        finally:
            stop.set()
            watcher.cancel()
            self._running.discard(stop)

    def close(self) -> None:
        """End every solve that is running. The pool can be used again, by an application that is started again."""
        for stop in tuple(self._running):
            stop.set()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._open()

    def _open(self) -> None:
        self._places = asyncio.Semaphore(self._settings.concurrent_solves)
        self._threads = ThreadPoolExecutor(self._settings.concurrent_solves, thread_name_prefix="solve")

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        places = self._places  # closing puts others in their place
        if places.locked() and self._waiting >= self._settings.waiting_solves:
            raise self._overloaded()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.wait_seconds):
                await places.acquire()
        except TimeoutError:
            raise self._overloaded() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            places.release()

    def _overloaded(self) -> Overloaded:
        return Overloaded(self._settings.concurrent_solves, RETRY_AFTER_SECONDS)


async def _set_when_gone(request: Request, stop: threading.Event) -> None:
    while not stop.is_set():
        message = await request.receive()
        if message["type"] == "http.disconnect":
            stop.set()
