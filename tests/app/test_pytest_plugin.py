"""The pytest plugin: what it collects, what it leaves alone, and what its failures say."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from app.settings import Settings

pytestmark = pytest.mark.usefixtures("forkserver")

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"
TINY = (EXAMPLES / "tiny.scenario.yaml").read_text("utf-8").partition("\nexpectations:")[0]
MISSED = """
expectations:
  - {outcome: optimal}
  - {name: north, metrics: [{metric: target, operator: ">", value: 4800}]}
"""
CACHE = str(Settings().cache)
"""Where the solvers are already known to work; pytester gives each test a home of its own."""

pytest_plugins = ("pytester",)


@pytest.fixture(autouse=True)
def plans(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two scenarios, a case file and a test in a folder; English whatever the machine speaks."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("ALLOT_CACHE_FOLDER", CACHE)
    pytester.makefile(".scenario.yaml", good=TINY, missed=TINY + MISSED)
    pytester.makefile(".check.yaml", good="schema: allot.case/1\nscenario: good.scenario.yaml\nexpectations: [{}]\n")
    pytester.makepyfile(test_other="def test_other(): pass")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """pytest with the plugin, whether or not it is installed as one."""
    installed = any(one.name == "allot" for one in entry_points(group="pytest11"))
    return pytester.runpytest_inprocess(*(() if installed else ("-p", "app.pytest_plugin")), *arguments)


class TestCollection:
    def test_leaves_other_runs_alone(self, pytester: pytest.Pytester) -> None:
        run(pytester).assert_outcomes(passed=1)

    def test_takes_what_is_named(self, pytester: pytest.Pytester) -> None:
        run(pytester, "good.scenario.yaml").assert_outcomes(passed=1)
        run(pytester, "good.check.yaml", "test_other.py").assert_outcomes(passed=2)

    def test_takes_everything_where_that_is_asked_for(self, pytester: pytest.Pytester) -> None:
        found = run(pytester, "--allot", "--collect-only", "-q")
        found.stdout.fnmatch_lines(
            [
                "good.check.yaml::balanced",
                "good.scenario.yaml::balanced",
                "missed.scenario.yaml::balanced",
                "missed.scenario.yaml::north",
                "test_other.py::test_other",
            ]
        )

    def test_or_where_the_configuration_asks_for_it(self, pytester: pytest.Pytester) -> None:
        pytester.makeini("[pytest]\nallot = true\n")
        run(pytester).assert_outcomes(passed=4, failed=1)

    def test_one_expectation_can_be_chosen(self, pytester: pytest.Pytester) -> None:
        run(pytester, "missed.scenario.yaml::balanced").assert_outcomes(passed=1)
        run(pytester, "--allot", "-k", "north").assert_outcomes(failed=1, deselected=4)


class TestFailures:
    def test_are_sentences(self, pytester: pytest.Pytester) -> None:
        found = run(pytester, "missed.scenario.yaml")
        found.assert_outcomes(passed=1, failed=1)
        found.stdout.fnmatch_lines(
            ["*missed.scenario.yaml · north*", "expectation missed", "  target is 4,800; more than 4,800 is expected."]
        )
        found.stdout.no_fnmatch_line("*Traceback*")

    def test_in_chinese(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        run(pytester, "missed.scenario.yaml").stdout.fnmatch_lines(["  target 为 4,800，预期大于 4,800。"])

    def test_of_a_broken_file_are_errors_of_its_collection(self, pytester: pytest.Pytester) -> None:
        pytester.makefile(".scenario.yaml", broken=TINY.replace("period: 2025", "perod: 2025"))
        found = run(pytester, "broken.scenario.yaml", "test_other.py")
        found.assert_outcomes(errors=1)
        found.stdout.fnmatch_lines(["*broken.scenario.yaml, line *, /perod: “perod” is not known here.*"])

    def test_of_a_missing_solver(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALLOT_CBC", "/nonexistent/cbc")
        found = run(pytester, "good.scenario.yaml")
        found.assert_outcomes(failed=1)
        found.stdout.fnmatch_lines(["solver missing"])
        run(pytester, "good.scenario.yaml", "--allot-solver", "highs").assert_outcomes(passed=1)

    def test_of_a_setting_that_cannot_be_used(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALLOT_MAX_ROWS", "many")
        found = run(pytester, "good.scenario.yaml")
        found.assert_outcomes(failed=1)
        found.stdout.fnmatch_lines(["*ALLOT_MAX_ROWS*"])


def test_it_is_declared_as_a_plugin() -> None:
    text = (EXAMPLES.parents[1] / "pyproject.toml").read_text("utf-8")
    assert '[project.entry-points.pytest11]\nallot = "app.pytest_plugin"' in text
