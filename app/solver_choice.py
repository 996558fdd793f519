"""Which backend stands behind a solver's name here: the registry's, or the binary that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.settings import Settings
from models.errors import UnknownResource
from solvers.base import SolverBackend
from solvers.cbc import CbcBackend
from solvers.conformance_memory import ConformanceMemory
from solvers.registry import BACKENDS, backend_names


def backends(settings: Settings) -> tuple[SolverBackend, ...]:
    """Every known backend, usable here or not."""
    return tuple(_own_cbc(settings.cbc) if one.name == "cbc" and settings.cbc else one for one in BACKENDS)


def usable_backend(settings: Settings, name: str) -> SolverBackend:
    """The backend called `name`. Raises UnknownResource, SolverUnavailable."""
    for backend in backends(settings):
        if backend.name == name:
            ConformanceMemory(settings.cache).ensure_usable(backend, settings.cbc if name == "cbc" else None)
            return backend
    raise UnknownResource("solver", name, backend_names())


@cache
def _own_cbc(binary: Path) -> CbcBackend:
    """One backend per binary, so that its conformance suite runs once."""
    return CbcBackend(binary)
