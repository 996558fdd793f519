"""A pass is remembered on disk, for one build only."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import SolverUnavailable
from solvers import conformance_memory
from solvers.base import SolverBackend
from solvers.conformance_memory import FILE, ConformanceMemory, fingerprint
from solvers.highs import HighsBackend
from solvers.registry import find_backend


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the backends whose suite ran."""
    names: list[str] = []
    monkeypatch.setattr(conformance_memory, "ensure_usable", lambda backend: names.append(backend.name))
    return names


def test_a_pass_is_remembered(tmp_path: Path, runs: list[str]) -> None:
    for _ in range(2):
        ConformanceMemory(tmp_path / "cache").ensure_usable(find_backend("highs"))
    assert runs == ["highs"]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [FILE]


def test_a_failure_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(backend: SolverBackend) -> None:
        raise SolverUnavailable(backend.name, "broken")

    monkeypatch.setattr(conformance_memory, "ensure_usable", refuse)
    with pytest.raises(SolverUnavailable):
        ConformanceMemory(tmp_path).ensure_usable(find_backend("highs"))
    assert list(tmp_path.iterdir()) == []


def test_another_binary_runs_again(tmp_path: Path, runs: list[str]) -> None:
    binary = tmp_path / "solver"
    binary.write_bytes(b"one")
    ConformanceMemory(tmp_path).ensure_usable(find_backend("highs"), binary)
    binary.write_bytes(b"another")
    ConformanceMemory(tmp_path).ensure_usable(find_backend("highs"), binary)
    assert runs == ["highs", "highs"]


def test_another_solver_has_another_fingerprint() -> None:
    class Renamed(HighsBackend):
        name = "renamed"

    assert fingerprint(Renamed(), None) != fingerprint(HighsBackend(), None)


def test_an_unreadable_file_costs_only_the_suite(tmp_path: Path, runs: list[str]) -> None:
    (tmp_path / FILE).write_text("{not json", "utf-8")
    ConformanceMemory(tmp_path).ensure_usable(find_backend("highs"))
    assert runs == ["highs"]


def test_a_folder_that_cannot_be_made_costs_only_the_suite(tmp_path: Path, runs: list[str]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ConformanceMemory(tmp_path / "file" / "cache").ensure_usable(find_backend("highs"))
    assert runs == ["highs"]
