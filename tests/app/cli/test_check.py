"""`allot check`: forms, exit codes, baselines, languages, and the same bytes every time."""

from __future__ import annotations

import contextlib
import json
import signal
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import psutil
import pytest
import yaml

from app.documents.check.check_schema import CheckDocument
from tests.app.cli.conftest import CHINESE, ENGLISH, EXAMPLES, Allot, Ended, allot_with
from tests.app.cli.test_processes import start

pytestmark = pytest.mark.usefixtures("forkserver")

CHECKS = EXAMPLES.parent / "checks"
TINY = (EXAMPLES / "tiny.scenario.yaml").read_text("utf-8").partition("\nexpectations:")[0] + "\n"
CAPPED = TINY.replace("{amount: 4800, owner: CEO}", "{amount: 9000, owner: CEO}")


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of plans, seen from the folder above it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, expectations: str = "", text: str = TINY) -> Path:
    """A scenario with its expectations."""
    path = folder / f"{name}.scenario.yaml"
    path.write_text(f"{text}\nexpectations: {expectations}\n" if expectations else text, "utf-8")
    return path


Mixed = Callable[..., Ended]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    """Checks a folder with one case that passes, one that misses, one without a plan and one that is wrong. The same
    arguments are answered from memory."""
    above = tmp_path_factory.mktemp("mixed")
    folder = above / "plans"
    folder.mkdir()
    write(folder, "a-passes", '[{outcome: optimal, metrics: [{metric: target, operator: "==", value: 4800}]}]')
    write(folder, "b-misses", '[{metrics: [{metric: "target[rep=Ann]", operator: ">=", value: 2101}]}]')
    write(folder, "c-too-much", text=CAPPED)
    write(folder, "d-wrong", "[{strategy: growth}]")

    @cache
    def run(*arguments: str, chinese: bool = False) -> Ended:
        with contextlib.chdir(above):
            return allot_with("check", *(arguments or ("plans",)), environment=CHINESE if chinese else ENGLISH)

    return run


def document(ended: Ended) -> Any:
    """The report of `--format json`."""
    return json.loads(ended.out)


def statuses(ended: Ended) -> dict[str, str]:
    """Status by case."""
    return {f"{row['file']}#{row['name']}": row["status"] for row in document(ended)["cases"]}


