"""One solve by the CBC binary: write the model, run the process, believe only what holds up."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from models.program import LinearProgram
from models.solution import Point, Solution, SolutionStatus, SolverReport, TerminationCondition
from solvers.ambiguity import settle
from solvers.base import SolverOptions, check_program, gap_outcome, with_point, without_point
from solvers.cbc_files import SolutionFileError, read_solution, write_model
from solvers.cbc_log import Verdict, read_verdict, tail, verdict_of_search
from solvers.edge_cases import is_separable, solve_separable
from solvers.mps import write_mps, written_rows
from solvers.runner import Ended, Job, Runner, RunnerError
from solvers.verification import RAW_TOLERANCE, verify

LOG_TAIL_BYTES = 200_000
"""CBC's summary is at the end of its log; a long search prints many megabytes before it."""

HINT_LEAD_SECONDS = 0.25
"""CBC is asked to stop itself this much before the runner makes it; it often does."""


class Transfer(StrEnum):
    """How the model reaches CBC: its binary format, or MPS (slower, and the only way for integer programs, whose
    marks the binary format loses)."""

    RESTORE = "restore"
    MPS = "mps"


@dataclass(frozen=True)
class CbcBinary:
    """Where CBC is and what it calls itself. `temp_folder`: parent of the private folders, None for the default."""

    path: Path
    version: str
    temp_folder: Path | None = None


class CbcFailureError(Exception):
    """The run gave no answer; the text is for the report."""


def solve_with_cbc(
    binary: CbcBinary, program: LinearProgram, options: SolverOptions, transfer: Transfer = Transfer.RESTORE
) -> Solution:
    """Solve `program` with one CBC process (a second, without costs, only to tell infeasible from unbounded).

    Raises ProgramError for a program that no solver may see; every other trouble is a Solution with ERROR.
    """
    started = time.monotonic()
    check_program(program)

    def solve(one: LinearProgram, limits: SolverOptions) -> Solution:
        return _Solve(binary, one, limits, transfer).solution()

    answer = settle(program, options, solve(program, options), solve)
    return replace(answer, report=replace(answer.report, seconds=time.monotonic() - started))


