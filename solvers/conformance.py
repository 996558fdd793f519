"""Runs the conformance suite on the actual solver, before it is offered to anybody."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from solvers.base import SolverBackend
from solvers.conformance_checks import CHECKS, Check, CheckFailedError

WORKERS = 2


@dataclass(frozen=True)
class CheckResult:
    """One check's outcome; `reason` is empty when it passed."""

    name: str
    reason: str

    @property
    def passed(self) -> bool:
        """True when the solver answered as it must."""
        return not self.reason


@dataclass(frozen=True)
class ConformanceReport:
    """All checks of one backend."""

    backend: str
    version: str
    seconds: float
    results: tuple[CheckResult, ...]

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that failed, in order."""
        return tuple(result for result in self.results if not result.passed)


def run_conformance(backend: SolverBackend) -> ConformanceReport:
    """Run every check; nothing that a backend does escapes as an exception."""
    started = time.monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:
        reasons = pool.map(lambda check: _reason(check, backend), CHECKS.values())
        results = tuple(CheckResult(name, reason) for name, reason in zip(CHECKS, reasons, strict=True))
    return ConformanceReport(backend.name, backend.version(), time.monotonic() - started, results)


def conformance_of(backend: SolverBackend) -> ConformanceReport:
    """The report of `backend`; a pass is remembered for the life of the process, a failure is tried again."""
    try:
        return _passing_report(backend)
    except _NotConformingError as failed:
        return failed.report


class _NotConformingError(Exception):
    def __init__(self, report: ConformanceReport) -> None:
        self.report = report
        super().__init__(report.backend)


@cache
def _passing_report(backend: SolverBackend) -> ConformanceReport:
    report = run_conformance(backend)
    if report.failures:
        raise _NotConformingError(report)
    return report


def _reason(check: Check, backend: SolverBackend) -> str:
    try:
        check(backend)
    except CheckFailedError as failure:
        return str(failure)
    except Exception as error:  # noqa: BLE001 - a backend that raises has failed, however it raises
        return f"raised {type(error).__name__}: {error}"
    return ""
