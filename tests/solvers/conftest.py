"""Backends and random programs shared by the solver tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from solvers.base import SolverBackend
from solvers.cbc import CbcBackend
from solvers.highs import HighsBackend
from solvers.registry import BACKENDS


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.name)
def backend(request: pytest.FixtureRequest) -> SolverBackend:
    found: SolverBackend = request.param
    return found


@pytest.fixture
def highs() -> HighsBackend:
    return HighsBackend()


@pytest.fixture
def private_temp(tmp_path: Path) -> Iterator[Path]:
    """A parent for the solver's folders (with blanks in its name); whatever the test does, nothing may be left."""
    folder = tmp_path / "a folder with blanks"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def cbc(private_temp: Path) -> CbcBackend:
    return CbcBackend(temp_folder=private_temp)
