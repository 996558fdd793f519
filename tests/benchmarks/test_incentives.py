"""The benchmark of costs still runs, and every way pays the same; how fast, nobody asks here."""

from __future__ import annotations

import pytest

from tests.benchmarks import incentives
from tests.benchmarks.incentives import closed_form_seconds, main, memory_limit, naive_speed, pandas_speed


def test_every_way_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incentives, "CERTIFICATE", 60)
    main(["--people", "20", "--draws", "20", "--simulated", "50"])
    said = capsys.readouterr().out
    assert "limit of the memory" in said and "Allot, two threads" in said


def test_parts() -> None:
    assert memory_limit(4, 160_000) > 0
    assert naive_speed(10).per_second > 0 and pandas_speed(10, 5).way == "pandas"
    assert all(seconds > 0 for seconds in closed_form_seconds(5))
