"""docs/explain.md: its commands run, and its example is what the command says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from app.messages.ledger import TITLES
from tests.app.cli.conftest import allot_with

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "explain.md").read_text("utf-8")
COMMANDS = re.findall(r"(?m)^allot (explain .*)$", PAGE)
(EXAMPLE,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert allot_with(*shlex.split(command)).code == 0


def test_the_example_is_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = allot_with(*shlex.split(COMMANDS[0])).out
    assert [line.rstrip() for line in said.splitlines()] == EXAMPLE.splitlines()


def test_every_line_is_explained_in_its_order() -> None:
    rows = re.findall(r"(?m)^\| ([^|]+?) \| [^|]+ \|$", PAGE.partition("## The lines")[2].partition("\n## ")[0])
    assert rows[1:] == [title.en for title in TITLES.values()]
