"""The guardian of one solver process: started as `python -I -S runner_child.py <temp folder> <owner pid>`.

It stands alone: a handful of standard modules, none that is slow to import (json alone costs 12 ms), nothing from the
package. It is single-threaded, so that PR_SET_PDEATHSIG is safe: the kernel ends the solver when this process ends,
however it ends. It ends itself, the solver and the temporary folder as soon as its owner is gone: standard input
reaches its end, or the parent changes.

Conversation, one line each, words separated by blanks, texts in hexadecimal UTF-8, "-" for nothing:
  out  folder TEXT | error TEXT           the private folder exists (0700), or why not
  in   run SECONDS BYTES TEXT...          wall-clock limit, memory limit, and the command with its arguments
  in   stop                               at any time after that: as if the time were over
  out  ended CODE SECONDS WHY SIGNALS     negative code: minus the signal; why: time, stop; signals: SIGINT,...
  in   end of file                        the owner has read the folder: remove it and go
"""

# No pathlib and no contextlib below: they would double the start-up time.
# ruff: noqa: PTH102, PTH108, PTH106, PTH118, PTH208, SIM105

from __future__ import annotations

import os
import select
import signal
import sys
import time

LADDER = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
"""CBC answers SIGINT within about 0.1 s and keeps its incumbent; the rest is for a solver that does not listen."""
STEP_SECONDS = 2.0
LOOK_SECONDS = 0.5
"""How often the parent process id is looked at: a forked relative of the owner can hold our standard input open."""
PR_SET_PDEATHSIG = 1


class OwnerGoneError(Exception):
    """Nobody waits for the answer any more."""


def say(*words: str) -> None:
    """Write one line to the owner; a closed pipe means that the owner is gone."""
    try:
        os.write(1, " ".join(words).encode() + b"\n")
    except OSError as error:
        raise OwnerGoneError from error


class Ear:
    """Lines from the owner, read without blocking for longer than a look at the parent process id."""

    def __init__(self, owner: int, wake: int) -> None:
        self._owner, self._wake, self._buffer = owner, wake, b""

    def line(self, seconds: float) -> str | None:
        """The next line, or None when nothing came before `seconds` passed or a signal arrived."""
        if b"\n" not in self._buffer:
            ready, _, _ = select.select([0, self._wake], [], [], max(0.0, min(seconds, LOOK_SECONDS)))
            if self._wake in ready:
                os.read(self._wake, 512)
            if 0 in ready:
                self._read()
        if os.getppid() != self._owner:
            raise OwnerGoneError
        line, newline, rest = self._buffer.partition(b"\n")
        if not newline:
            return None
        self._buffer = rest
        return line.decode()

    def _read(self) -> None:
        data = os.read(0, 65536)
        if not data:
            raise OwnerGoneError
        self._buffer += data


def to_text(word: str) -> str:
    """The text behind a hexadecimal word."""
    return bytes.fromhex(word).decode("utf-8", "surrogateescape")


def to_word(text: str) -> str:
    """A text as one hexadecimal word."""
    return text.encode("utf-8", "surrogateescape").hex()


def launch(argv: list[str], folder: str, memory: int | None) -> int:
    """Fork and become the solver, in `folder`, with its output in `log`; the process id."""
    import ctypes
    import resource

    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    runner = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        log = os.open(os.path.join(folder, "log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != runner:  # the runner died before the request above
            os._exit(1)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.chdir(folder)
        os.execv(argv[0], argv)
    except BaseException as error:  # noqa: BLE001 - whatever it is, this process must not go on as a second runner
        os.write(2, f"cannot start the solver: {error}\n".encode())
    os._exit(127)


def supervise(pid: int, ear: Ear, seconds: float) -> tuple[str, ...]:
    """Wait for the solver, climb the ladder when its time is over, and return the line that says how it ended."""
    started = time.monotonic()
    due = started + seconds
    asked = ""
    sent: list[str] = []
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        now = time.monotonic()
        if done:
            code = os.waitstatus_to_exitcode(status)
            return "ended", str(code), repr(now - started), asked or "-", ",".join(sent) or "-"
        if now >= due:
            step = LADDER[min(len(sent), len(LADDER) - 1)]
            asked = asked or "time"
            os.kill(pid, step)
            sent.append(step.name)
            due = now + STEP_SECONDS
        if ear.line(due - now) is not None and not asked:
            asked, due = "stop", now


def serve(base: str, folder: str, ear: Ear) -> None:
    """One conversation: folder, job, result, and then the owner closes the line."""
    try:
        os.mkdir(folder, 0o700)
    except OSError as error:
        say("error", to_word(f"no temporary folder can be made in {base}: {error.strerror}"))
        return
    say("folder", to_word(folder))
    line = None
    while line is None:
        line = ear.line(LOOK_SECONDS)
    _, seconds, memory, *argv = line.split(" ")
    pid = launch([to_text(word) for word in argv], folder, None if memory == "-" else int(memory))
    try:
        ended = supervise(pid, ear, float("inf" if seconds == "-" else seconds))
    except BaseException:
        kill_and_reap(pid)
        raise
    say(*ended)
    while True:
        ear.line(LOOK_SECONDS)


def kill_and_reap(pid: int) -> None:
    """End the solver for good; it may already be gone."""
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except OSError:
        pass


def remove(folder: str) -> None:
    """Delete the flat folder; somebody else may be deleting it too."""
    try:
        for name in os.listdir(folder):
            try:
                os.unlink(os.path.join(folder, name))
            except OSError:
                pass
        os.rmdir(folder)
    except OSError:
        pass


def ignore(_number: int, _frame: object) -> None:
    """SIGCHLD only has to wake the loop; the byte in the wake-up pipe does that."""


def leave(_number: int, _frame: object) -> None:
    """SIGTERM and SIGHUP end the runner as if its owner had gone."""
    raise OwnerGoneError


def main() -> int:
    """Serve one owner; 0 also when the owner vanished, since that is an expected end."""
    base, owner = sys.argv[1], int(sys.argv[2])
    wake, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, ignore)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner decides what an interrupt means
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    folder = os.path.join(base, "allot-" + os.urandom(12).hex())
    try:
        serve(base, folder, Ear(owner, wake))
    except OwnerGoneError:
        pass
    finally:
        remove(folder)
    return 0


if __name__ == "__main__":
    os._exit(main())  # nothing is left that an orderly shutdown of the interpreter could do, and it takes time