class TestExitCodes:
    @pytest.mark.parametrize(
        ("expectations", "text", "arguments", "code"),
        [
            ("", TINY, (), 0),
            ("[{infeasible_because: [company_total, capacity]}]", CAPPED, (), 0),
            ("[{outcome: limit}]", TINY, ("--time-limit", "0.001"), 0),
            ('[{metrics: [{metric: target, operator: "<", value: 4800}]}]', TINY, (), 1),
            ("[{outcome: infeasible}]", TINY, (), 1),
            ("[{infeasible_because: [share_limit]}]", CAPPED, (), 1),
            ("[{objective: {value: 0.5}}]", TINY, (), 1),
            ("[{max_seconds: 0.0001}]", TINY, (), 1),
            ("[{solver: cplex}]", TINY, (), 3),
            ("", CAPPED, (), 4),
            ("", TINY, ("--time-limit", "0.001"), 5),
        ],
    )
    def test_of_one_case(
        self, allot: Allot, plans: Path, expectations: str, text: str, arguments: tuple[str, ...], code: int
    ) -> None:
        write(plans, "plan", expectations, text)
        ended = allot("check", "plans", *arguments)
        assert (ended.code, ended.err) == (code, "")

    def test_6_where_the_solver_is_missing(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan")
        ended = allot("check", "plans", environment={**ENGLISH, "ALLOT_CBC": "/nonexistent/cbc"})
        assert ended.code == 6
        assert "solver missing: plans/plan.scenario.yaml · balanced" in ended.out

    @pytest.mark.parametrize(("pattern", "code"), [("plans/[a-b]*", 1), ("plans/[a-c]*", 4), ("plans", 3)])
    def test_of_several_cases_the_first_in_order(self, mixed: Mixed, pattern: str, code: int) -> None:
        assert mixed(pattern).code == code

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("none.scenario.yaml",), "Nothing to check: none.scenario.yaml"),
            (("plans/*.json", "plans"), "Nothing to check: plans/*.json"),
            (("plans", "--worse", "1%"), "--baseline"),
            (("plans", "--worse", "much", "--baseline", "b.json"), "“much” is no allowance"),
            (("plans", "--worse", "-1%", "--baseline", "b.json"), "is no allowance"),
            (("plans", "--worse", "nan", "--baseline", "b.json"), "is no allowance"),
            (("plans", "--worse", "fairness=1%", "--baseline", "b.json"), "Did you mean terms.fairness"),
            ((), "Usage"),
            (("plans", "--format", "html"), "Usage"),
            (("plans", "--jobs", "0"), "Usage"),
        ],
    )
    def test_2_for_wrong_use(self, allot: Allot, plans: Path, arguments: tuple[str, ...], words: str) -> None:
        write(plans, "plan")
        ended = allot("check", *arguments)
        assert (ended.code, ended.out) == (2, "")
        assert words in ended.err

    def test_7_where_the_report_cannot_be_written(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan")
        (plans / "report.xml").mkdir()
        assert allot("check", "plans", "--out", "plans/report.xml").code == 7

    def test_3_where_its_folder_is_not_there(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan")
        assert allot("check", "plans", "--out", "nowhere/report.xml").code == 3


class TestText:
    def test_says_what_is_wrong_and_what_would_help(self, mixed: Mixed) -> None:
        ended = mixed()
        assert (
            ended.lines[0] == "passed: plans/a-passes.scenario.yaml · balanced · a plan that is proven to be the best"
        )
        assert "target[rep=Ann] is 2,100; at least 2,101 is expected." in ended.lines
        assert any(line.startswith("The caps of “largest target of a person” add up to 5,300") for line in ended.lines)
        assert any(line.startswith("What would help: Keep the company target and raise") for line in ended.lines)
        assert any("/expectations/0/strategy: There is no strategy called “growth”" in line for line in ended.lines)
        assert ended.lines[-1] == "1 of 4 cases passed: 1 × expectation missed, 1 × input not right, 1 × no plan."

    def test_in_chinese(self, mixed: Mixed) -> None:
        by_locale = mixed(chinese=True)
        assert by_locale.out == mixed("plans", "--lang", "zh").out
        assert "target[rep=Ann] 为 2,100，预期不低于 2,101。" in by_locale.lines
        assert any(line.startswith("可行的调整办法：保持公司目标不变") for line in by_locale.lines)
        assert by_locale.lines[-1] == "4 个用例中 1 个通过：未达预期 1 个、输入有误 1 个、无可行方案 1 个。"


class TestJson:
    def test_is_what_the_schema_says(self, allot: Allot, mixed: Mixed) -> None:
        found = document(mixed("plans", "--format", "json", "--timings"))
        schema = json.loads(allot("schema", "check").out)
        jsonschema.validate(found, schema)
        CheckDocument.model_validate(found)
        assert found["counts"] == {"passed": 1, "broken": 1, "invalid": 1, "infeasible": 1}
        assert (found["passed"], found["exit_code"]) == (False, 3)
        assert found["cases"][0]["seconds"] > 0

    def test_every_plan_carries_hash_solver_version_and_options(self, allot: Allot, plans: Path) -> None:
        path = write(plans, "plan")
        row = document(allot("check", "plans", "--format", "json"))["cases"][0]
        plan = document(allot("solve", path, "--json"))
        for name in ("scenario_hash", "plan_hash", "solver", "outcome", "strategy"):
            assert row[name] == plan[name]
        assert row["solver"]["version"] and row["solver"]["options"]
        assert row["figures"]["loss"] == plan["scorecard"]["loss"]

    def test_the_case_schema_takes_our_own_case_files(self, allot: Allot) -> None:
        schema = json.loads(allot("schema", "case").out)
        for path in CHECKS.glob("*.check.yaml"):
            jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), schema)


