"""Settings: read from the environment, strict, and documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.messages import describe
from app.settings import Settings, setting_names, variable
from models.errors import InvalidInput

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "settings.md"


class TestFromEnvironment:
    def test_defaults(self) -> None:
        assert Settings.from_environment({}) == Settings()

    def test_every_setting_can_be_set(self) -> None:
        written = {variable(name): "7" for name in setting_names()}
        read = Settings.from_environment(written)
        assert all(str(getattr(read, name)) == "7" for name in setting_names())

    def test_empty_is_not_set(self) -> None:
        assert Settings.from_environment({"ALLOT_MAX_ROWS": "", "ALLOT_CBC": " "}) == Settings()

    def test_no_queue_is_possible(self) -> None:
        assert Settings.from_environment({"ALLOT_WAITING_SOLVES": "0"}).waiting_solves == 0

    @pytest.mark.parametrize("written", ["0", "-1", "1.5", "many", "1e6", "٣", "9" * 30])
    def test_refuses_what_is_no_whole_number(self, written: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            Settings.from_environment({"ALLOT_MAX_ROWS": written, "ALLOT_MAX_SECONDS": "x"})
        assert len(caught.value.findings) == 2
        assert "ALLOT_MAX_ROWS" in describe(caught.value.findings[0], "en")

    def test_reads_the_process_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALLOT_MAX_DEPTH", "9")
        assert Settings.from_environment().ceilings.depth == 9


class TestDocumentation:
    @pytest.mark.parametrize("name", setting_names())
    def test_every_setting_is_documented(self, name: str) -> None:
        default = getattr(Settings(), name)
        row = next(
            line for line in DOCUMENTATION.read_text().splitlines() if line.startswith(f"| `{variable(name)}` |")
        )
        assert default is None or f"| {default} |" in row
