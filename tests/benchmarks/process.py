"""The parent's side of a contender's process: start, run within a time limit, watch the memory of the whole tree."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from tests.benchmarks.contender import Contender
from tests.benchmarks.measurement import Memory, Run

LOOK_SECONDS = 0.1
WARM_SECONDS = 300.0


class TooSlowError(Exception):
    """No answer within the limit; the process and its children are gone."""


class BrokenError(Exception):
    """The process ended without an answer."""


class ContenderProcess:
    """A warm process of one contender; leave the context to end it and everything that it started."""

    def __init__(self, who: Contender, warm: Path, folder: Path) -> None:
        self._command = [who.python, "-m", "tests.benchmarks.child", who.home, who.name, str(warm), str(folder)]
        self._tree = 0
        self._idle = 0
        self._seen: set[int] = set()

    def __enter__(self) -> ContenderProcess:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )
        try:
            self._idle = int(self._answer(WARM_SECONDS)["idle"])
        except BaseException:
            self.__exit__(None, None, None)
            raise
        self._tree = self._idle
        return self

    def run(self, limit: float) -> Run:
        """One repetition. Raises TooSlowError, BrokenError."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        return Run(**self._answer(limit))

    def memory(self) -> Memory:
        """Peaks since the warm-up; ends the conversation."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        own = int(self._answer(WARM_SECONDS)["own"])
        return Memory(self._idle, own, max(self._tree, own))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _answer(self, limit: float) -> dict[str, Any]:
        assert self._process.stdout is not None
        end = time.monotonic() + limit
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while not selector.select(min(LOOK_SECONDS, max(end - time.monotonic(), 0.0))):
                self._look()
                if time.monotonic() >= end:
                    raise TooSlowError
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise BrokenError(self._last_words())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _look(self) -> None:
        """Sum of the tree's resident memory. A child counts from the second look on: between fork and exec it
        shows its parent's."""
        total, seen = 0, set()
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._process.pid)
            total = process.memory_info().rss
            for child in process.children(recursive=True):
                seen.add(child.pid)
                if child.pid in self._seen:
                    total += child.memory_info().rss
        self._tree, self._seen = max(self._tree, total), seen

    def _last_words(self) -> str:
        assert self._process.stderr is not None
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no word"
