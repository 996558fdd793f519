"""Seconds per phase of a request, and what is left of its time limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopwatch:
    """Starts when made. `phases` sums the seconds of each named phase; they never enter a hash or canonical bytes.
    `listener` is told the name of every phase as it begins."""

    def __init__(self, limit_seconds: float | None = None, listener: Callable[[str], None] | None = None) -> None:
        self._listener = listener
        self._start = time.perf_counter()
        self._limit = limit_seconds
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a block of work as part of the named phase."""
        begun = time.perf_counter()
        if self._listener is not None:
            self._listener(name)
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + time.perf_counter() - begun

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    @property
    def remaining(self) -> float | None:
        """Seconds left, never below zero; None without a limit."""
        return None if self._limit is None else max(self._limit - self.elapsed, 0.0)

    @property
    def limit(self) -> float | None:
        """The time limit in seconds."""
        return self._limit
