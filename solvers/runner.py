"""Runs one solver binary in a process group of its own, in a private folder that never outlives it.

The work is shared with `runner_child.py`, which starts first, makes the folder (so there is no moment in which the
death of this process leaks it), and guards the solver while this side writes the model and reads the answer.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

CHILD = Path(__file__).with_name("runner_child.py")
GRACE_SECONDS = 5.0
"""How long the runner may take to remove its folder after we closed the line."""
STOP_POLL_SECONDS = 0.05


class RunnerError(Exception):
    """The solver could not be run at all, or its guardian vanished; the text is fit for a user."""


@dataclass(frozen=True)
class Job:
    """What to run. `argv[0]` is an absolute path; `seconds` is the wall-clock time until the stop ladder begins;
    `memory_bytes` limits the address space."""

    argv: tuple[str, ...]
    seconds: float | None
    memory_bytes: int | None


@dataclass(frozen=True)
class Ended:
    """How the solver ended. `code`: its exit code, or minus the signal that ended it. `asked`: "time" or "stop" when
    the ladder was used, and `signals` names its steps."""

    code: int
    seconds: float
    asked: str | None
    signals: tuple[str, ...]

    @property
    def signal_name(self) -> str | None:
        """SIGKILL and the like; None when the process exited by itself."""
        return name_of_signal(-self.code) if self.code < 0 else None


def name_of_signal(number: int) -> str:
    """The name by which people look a signal up."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class Runner:
    """A context: enter starts the guardian, `run` runs the solver, leave removes every trace.

    Leaving by an exception (a KeyboardInterrupt too) kills the whole group. Raises RunnerError.
    """

    def __init__(self, temp_folder: Path | None = None) -> None:
        self._temp_folder = temp_folder
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """The private folder (0700). Raises RunnerError when it could not be made."""
        if self._folder is None:
            kind, text = self._hear(None)
            words = bytes.fromhex(text).decode("utf-8", "surrogateescape")
            if kind == "error":
                raise RunnerError(words)
            self._folder = Path(words)
        return self._folder

    def __enter__(self) -> Runner:
        try:
            base = str(self._temp_folder or tempfile.gettempdir())
            command = [sys.executable, "-I", "-S", str(CHILD), base, str(os.getpid())]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            raise RunnerError(f"the runner process cannot be started: {error.strerror}") from error
        return self

    def run(self, job: Job, stop: threading.Event | None = None) -> Ended:
        """Run the solver to its end; setting `stop` begins the ladder early and keeps the incumbent."""
        seconds = "-" if job.seconds is None else repr(float(job.seconds))
        memory = "-" if job.memory_bytes is None else str(int(job.memory_bytes))
        command = (argument.encode("utf-8", "surrogateescape").hex() for argument in job.argv)
        self._tell("run", seconds, memory, *command)
        _, code, took, asked, signals = self._hear(stop)
        return Ended(
            code=int(code),
            seconds=float(took),
            asked=None if asked == "-" else asked,
            signals=() if signals == "-" else tuple(signals.split(",")),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._close_line()
        else:
            self._kill_group()
        self._reap()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _tell(self, *words: str) -> None:
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(" ".join(words).encode() + b"\n")
        except OSError as error:
            raise RunnerError(self._words_of_death()) from error

    def _hear(self, stop: threading.Event | None) -> list[str]:
        assert self._process is not None and self._process.stdout is not None
        if stop is not None:
            self._await_line_or(stop)
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise RunnerError(self._words_of_death())
        return line.decode().split()

    def _await_line_or(self, stop: threading.Event) -> None:
        assert self._process is not None and self._process.stdout is not None
        poll = select.poll()  # not select.select: many solves can push descriptors past 1,024
        poll.register(self._process.stdout, select.POLLIN)
        while not poll.poll(0):
            if stop.wait(STOP_POLL_SECONDS):
                self._tell("stop")
                return

    def _words_of_death(self) -> str:
        self._kill_group()  # before the wait: afterwards the number may belong to somebody else
        code = self._process.wait() if self._process is not None else 0
        how = f"was ended by {name_of_signal(-code)}" if code < 0 else f"ended with code {code}"
        return f"the process that guards the solver {how}; the solver was ended with it"

    def _kill_group(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

    def _close_line(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def _reap(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(GRACE_SECONDS)
        except BaseException as error:
            self._kill_group()
            self._process.wait()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
        finally:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
