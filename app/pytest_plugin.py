"""The pytest plugin: scenarios and case files as tests, where they are named or asked for.

`pytest plans/east.scenario.yaml` runs what the file expects; `pytest --allot`, or `allot = true` in the configuration,
every scenario and case file below the folders that are collected. Nothing else of a test run changes: whatever takes
time to load is loaded by the first scenario.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scenarios.checking.endings import ENDINGS

if TYPE_CHECKING:
    from app.checks.row import CheckRow
    from app.messages import Language

_ON = "allot"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--allot` and `--allot-solver`; `allot` in the configuration file."""
    group = parser.getgroup("allot", "scenarios of sales targets")
    group.addoption("--allot", action="store_true", help="Collect *.scenario.yaml and *.check.yaml everywhere.")
    group.addoption("--allot-solver", metavar="NAME", default=None, help="Solver of all cases. Default: their own.")
    parser.addini(_ON, "Collect *.scenario.yaml and *.check.yaml everywhere.", type="bool", default=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """A collector for files that are named on the command line, or all where that is asked for."""
    if not file_path.name.lower().endswith(ENDINGS):
        return None
    wanted = parent.config.getoption(_ON) or parent.config.getini(_ON) or parent.session.isinitpath(file_path)
    return ScenarioFile.from_parent(parent, path=file_path) if wanted else None


class ScenarioFile(pytest.File):
    """A scenario or a case file: one test per expectation."""

    def collect(self) -> Iterator[CaseItem]:
        """The tests. A file that is not right is an error of collection that lists what is wrong."""
        from models.errors import AllotError
        from scenarios.checking.case_file import load_check_file
        from scenarios.definition import Ceilings

        try:
            expectations = load_check_file(self.path, Ceilings()).expectations
        except AllotError as error:
            raise self.CollectError(_error_words(error)) from None
        for place, expectation in enumerate(expectations):
            item = CaseItem.from_parent(self, name=expectation.name)
            item.place = place
            yield item


class CaseItem(pytest.Item):
    """One expectation of one scenario, the one at `place`."""

    place = 0

    def runtest(self) -> None:
        """Solve and compare, in a process of its own. Raises NotAsExpected."""
        from app.checks.case_task import CaseRules, CaseTask
        from app.checks.case_work import CaseWork
        from app.checks.run import process_rules, run_cases
        from app.settings import Settings
        from scenarios.checking.judgement import Status

        rules = CaseRules(Settings.from_environment(), _language(), self.config.getoption("allot_solver"))
        task = CaseTask(self.nodeid, self.place, str(self.path), alone=True)
        row = run_cases([task], CaseWork(rules), process_rules(1))[0]
        if row.status is not Status.PASSED:
            raise NotAsExpected(row)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong in sentences, without a traceback."""
        from models.errors import AllotError

        if isinstance(excinfo.value, NotAsExpected):
            return _row_words(excinfo.value.row)
        if isinstance(excinfo.value, AllotError):
            return _error_words(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the test stands, and what its failure is headed with."""
        return self.path, None, f"{self.path.name} · {self.name}"


class NotAsExpected(Exception):
    """A case that did not pass, with its row."""

    def __init__(self, row: CheckRow) -> None:
        self.row = row
        super().__init__(f"{row.file}: {row.status}")


def _row_words(row: CheckRow) -> str:
    from app.documents.check.check_text import detail_lines
    from app.messages.checks import STATUSES

    language = _language()
    return "\n".join(
        [STATUSES[row.status.value].text(language), *(f"  {line}" for line in detail_lines(row, language))]
    )


def _error_words(error: Any) -> str:
    from app.messages import describe, describe_place
    from app.messages.errors import describe_error

    language = _language()
    places = [
        f"  {describe_place(finding.location, language)}: {describe(finding, language)}"
        for finding in getattr(error, "findings", ())
    ]
    return "\n".join([describe_error(error, language), *places])


def _language() -> Language:
    from app.interruption import locale_language

    return locale_language(os.environ)
