"""The benchmark of frontiers still runs and judges its points; how fast, nobody asks here."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.frontier import line, measured
from tests.benchmarks.many import write_instance


def test_a_small_one(tmp_path: Path) -> None:
    write_instance(tmp_path, 120)
    found = measured(tmp_path, "growth_range[region],profit", 3, "highs")
    assert found["points"] >= 2 and 0.0 <= found["within"] <= 1.01e-3 and found["widest"] > 0.0
    assert line(120, "a,b", {**found, "megabytes": 100.0}, 60.0).startswith("| 120 | a,b | ")
    assert "not within 60 s" in line(120, "a,b", None, 60.0)
