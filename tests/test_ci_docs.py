"""docs/ci.md: every figure is named, and what its snippets run can be run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from app.checks.row import EXIT_CODES
from models.allocation.better import CARD_FIGURES
from models.allocation.figures import NODE_FIGURES
from scenarios.definition.expectation_document import ExpectationDocument

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
TINY = ROOT / "scenarios" / "examples" / "tiny.scenario.yaml"


def blocks(language: str) -> list[str]:
    """The snippets of a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def workflow(key: str) -> dict[str, object]:
    """The snippet that holds a key at its top."""
    found = [yaml.safe_load(block) for block in blocks("yaml")]
    return next(one for one in found if isinstance(one, dict) and key in one)


def commands() -> Iterator[str]:
    """Every line of a shell that the page shows, those of the workflows too; installing is left out."""
    for block in blocks("sh"):
        yield from (line.partition("  #")[0].strip() for line in block.splitlines())
    steps = workflow("jobs")["jobs"]["check"]["steps"]  # type: ignore[index]
    scripts = [*(step.get("run", "") for step in steps), *workflow("targets")["targets"]["script"]]  # type: ignore[index]
    yield from (line for line in scripts if line and not line.startswith("pip install"))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planning repository with the files that the page speaks of."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "plans").mkdir()
    (folder / "plans" / "plan.scenario.yaml").write_bytes(TINY.read_bytes())
    case = "schema: allot.case/1\nscenario: plans/plan.scenario.yaml\nexpectations: [{outcome: optimal}]\n"
    (folder / "east.check.yaml").write_text(case)
    return folder


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.timeout(400)
def test_every_command_runs(repository: Path) -> None:
    """In the order of the page, as a CI system would: the first that fails ends it."""
    tools = Path(sys.executable).parent
    plugin = "-p app.pytest_plugin"
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "GITHUB_STEP_SUMMARY": str(repository / "step.md"),
        "LC_ALL": "C.UTF-8",
    }
    listed = list(commands())
    assert sum(line.startswith("allot check") for line in listed) >= 6
    for line in listed:
        command = line.replace("pytest ", f"pytest {plugin} ", 1) if not _is_installed() else line
        ended = subprocess.run(
            ["bash", "-c", command], cwd=repository, env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, (command, ended.stdout, ended.stderr)
    assert (repository / "step.md").read_text().startswith("## Targets checked")
    assert (repository / "report.xml").read_text().startswith("<?xml")


def _is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(one.name == "allot" for one in entry_points(group="pytest11"))


@pytest.mark.parametrize("figure", sorted({*CARD_FIGURES, *NODE_FIGURES}))
def test_every_figure_is_named(figure: str) -> None:
    assert f"`{figure}`" in PAGE


@pytest.mark.parametrize("field", list(ExpectationDocument.model_fields))
def test_every_field_is_explained(field: str) -> None:
    assert f"`{field}`" in PAGE.partition("## Figures")[0]


def test_every_exit_code_is_listed() -> None:
    listed = {int(code) for code in re.findall(r"(?m)^\| (\d) \|", PAGE)}
    assert listed == {*EXIT_CODES.values(), 2}


def test_examples_of_case_files_and_expectations_are_sound() -> None:
    for block in blocks("yaml"):
        found = yaml.safe_load(block)
        for written in found.get("expectations", ()):
            ExpectationDocument.model_validate(written)
