"""docs/plan-lint.md and docs/consistent-rules.md: their commands run, their examples are what the commands say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from models.incentives.consistency.rule import RuleName
from models.incentives.lint.rules import RULES
from tests.app.cli.conftest import allot_with

ROOT = Path(__file__).parents[1]
PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("plan-lint.md", "consistent-rules.md")}
PAGES["consistent-rules.zh.md"] = (ROOT / "docs" / "consistent-rules.zh.md").read_text("utf-8")
COMMANDS = [command for page in PAGES.values() for command in re.findall(r"(?m)^allot (.*)$", page)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert allot_with(*shlex.split(command)).code == 0


@pytest.mark.parametrize(("page", "language"), [("consistent-rules.md", "en"), ("consistent-rules.zh.md", "zh")])
def test_the_example_is_what_is_said(page: str, language: str) -> None:
    (example,) = re.findall(r"```text\n(.*?)```", PAGES[page], re.DOTALL)
    said = allot_with("rules", "--lang", language).out
    assert [line.rstrip() for line in said.splitlines()] == example.splitlines()


def test_every_rule_is_named() -> None:
    assert all(f"`{rule.name}`" in PAGES["plan-lint.md"] for rule in RULES)
    for name in RuleName:
        option = f"`--{name.value.replace('_', '-')}`"
        assert option in PAGES["consistent-rules.md"] and option in PAGES["consistent-rules.zh.md"]
