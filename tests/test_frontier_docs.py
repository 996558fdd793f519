"""docs/frontiers.md: its commands run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from models.allocation.aims.aim_name import AIMS, LEVEL_AIMS, NODE_AIMS
from tests.app.cli.conftest import allot_with

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "frontiers.md").read_text("utf-8")
COMMANDS = re.findall(r"(?m)^allot (.*)$", PAGE)


@pytest.mark.parametrize(
    "command", [pytest.param(one, marks=[pytest.mark.slow] if "company" in one else []) for one in COMMANDS]
)
def test_every_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert allot_with(*shlex.split(command.replace("/tmp/", f"{tmp_path}/"))).code == 0


def test_every_aim_is_named() -> None:
    assert all(f"`{name}`" in PAGE for name in (*AIMS, *NODE_AIMS, *LEVEL_AIMS))
