"""The work of one case: read, solve, judge, and say it in one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.checks.case_task import CaseRules, CaseTask
from app.checks.row import EXIT_CODES, CheckRow, RowMark
from app.messages.checks import ENDINGS, mark_words
from app.problems import BY_ERROR, exit_code, plain_problem, problem_document
from app.solver_choice import usable_backend
from models.allocation.figures import Figure, card_figures
from models.allocation.problem import AllocationProblem
from models.errors import AllotError
from scenarios.allocation import AllocationResult, allocate
from scenarios.checking.case_file import load_check_file
from scenarios.checking.judgement import Mark, MarkKind, Status, judge
from scenarios.checking.processes import Answer, Further, Limit, Message
from scenarios.definition import Ceilings, Scenario
from scenarios.definition.expectation import Expectation
from scenarios.plan_hash import plan_hash
from solvers.base import SolverOptions

_STATUS = {code: status for status, code in EXIT_CODES.items()}

Send = Callable[[Message[CaseTask, CheckRow]], None]


@dataclass(frozen=True)
class CaseWork:
    """Does the work of one case in a process of its own; nothing escapes it but messages."""

    rules: CaseRules

    def __call__(self, task: CaseTask, send: Send) -> None:
        send(Answer(self._row(task, send)))

    def _row(self, task: CaseTask, send: Send) -> CheckRow:
        row = CheckRow(task.file, "", Status.FAILED)
        try:
            file = load_check_file(Path(task.path), Ceilings())
            if task.place == 0 and not task.alone:
                count = len(file.expectations)
                send(Further(tuple(replace(task, place=place) for place in range(1, count))))
            expectation = file.expectations[task.place]
            row = replace(row, name=expectation.name, strategy=expectation.strategy, expected=expectation.outcome)
            return self._solved(row, file.scenario, expectation, send)
        except AllotError as error:
            return self._without_plan(row, error)
        except Exception as error:  # noqa: BLE001 - one broken case must not end the others
            facts = {"kind": type(error).__name__, "reason": str(error)[:300]}
            detail = ENDINGS["unexpected"].fill(facts, self.rules.language)
            return replace(row, problem=plain_problem(BY_ERROR[AllotError], detail, self.rules.language))

    def _solved(self, row: CheckRow, scenario: Scenario, expectation: Expectation, send: Send) -> CheckRow:
        seconds = self.rules.seconds or scenario.options.time_limit_seconds
        send(Limit(2.0 * seconds + self.rules.slack_seconds, expectation.name))
        row = replace(row, scenario_hash=scenario.scenario_hash)
        options = SolverOptions(
            time_limit_seconds=seconds,
            relative_gap=scenario.options.relative_gap,
            memory_limit_bytes=self.rules.settings.solver_memory_bytes,
        )
        name = self.rules.solver or expectation.solver or scenario.options.solver
        backend = usable_backend(self.rules.settings, name)
        result = allocate(scenario.problem, scenario.strategies[expectation.strategy], backend, options)
        judgement = judge(expectation, scenario, result)
        row = replace(
            row,
            status=judgement.status,
            outcome=str(result.outcome),
            solver=_solver(result),
            marks=tuple(_mark(mark, self.rules) for mark in judgement.marks),
            seconds=result.seconds,
        )
        if result.plan is None:
            return replace(row, problem=self._problem(result.error, scenario.problem))
        known = {name: value for name, value in card_figures(result.plan).items() if value is not None}
        return replace(row, figures=known, plan_hash=plan_hash(scenario.scenario_hash, result.plan))

    def _without_plan(self, row: CheckRow, error: AllotError) -> CheckRow:
        return replace(row, status=_STATUS[exit_code(error)], problem=self._problem(error))

    def _problem(self, error: AllotError | None, problem: AllocationProblem | None = None) -> Mapping[str, Any] | None:
        return None if error is None else problem_document(error, self.rules.language, problem)


def _solver(result: AllocationResult) -> Mapping[str, Any]:
    """Which solver ran and how; its time limit is what was left at its last call, and not the same twice."""
    options = {name: value for name, value in result.report.options.items() if name != "time_limit_seconds"}
    return {"name": result.report.name, "version": result.report.version, "options": options}


def _mark(mark: Mark, rules: CaseRules) -> RowMark:
    timing = mark.kind is MarkKind.SECONDS
    return RowMark(
        kind=mark.kind.value,
        subject=mark.subject,
        passed=mark.passed,
        operator=mark.operator,
        expected=_plain(mark.expected),
        actual=None if timing else _plain(mark.actual),
        tolerance=mark.tolerance,
        message=mark_words(mark, rules.language),
    )


def _plain(value: str | Figure | tuple[str, ...]) -> str | Figure | list[str]:
    return list(value) if isinstance(value, tuple) else value
