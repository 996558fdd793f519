"""Runs the cases of many files and puts the rows in order."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.checks.case_task import CaseRules, CaseTask
from app.checks.case_work import CaseWork
from app.checks.row import PRECEDENCE, CheckRow
from app.messages.checks import ENDINGS
from app.messages.language import Language
from app.problems import BY_ERROR, plain_problem
from models.errors import LimitReached, SolverFailed
from scenarios.checking.baseline import BaselineCase, Comparison
from scenarios.checking.judgement import Status
from scenarios.checking.processes import NoAnswer, ProcessRules, run_tasks

PRELOAD = ("app.checks.case_work", "solvers.highs", "solvers.cbc")


@dataclass(frozen=True)
class CheckReport:
    """Every case of a check in the order of its files; with a baseline, what got worse."""

    rows: tuple[CheckRow, ...]
    comparison: Comparison | None = None
    baseline: str | None = None

    @property
    def counts(self) -> Mapping[Status, int]:
        """Cases by status, those that occurred, in the order of the statuses."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in Status if counted[status]}

    @property
    def exit_code(self) -> int:
        """0, or the first of 3, 6, 7, 5, 4, 1 that occurred."""
        found = {row.exit_code for row in self.rows}
        if self.comparison is not None and self.comparison.regressions:
            found.add(1)
        return next((code for code in PRECEDENCE if code in found), 0)

    def measured(self) -> dict[str, BaselineCase]:
        """What every case came to, as a baseline keeps it."""
        return {
            row.case: BaselineCase(
                outcome=row.outcome, figures={name: float(value) for name, value in row.figures.items()}
            )
            for row in self.rows
        }


def run_checks(
    paths: Sequence[Path], rules: CaseRules, jobs: int, done: Callable[[CaseTask], None] = lambda _: None
) -> tuple[CheckRow, ...]:
    """The rows of all files, in the order of the files and of what is expected of each."""
    return run_cases([first_task(path) for path in paths], CaseWork(rules), process_rules(jobs), done)


def run_cases(
    tasks: Sequence[CaseTask],
    work: CaseWork,
    processes: ProcessRules,
    done: Callable[[CaseTask], None] = lambda _: None,
) -> tuple[CheckRow, ...]:
    """The rows of the tasks and of those that came up in them."""
    order = {task.file: position for position, task in enumerate(tasks)}
    ended = run_tasks(work, tasks, processes, done)
    ranked = sorted(ended, key=lambda task: (order[task.file], task.place))
    return tuple(_row(task, ended[task], work.rules.language) for task in ranked)


def first_task(path: Path) -> CaseTask:
    """The first case of a file; it names the others."""
    return CaseTask(path.as_posix(), 0, str(path.absolute()))


def process_rules(jobs: int) -> ProcessRules:
    """How the processes of a check run."""
    return ProcessRules(jobs, PRELOAD)


def usable_cores() -> int:
    """How many processes this machine lets us run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _row(task: CaseTask, found: CheckRow | NoAnswer, language: Language) -> CheckRow:
    """The row of a case; of a process that ended without one, what is known."""
    if isinstance(found, CheckRow):
        return found
    if found.seconds is not None:
        detail = ENDINGS["timed_out"].fill({"seconds": found.seconds}, language)
        problem = plain_problem(BY_ERROR[LimitReached], detail, language)
        return CheckRow(task.file, found.label, Status.INCONCLUSIVE, problem=problem)
    detail = ENDINGS["died"].fill({"how": _how(found.code)}, language)
    problem = plain_problem(BY_ERROR[SolverFailed], detail, language)
    return CheckRow(task.file, found.label, Status.FAILED, problem=problem)


def _how(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
