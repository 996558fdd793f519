"""Real processes, really killed: an answer in words every time, and nothing left behind."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from models.errors import LimitReached, SolverFailed
from models.solution import Solution, SolutionStatus, TerminationCondition
from solvers.base import SolverBackend, SolverOptions, raise_for_status
from solvers.cbc import CbcBackend
from solvers.micro_programs import hard_feasibility, hard_knapsack, program, slow_lp

pytestmark = pytest.mark.processes

LONG = SolverOptions(time_limit_seconds=60)
ROOT = Path(__file__).parents[2]


def eventually(found: Callable[[], object], seconds: float = 30.0) -> object:
    """Wait for something to be true, and return it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = found()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def solvers_under(folder: Path) -> list[psutil.Process]:
    """CBC processes that work in a folder below `folder`."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == "cbc" and process.cwd().startswith(str(folder)):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
            continue
    return found


def searching(folder: Path) -> psutil.Process:
    """The CBC process of a solve that has begun to search (so that it listens to signals)."""

    def started() -> psutil.Process | None:
        with contextlib.suppress(psutil.NoSuchProcess):
            return next((cbc for cbc in solvers_under(folder) if cbc.cpu_times().user > 0.3), None)
        return None

    found = eventually(started)
    assert isinstance(found, psutil.Process)
    return found


class Solve:
    """A solve on a thread, so that the test can do it harm."""

    def __init__(self, backend: CbcBackend, options: SolverOptions = LONG) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._future = self._pool.submit(backend.solve, hard_feasibility(), options)

    def answer(self) -> Solution:
        answer = self._future.result(timeout=15)
        self._pool.shutdown()
        return answer


def assert_error(answer: Solution, *words: str) -> None:
    assert (answer.termination, answer.status) == (TerminationCondition.ERROR, SolutionStatus.NONE)
    assert answer.point is None
    for word in words:
        assert word in answer.report.message
    with pytest.raises(SolverFailed, match="cbc failed"):
        raise_for_status(answer)


class TestSignals:
    def test_sigkill_of_the_solver(self, cbc: CbcBackend, private_temp: Path) -> None:
        solve = Solve(cbc)
        searching(private_temp).kill()
        assert_error(solve.answer(), "SIGKILL")

    def test_sigkill_of_the_runner_ends_the_solver(self, cbc: CbcBackend, private_temp: Path) -> None:
        solve = Solve(cbc)
        solver = searching(private_temp)
        runner = solver.parent()
        assert runner is not None and runner.pid != os.getpid()
        runner.kill()
        assert_error(solve.answer(), "SIGKILL", "guards the solver")
        solver.wait(15)

    def test_sigterm_of_the_runner_ends_the_solver(self, cbc: CbcBackend, private_temp: Path) -> None:
        solve = Solve(cbc)
        solver = searching(private_temp)
        runner = solver.parent()
        assert runner is not None
        runner.terminate()
        assert_error(solve.answer(), "guards the solver")
        solver.wait(15)

    def test_sigint_of_the_solver_is_an_interruption(self, cbc: CbcBackend, private_temp: Path) -> None:
        solve = Solve(cbc)
        searching(private_temp).send_signal(signal.SIGINT)
        answer = solve.answer()
        assert (answer.termination, answer.status) == (TerminationCondition.INTERRUPTED, SolutionStatus.NONE)

    def test_a_deaf_solver_is_killed_in_the_end(self, cbc: CbcBackend, private_temp: Path) -> None:
        """A stopped process handles neither SIGINT nor SIGTERM; the ladder goes on to SIGKILL."""
        solve = Solve(cbc, SolverOptions(time_limit_seconds=1))
        searching(private_temp).suspend()
        answer = solve.answer()
        assert (answer.termination, answer.status) == (TerminationCondition.TIME_LIMIT, SolutionStatus.NONE)
        assert "SIGINT, SIGTERM, SIGKILL" in answer.report.message
        assert answer.report.seconds < 7


class TestStop:
    @pytest.mark.parametrize("held", [True, False], ids=["incumbent", "nothing"])
    def test_stop_keeps_the_incumbent(self, backend: SolverBackend, held: bool) -> None:
        stop = threading.Event()
        one = hard_knapsack(n=90, m=30) if held else hard_feasibility()
        timer = threading.Timer(0.8, stop.set)
        timer.start()
        answer = backend.solve(one, SolverOptions(time_limit_seconds=30, stop=stop))
        timer.join()
        assert answer.termination is TerminationCondition.INTERRUPTED
        assert answer.status is (SolutionStatus.FEASIBLE if held else SolutionStatus.NONE)
        assert answer.report.seconds < 5


class TestLimits:
    def test_one_millisecond(self, backend: SolverBackend) -> None:
        answer = backend.solve(slow_lp(), SolverOptions(time_limit_seconds=0.001))
        assert (answer.termination, answer.status) == (TerminationCondition.TIME_LIMIT, SolutionStatus.NONE)
        with pytest.raises(LimitReached, match="time_limit"):
            raise_for_status(answer)

    def test_no_time_at_all(self, backend: SolverBackend) -> None:
        answer = backend.solve(slow_lp(), SolverOptions(time_limit_seconds=0))
        assert (answer.termination, answer.status) == (TerminationCondition.TIME_LIMIT, SolutionStatus.NONE)

    def test_time_limit_with_incumbent(self, backend: SolverBackend) -> None:
        answer = backend.solve(hard_knapsack(n=90, m=30), SolverOptions(time_limit_seconds=1))
        assert (answer.termination, answer.status) == (TerminationCondition.TIME_LIMIT, SolutionStatus.FEASIBLE)
        assert answer.bound is not None and answer.objective is not None and answer.bound < answer.objective
        assert answer.report.seconds < 2

    def test_memory_limit(self, cbc: CbcBackend) -> None:
        options = SolverOptions(time_limit_seconds=20, memory_limit_bytes=20_000_000)
        cbc.availability()
        assert_error(cbc.solve(slow_lp(), options), "memory limit was 20000000 bytes")

    def test_negative_limits_are_refused(self) -> None:
        with pytest.raises(ValueError, match="not negative"):
            SolverOptions(time_limit_seconds=-1)


class TestTemporaryFiles:
    def test_no_folder_can_be_made(self, tmp_path: Path) -> None:
        occupied = tmp_path / "file"
        occupied.write_text("")
        reason = CbcBackend(temp_folder=occupied).availability() or ""
        assert "no temporary folder can be made in" in reason and "Not a directory" in reason
        assert_error(CbcBackend(temp_folder=occupied).solve(hard_knapsack(), LONG), "Not a directory")

    def test_read_only_file_system(self) -> None:
        """/proc takes no folders, not even from root."""
        assert_error(CbcBackend(temp_folder=Path("/proc")).solve(hard_knapsack(), LONG), "no temporary folder")

    def test_full_disk_while_writing_the_model(self, tmp_path: Path) -> None:
        small = tmp_path / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "allot", str(small)], capture_output=True)
        if mounted.returncode:
            pytest.skip("mounting a small file system is not permitted here")
        try:
            backend = CbcBackend(temp_folder=small)
            assert backend.availability() is None
            assert_error(backend.solve(slow_lp(), LONG), "No space left on device")
            assert list(small.iterdir()) == []
        finally:
            subprocess.run(["umount", str(small)], check=True)

    def test_full_disk_while_the_solver_writes(self, tmp_path: Path) -> None:
        """The model fits, the solution does not: the cut file must not be read as an answer."""
        small = tmp_path / "small"
        small.mkdir()
        one = slow_lp(n=600, m=60)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=52k", "allot", str(small)], capture_output=True)
        if mounted.returncode:
            pytest.skip("mounting a small file system is not permitted here")
        try:
            backend = CbcBackend(temp_folder=small)
            assert backend.availability() is None
            assert_error(backend.solve(one, LONG), "o space left on ")
            assert list(small.iterdir()) == []
        finally:
            subprocess.run(["umount", str(small)], check=True)

    def test_limited_file_size(self, cbc: CbcBackend) -> None:
        """A quota on files looks like this to us."""
        cbc.availability()
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
        try:
            answer = cbc.solve(slow_lp(), LONG)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert_error(answer, "File too large")


def test_many_solves_at_once_are_all_right(backend: SolverBackend) -> None:
    def ask(k: int) -> float | None:
        return backend.solve(program([1, 2], [[1, 1], [1, -1]], [k, -1], [float("inf"), 1]), LONG).objective

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(2, 26)))
    assert answers == pytest.approx([(k + 1) / 2 + (k - 1) for k in range(2, 26)])


OWNER = """
import sys
from pathlib import Path
from solvers.base import SolverOptions
from solvers.cbc import CbcBackend
from solvers.micro_programs import hard_feasibility
backend = CbcBackend(temp_folder=Path(sys.argv[1]))
try:
    backend.solve(hard_feasibility(), SolverOptions(time_limit_seconds=60))
