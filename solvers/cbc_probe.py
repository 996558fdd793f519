"""Tries a CBC binary on a tiny program: is it there, what is it, and does it read the binary model format?"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.sparse import csc_array

from models.program import LinearProgram
from models.solution import Solution
from solvers.base import SolverOptions
from solvers.cbc_process import CbcBinary, Transfer, solve_with_cbc
from solvers.runner import Job, Runner, RunnerError

_VERSION = re.compile(r"^Version: (\S+)", re.MULTILINE)
PROBE_SECONDS = 10.0


@dataclass(frozen=True)
class Probe:
    """What was found. `transfer`: the fastest way in that works, None when the binary is unusable for `reason`."""

    binary: CbcBinary
    transfer: Transfer | None
    reason: str | None


def probe(path: Path, temp_folder: Path | None = None) -> Probe:
    """Try the binary at `path`, once per process and file; a failure is tried again at the next call."""
    binary = CbcBinary(path, "unknown", temp_folder)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        return Probe(binary, None, f"there is no CBC binary at {path}: {error.strerror}")
    if not os.access(path, os.X_OK):
        return Probe(binary, None, f"the CBC binary at {path} is not executable")
    try:
        return _probe_once(path, temp_folder, stamp)
    except _ProbeFailedError as failure:
        return Probe(binary, None, str(failure))


class _ProbeFailedError(Exception):
    """Raised so that the cache keeps successes only: a full disk passes."""


@cache
def _probe_once(path: Path, temp_folder: Path | None, stamp: int) -> Probe:  # noqa: ARG001 - part of the cache key
    binary = CbcBinary(path, _version(path, temp_folder), temp_folder)
    words = ""
    for transfer in (Transfer.RESTORE, Transfer.MPS):
        answer = solve_with_cbc(binary, _tiny_program(), SolverOptions(time_limit_seconds=PROBE_SECONDS), transfer)
        if _is_right(answer):
            return Probe(binary, transfer, None)
        words = answer.report.message or f"it answered {answer.termination} to a program whose optimum is known"
    raise _ProbeFailedError(f"the CBC binary at {path} does not work: {words}")


def _version(path: Path, temp_folder: Path | None) -> str:
    try:
        with Runner(temp_folder) as runner:
            folder = runner.folder
            runner.run(Job((str(path), "-quit"), PROBE_SECONDS, None))
            found = _VERSION.search((folder / "log").read_text(encoding="utf-8", errors="replace"))
    except (RunnerError, OSError) as error:
        raise _ProbeFailedError(str(error)) from error
    if found is None:
        raise _ProbeFailedError(f"the program at {path} does not introduce itself as CBC")
    return found.group(1)


def _tiny_program() -> LinearProgram:
    """Every kind of row and column bound once, with an optimum whose every number differs."""
    inf = float("inf")
    matrix = np.array([[2.5, 5.5, 0.0, 1.0], [3.5, 0.0, 7.5, 0.0], [0.0, 6.5, 8.5, 0.0], [0.0, 0.0, 1.0, 1.0]])
    return LinearProgram(
        objective=np.array([1.25, 4.5, 0.5, -1.0]),
        col_lower=np.array([1.0625, 0.0, -inf, -inf]),
        col_upper=np.array([9.0625, 8.0625, inf, 2.75]),
        row_lower=np.array([-inf, -20.5, 30.5, -inf]),
        row_upper=np.array([100.5, -15.375, 30.5, inf]),
        matrix=csc_array(matrix),
        integer=np.zeros(4, dtype=np.bool_),
    )


def _is_right(answer: Solution) -> bool:
    expected = (1.0625, 8.0214743590, -2.5458333333, 2.75)
    return answer.point is not None and bool(np.allclose(answer.point.values, expected, rtol=0, atol=1e-8))