class TestJunit:
    def test_counts_and_kinds(self, mixed: Mixed) -> None:
        root = ElementTree.fromstring(mixed("plans", "--format", "junit").out.encode())
        assert (root.tag, root.attrib) == (
            "testsuites",
            {"name": "allot check", "tests": "4", "failures": "2", "errors": "1"},
        )
        assert [suite.get("name") for suite in root] == [f"plans/{name}.scenario.yaml" for name in NAMES]
        kinds = [(child.tag, child.get("type")) for test in root.iter("testcase") for child in test]
        assert kinds == [
            ("system-out", None),
            ("failure", "broken"),
            ("failure", "infeasible"),
            ("error", "invalid"),
        ]
        assert all(test.get("time") is None for test in root.iter("testcase"))

    def test_times_where_they_are_asked_for(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan")
        root = ElementTree.fromstring(allot("check", "plans", "--format", "junit", "--timings").out.encode())
        assert [float(test.get("time", "-1")) > 0 for test in root.iter("testcase")] == [True]


NAMES = ("a-passes", "b-misses", "c-too-much", "d-wrong")


class TestMarkdown:
    def test_has_a_table_and_the_smallest_change(self, mixed: Mixed) -> None:
        lines = mixed("plans", "--format", "markdown").out.splitlines()
        assert lines[0] == "## Targets checked"
        assert sum(line.startswith("| ") for line in lines) == 5
        assert r"target\[rep=Ann\] is 2,100; at least 2,101 is expected." in "\n".join(lines)
        assert any(line.startswith("- **What would help**: Keep the company target and raise") for line in lines)

    def test_in_chinese(self, mixed: Mixed) -> None:
        out = mixed("plans", "--format", "markdown", chinese=True).out
        assert "| 结果 | 用例 | 求解结果 | 问题 |" in out
        assert "- **可行的调整办法**: 保持公司目标不变" in out


class TestBaseline:
    BETTER = TINY.replace("strategic_intensity: 0.5", "strategic_intensity: 0.9")

    def test_what_got_worse_fails_and_what_is_allowed_does_not(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan", text=self.BETTER)
        written = allot("check", "plans", "--write-baseline", "main.json")
        assert written.code == 0 and "main.json" in written.err
        assert allot("check", "plans", "--baseline", "main.json").code == 0
        write(plans, "plan")
        ended = allot("check", "plans", "--baseline", "main.json")
        assert ended.code == 1
        assert any("plan.scenario.yaml · balanced: strategic_share was" in line for line in ended.lines)
        allowed = allot("check", "plans", "--baseline", "main.json", "--worse", "500%")
        assert (allowed.code, allowed.lines[-2]) == (0, "Nothing is worse than the baseline.")

    def test_in_every_form(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan", text=self.BETTER)
        allot("check", "plans", "--write-baseline", "main.json")
        write(plans, "plan")
        found = document(allot("check", "plans", "--baseline", "main.json", "--format", "json"))
        figures = [one["figure"] for one in found["comparison"]["regressions"]]
        assert "strategic_share" in figures and found["cases"][0]["status"] == "passed"
        junit = allot("check", "plans", "--baseline", "main.json", "--format", "junit").out
        assert [one.get("type") for one in ElementTree.fromstring(junit.encode()).iter("failure")] == ["regression"]
        markdown = allot("check", "plans", "--baseline", "main.json", "--format", "markdown", "--lang", "zh").out
        assert "### 比基线变差" in markdown and r"strategic\_share 由" in markdown

    def test_new_and_gone_cases(self, allot: Allot, plans: Path) -> None:
        first = write(plans, "first")
        allot("check", "plans", "--write-baseline", "main.json")
        first.rename(plans / "second.scenario.yaml")
        ended = allot("check", "plans", "--baseline", "main.json")
        assert ended.code == 0
        assert "Not in the baseline: plans/second.scenario.yaml · balanced." in ended.lines
        assert "In the baseline, but not checked now: plans/first.scenario.yaml · balanced." in ended.lines

    @pytest.mark.parametrize(("text", "words"), [(None, "There is no baseline"), ("{", "not valid JSON")])
    def test_that_cannot_be_read_is_said_before_anything_is_solved(
        self, allot: Allot, plans: Path, text: str | None, words: str
    ) -> None:
        write(plans, "plan")
        if text is not None:
            Path("main.json").write_text(text)
        ended = allot("check", "plans", "--baseline", "main.json")
        assert (ended.code, ended.out) == (3, "")
        assert words in ended.err


class TestBytes:
    @pytest.mark.parametrize("form", ["text", "json", "junit", "markdown"])
    def test_are_the_same_for_any_number_of_processes(self, mixed: Mixed, tmp_path: Path, form: str) -> None:
        once = mixed("plans", "--format", form, "--jobs", "1")
        again = mixed("plans", "--format", form, "--jobs", "3", "--out", str(tmp_path / "report"))
        assert (tmp_path / "report").read_bytes() == once.out.encode()
        assert "1 of 4 cases passed" in again.out

    def test_of_baselines_too(self, mixed: Mixed, tmp_path: Path) -> None:
        files = [tmp_path / "first.json", tmp_path / "second.json"]
        for file in files:
            mixed("plans", "--write-baseline", str(file))
        assert files[0].read_bytes() == files[1].read_bytes()
        assert set(json.loads(files[0].read_bytes())["cases"]) >= {"plans/a-passes.scenario.yaml#balanced"}


class TestFiles:
    def test_one_scenario_by_several_case_files(self, allot: Allot, plans: Path) -> None:
        write(plans, "plan")
        (plans / "cases").mkdir()
        for name, solver in (("one", "cbc"), ("two", "highs")):
            (plans / "cases" / f"{name}.check.yaml").write_text(
                "schema: allot.case/1\nscenario: ../plan.scenario.yaml\nexpectations:\n"
                f"  - {{solver: {solver}, outcome: optimal}}\n  - {{name: again, outcome: infeasible}}\n"
            )
        assert statuses(allot("check", "plans", "--format", "json")) == {
            "plans/cases/one.check.yaml#balanced, cbc": "passed",
            "plans/cases/one.check.yaml#again": "broken",
            "plans/cases/two.check.yaml#balanced, highs": "passed",
            "plans/cases/two.check.yaml#again": "broken",
            "plans/plan.scenario.yaml#balanced": "passed",
        }

    def test_workbooks(self, allot: Allot, plans: Path) -> None:
        allot("template", "--out", plans / "book.scenario.xlsx")
        (plans / "book.check.yaml").write_text(
            "schema: allot.case/1\nscenario: book.scenario.xlsx\nexpectations: [{outcome: optimal}]\n"
        )
        ended = allot("check", "plans")
        assert (ended.code, ended.lines[-1]) == (0, "All 2 cases passed.")


@pytest.mark.slow
@pytest.mark.processes
def test_ctrl_c_ends_every_case(allot: Allot, plans: Path) -> None:
    path = plans / "large.scenario.yaml"
    allot("generate", "--cells", "60000", "--tight", "0.8", "--out", path)
    for name in ("b", "c"):
        (plans / f"{name}.check.yaml").write_text(
            "schema: allot.case/1\nscenario: large.scenario.yaml\nexpectations: [{outcome: optimal}]\n"
        )
    process = start("check", str(plans), "--jobs", "3")
    family = _wait_for_children(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Interrupted; nothing was written."
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []


def _wait_for_children(pid: int) -> list[psutil.Process]:
    """The command's processes once three cases run: the server, what counts resources, and the cases."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        family = psutil.Process(pid).children(recursive=True)
        if len(family) >= 5:
            return family
        time.sleep(0.05)
    raise AssertionError("the cases never started")
