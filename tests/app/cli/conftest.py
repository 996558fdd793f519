"""Commands in this process: what they print, where, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from app.cli.main import app

EXAMPLES = Path(__file__).parents[3] / "scenarios" / "examples"
ENGLISH = {"LC_ALL": "en_US.UTF-8", "COLUMNS": "110", "NO_COLOR": "1"}
CHINESE = {**ENGLISH, "LC_ALL": "zh_CN.UTF-8"}


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Lines of the output, each with single blanks."""
        return [" ".join(line.split()) for line in self.out.splitlines()]


Allot = Callable[..., Ended]


def allot_with(*arguments: str | Path, environment: dict[str, str] | None = None) -> Ended:
    """Run one command. Nothing may escape it but its exit."""
    with patch.dict("os.environ", environment or ENGLISH):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def allot() -> Allot:
    """Runs a command."""
    return allot_with


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the smallest example that a test may spoil."""
    path = tmp_path / "tiny.scenario.yaml"
    path.write_text((EXAMPLES / "tiny.scenario.yaml").read_text("utf-8"), "utf-8")
    return path


@pytest.fixture(scope="package")
def company_zh() -> Iterator[Ended]:
    """The company example, solved once, in its own language."""
    yield allot_with("solve", EXAMPLES / "company.scenario.yaml")


@pytest.fixture(scope="package")
def company_en() -> Iterator[Ended]:
    """Its English twin."""
    yield allot_with("solve", EXAMPLES / "company-en.scenario.yaml", environment=CHINESE)