except KeyboardInterrupt:
    sys.exit(130)
"""


@contextlib.contextmanager
def owner_of(script: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that runs `script`, gone when the test is over, however that goes."""
    owner = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script, str(folder)], cwd=ROOT)
    try:
        yield owner
    finally:
        owner.kill()
        owner.wait(30)


class TestDeathOfTheOwner:
    @pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda blow: blow.name)
    def test_nothing_is_left(self, private_temp: Path, blow: signal.Signals) -> None:
        with owner_of(OWNER, private_temp) as owner:
            solver = searching(private_temp)
            owner.send_signal(blow)
            assert owner.wait(30) == (130 if blow is signal.SIGINT else -blow)
            eventually(lambda: not solver.is_running())
            eventually(lambda: list(private_temp.iterdir()) == [])

    def test_not_even_when_a_forked_relative_holds_the_line(self, private_temp: Path) -> None:
        """A child forked during the solve keeps the runner's standard input open; the parent's death still shows."""
        forking = OWNER.replace(
            "try:\n",
            "import os, threading, time\n"
            "threading.Timer(1.0, lambda: os.fork() or (time.sleep(8), os._exit(0))).start()\ntry:\n",
        )
        with owner_of(forking, private_temp) as owner:
            solver = searching(private_temp)
            eventually(lambda: len(psutil.Process(owner.pid).children()) == 2)  # the runner and the fork
            owner.kill()
            eventually(lambda: not solver.is_running(), seconds=4)
            eventually(lambda: list(private_temp.iterdir()) == [], seconds=4)
