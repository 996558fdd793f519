"""docs/rest.md: complete, and every line of it runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.openapi import openapi_text
from app.problems import PROBLEM_TYPES
from tests.app.server import running_server

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rest.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def test_every_operation_has_a_line() -> None:
    for path in json.loads(openapi_text())["paths"]:
        assert any(path.partition("{")[0] in line for line in COMMANDS), path


def test_every_problem_is_listed_with_its_status() -> None:
    rows = re.findall(r"(?m)^\| (\d{3}) \| (.*?) \|", PAGE)
    listed = {(code, int(status)) for status, codes in rows for code in re.findall(r"`(\w+)`", codes)}
    assert listed == {(kind.code, int(kind.status)) for kind in PROBLEM_TYPES.values()}


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_every_line_runs(tmp_path: Path) -> None:
    with running_server() as server:
        for line in COMMANDS:
            command = line.replace("http://localhost:8000", server.url).replace("/tmp/", f"{tmp_path}/")
            ended = subprocess.run(
                ["bash", "-o", "pipefail", "-c", command],
                cwd=ROOT / "scenarios" / "examples",
                capture_output=True,
                check=False,
                timeout=100,
            )
            assert ended.returncode == 0, (line, ended.stdout, ended.stderr)
