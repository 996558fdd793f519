"""The solvers that exist: an explicit list, changed by a reviewed diff."""

from __future__ import annotations

from models.errors import SolverUnavailable, UnknownResource
from solvers.base import SolverBackend
from solvers.cbc import CbcBackend
from solvers.conformance import conformance_of
from solvers.highs import HighsBackend

BACKENDS: tuple[SolverBackend, ...] = (CbcBackend(), HighsBackend())
default = "cbc"


def backend_names() -> tuple[str, ...]:
    """Every known name, usable here or not."""
    return tuple(backend.name for backend in BACKENDS)


def find_backend(name: str = default) -> SolverBackend:
    """The backend called `name`, whether it conforms or not: for answers that are checked in full anyway.

    Raises UnknownResource for a name that is not in the list.
    """
    for backend in BACKENDS:
        if backend.name == name:
            return backend
    raise UnknownResource("solver", name, backend_names())


def judges(backend: SolverBackend) -> tuple[SolverBackend, ...]:
    """The backend and a second opinion, where there is one that is usable here."""
    others = (other for other in BACKENDS if other.name != backend.name and other.availability() is None)
    return (backend, *tuple(others)[:1])


def get_backend(name: str = default) -> SolverBackend:
    """The backend called `name`, ready for use.

    Raises UnknownResource for a name that is not in the list, SolverUnavailable when it cannot run here or fails its
    conformance suite (run once per process).
    """
    backend = find_backend(name)
    ensure_usable(backend)
    return backend


def ensure_usable(backend: SolverBackend) -> None:
    """Raises SolverUnavailable unless `backend` runs here and conforms. Also for backends with a path of their own."""
    reason = backend.availability()
    if reason is not None:
        raise SolverUnavailable(backend.name, reason)
    failed = conformance_of(backend).failures
    if failed:
        words = "; ".join(f"{result.name}: {result.reason}" for result in failed)
        raise SolverUnavailable(backend.name, f"it fails its conformance suite ({words})")
