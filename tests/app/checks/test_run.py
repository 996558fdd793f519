"""Runs of many cases: rows in order, rows of processes that hang or die, and what a run ends with."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.checks.case_task import CaseRules, CaseTask
from app.checks.case_work import CaseWork
from app.checks.row import EXIT_CODES, PRECEDENCE, CheckRow
from app.checks.run import CheckReport, first_task, run_cases
from app.settings import Settings
from scenarios.checking.baseline import Comparison, Regression
from scenarios.checking.judgement import Status
from scenarios.checking.processes import Limit, ProcessRules
from tests.app.cli.conftest import EXAMPLES

pytestmark = pytest.mark.usefixtures("forkserver")

RULES = CaseRules(Settings(), "en")


@dataclass(frozen=True)
class TroubledWork(CaseWork):
    """Hangs or dies in files of that name, and does the others."""

    def __call__(self, task: CaseTask, send: Callable[[Any], None]) -> None:
        if Path(task.file).name.startswith("hang"):
            send(Limit(0.3, "slow one"))
            time.sleep(600)
        if Path(task.file).name.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        super().__call__(task, send)


class TestRows:
    @pytest.mark.processes
    def test_one_that_hangs_and_one_that_dies_are_rows_like_others(self, tmp_path: Path) -> None:
        tasks = []
        for name in ("die", "hang", "sound"):
            path = tmp_path / f"{name}.scenario.yaml"
            path.write_bytes((EXAMPLES / "tiny.scenario.yaml").read_bytes())
            tasks.append(first_task(path))
        rows = run_cases(tasks, TroubledWork(RULES), ProcessRules(2))
        assert [(row.status, row.name) for row in rows] == [
            (Status.FAILED, ""),
            (Status.INCONCLUSIVE, "slow one"),
            (Status.PASSED, "balanced"),
        ]
        assert "ended by itself (SIGKILL)" in rows[0].complaints("en")[0]
        assert "ended after 0.3 seconds" in rows[1].complaints("en")[0]
        assert CheckReport(rows).exit_code == 7

    def test_a_defect_of_ours_is_a_row_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> None:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr("app.checks.case_work.allocate", broken)
        sent: list[Any] = []
        CaseWork(RULES)(first_task(EXAMPLES / "tiny.scenario.yaml"), sent.append)
        row = sent[-1].value
        assert (row.status, row.name) == (Status.FAILED, "balanced")
        assert "ZeroDivisionError: division by zero" in row.complaints("en")[0]


class TestExitCodes:
    @pytest.mark.parametrize("status", list(Status))
    def test_of_one_case(self, status: Status) -> None:
        assert CheckReport((CheckRow("a", "x", status),)).exit_code == EXIT_CODES[status]

    @pytest.mark.parametrize("statuses", list(itertools.combinations(Status, 2)))
    def test_of_two_the_first_in_order(self, statuses: tuple[Status, ...]) -> None:
        codes = {EXIT_CODES[status] for status in statuses}
        expected = next(code for code in (3, 6, 7, 5, 4, 1) if code in codes)
        for order in itertools.permutations(statuses):
            rows = tuple(CheckRow("a", status.value, status) for status in order)
            assert CheckReport(rows).exit_code == expected

    def test_all_together_and_all_but_the_first(self) -> None:
        left = [status for status in Status if status is not Status.PASSED]
        for code in PRECEDENCE:
            assert CheckReport(tuple(CheckRow("a", one.value, one) for one in left)).exit_code == code
            left = [status for status in left if EXIT_CODES[status] != code]
        assert left == []

    @pytest.mark.parametrize(("status", "code"), [(Status.PASSED, 1), (Status.BROKEN, 1), (Status.INFEASIBLE, 4)])
    def test_a_regression_counts_as_an_expectation(self, status: Status, code: int) -> None:
        regression = Regression("a#x", "loss", 1.0, 2.0, 1.0, 0.0)
        report = CheckReport((CheckRow("a", "x", status),), Comparison((regression,), (), ()), "b.json")
        assert report.exit_code == code

    def test_nothing_worse_is_no_failure(self) -> None:
        report = CheckReport((CheckRow("a", "x", Status.PASSED),), Comparison((), ("a#x",), ("b#y",)), "b.json")
        assert report.exit_code == 0


def test_a_baseline_knows_cases_by_file_and_name() -> None:
    rows = (
        CheckRow("p/a", "x", Status.PASSED, outcome="optimal", figures={"moved": Decimal("12.5"), "loss": -0.1}),
        CheckRow("p/b", "", Status.INVALID),
    )
    measured = CheckReport(rows).measured()
    assert list(measured) == ["p/a#x", "p/b"]
    assert dict(measured["p/a#x"].figures) == {"moved": 12.5, "loss": -0.1}
    assert measured["p/b"].outcome is None