class _Solve:
    """The state of one run: program, options, and the clock that started with it."""

    def __init__(self, binary: CbcBinary, program: LinearProgram, options: SolverOptions, transfer: Transfer) -> None:
        self._started = time.monotonic()
        self._binary, self._program, self._options = binary, program, options
        self._transfer = Transfer.MPS if program.is_integer else transfer

    def solution(self) -> Solution:
        """The answer, whatever happened."""
        if is_separable(self._program):
            return solve_separable(self._program, self._report())
        try:
            with Runner(self._binary.temp_folder) as runner:
                return self._run(runner)
        except (RunnerError, CbcFailureError, SolutionFileError) as error:
            return self._error(str(error))
        except OSError as error:
            return self._error(f"the temporary files failed: {error.strerror or error}")

    def _run(self, runner: Runner) -> Solution:
        folder = runner.folder
        if self._transfer is Transfer.MPS:
            write_mps(self._program, folder / "model.mps")
        else:
            write_model(self._program, folder / "model")
        left = self._seconds_left()
        if left is not None and left <= 0:
            return without_point(TerminationCondition.TIME_LIMIT, self._report())
        job = Job(self._arguments(left), left, self._options.memory_limit_bytes)
        ended = runner.run(job, self._options.stop)
        log = _end_of(folder / "log")
        if ended.code != 0:
            return self._broken(ended, log, folder)
        return self._read(folder, ended, log)

    def _arguments(self, left: float | None) -> tuple[str, ...]:
        """CBC takes its commands in order: options first, then the model, then what to do with it."""
        hints: list[str] = []
        if left is not None:
            hints += ["-timeMode", "elapsed", "-sec", f"{max(0.9 * left, left - HINT_LEAD_SECONDS):.4f}"]
        if self._program.is_integer:
            # CBC's integer preprocessing and its probing cuts lose solutions: of 4,000 small random programs 25 came
            # back "optimal" with a worse objective with both on, 1 with the cuts alone, none without the two.
            hints += ["-preprocess", "off", "-probing", "off", "-threads", "0"]
            hints += ["-ratioGap", repr(float(self._options.relative_gap))]
            if self._options.node_limit is not None:
                hints += ["-maxNodes", str(self._options.node_limit)]
        load = ["-import", "model.mps"] if self._transfer is Transfer.MPS else ["-restoreModel", "model"]
        if self._program.is_integer:
            go = ["-solve", "-saveSolution", "solution"]
        else:
            # The text solution is wanted for its first line only: "integer" keeps an LP's values out of it.
            header = ["-printingOptions", "integer", "-solution", "header"]
            go = ["-dualSimplex", "-saveSolution", "solution", *header]
        return (str(self._binary.path), *hints, *load, *go, "-quit")

    def _read(self, folder: Path, ended: Ended, log: str) -> Solution:
        is_integer = self._program.is_integer
        words = verdict_of_search(log) if is_integer else _first_line(folder / "header")
        if not words:
            raise CbcFailureError(_explain("CBC gave no answer", log, folder))
        verdict = read_verdict(words, log, is_integer=is_integer, asked=ended.asked)
        report = self._report(verdict.iterations)
        if verdict.termination is TerminationCondition.ERROR:
            raise CbcFailureError(_explain(f"CBC said {words!r}", log, folder))
        if not verdict.holds:
            return without_point(verdict.termination, report, verdict.bound)
        try:
            point = self._point(folder / "solution")
        except SolutionFileError as error:
            raise CbcFailureError(_explain(str(error), log, folder)) from error
        return self._judge(verdict, report, point)

    def _judge(self, verdict: Verdict, report: SolverReport, point: Point) -> Solution:
        """Only a point that holds up is handed on."""
        program = self._program
        check = verify(program, point.values)
        if not check.passed(RAW_TOLERANCE):
            if verdict.claims_optimal:
                return self._error(f"CBC claims an optimum that breaks the program ({check.row_relative:.1e} in a row)")
            return without_point(verdict.termination, report, verdict.bound)
        if not verdict.claims_optimal:
            return with_point(verdict.termination, SolutionStatus.FEASIBLE, report, program, point, verdict.bound)
        within_gap = verdict.termination is TerminationCondition.WITHIN_GAP
        bound = min(check.objective, verdict.bound) if within_gap and verdict.bound is not None else check.objective
        termination, status = gap_outcome(check.objective, bound)
        return with_point(termination, status, report, program, point, bound)

    def _point(self, path: Path) -> Point:
        program = self._program
        rows = written_rows(program) if self._transfer is Transfer.MPS else np.arange(program.n_rows)
        saved = read_solution(path, program.n_columns, len(rows))
        activity = np.asarray(program.matrix @ saved.values)
        if program.is_integer:
            return Point(saved.values, activity, None, None)
        duals = np.zeros(program.n_rows)
        duals[rows] = saved.row_duals
        return Point(saved.values, activity, duals, saved.reduced_costs)

    def _broken(self, ended: Ended, log: str, folder: Path) -> Solution:
        if ended.asked is not None:
            # It had to be ended by force, so nothing was written: the limit is still the reason.
            stopped = ended.asked == "stop"
            limit = TerminationCondition.INTERRUPTED if stopped else TerminationCondition.TIME_LIMIT
            return without_point(limit, self._report(message=f"CBC needed {', '.join(ended.signals)}"))
        how = f"ended by {ended.signal_name}" if ended.signal_name else f"ended with code {ended.code}"
        words = _explain(f"CBC was {how}" if ended.signal_name else f"CBC {how}", log, folder)
        if self._options.memory_limit_bytes is not None:
            words += f"; its memory limit was {self._options.memory_limit_bytes} bytes"
        return self._error(words)

    def _seconds_left(self) -> float | None:
        limit = self._options.time_limit_seconds
        return None if limit is None else limit - (time.monotonic() - self._started)

    def _report(self, iterations: int | None = None, message: str = "") -> SolverReport:
        options = {**self._options.report(), "transfer": str(self._transfer)}
        seconds = time.monotonic() - self._started
        return SolverReport("cbc", self._binary.version, seconds, options, iterations, message)

    def _error(self, words: str) -> Solution:
        return without_point(TerminationCondition.ERROR, self._report(message=words))


def _explain(words: str, log: str, folder: Path) -> str:
    """`words` with what is known about the cause: a full disk, or the last lines of the log."""
    if shutil.disk_usage(folder).free == 0:
        return f"{words}: no space left on the device of {folder.parent}"
    said = tail(log)
    return f"{words}; its log ends with: {said}" if said else words


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.readline().strip()
    except FileNotFoundError:
        return ""


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LOG_TAIL_BYTES))
            return file.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
