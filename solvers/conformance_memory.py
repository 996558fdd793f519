"""Remembers on disk which solver builds passed the conformance suite, so that one-shot commands start at once."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from solvers import conformance_checks
from solvers.base import SolverBackend
from solvers.registry import ensure_usable

FILE = "conforming-solvers.json"


class ConformanceMemory:
    """Passes kept in one small file of `folder`; a folder that cannot be used only costs the suite's seconds.

    A pass counts for one build: solver, version, binary (size and time of change), suite and Python version.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def ensure_usable(self, backend: SolverBackend, binary: Path | None = None) -> None:
        """Raises SolverUnavailable unless this build passed before or passes now."""
        mark = fingerprint(backend, binary)
        passed = self._read()
        if mark in passed and backend.availability() is None:
            return
        ensure_usable(backend)
        self._write([*passed, mark])

    def _read(self) -> list[str]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [mark for mark in known if isinstance(mark, str)] if isinstance(known, list) else []

    def _write(self, marks: list[str]) -> None:
        draft = self._path.with_name(f"{FILE}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(marks[-20:]), "utf-8")
            draft.replace(self._path)
        except OSError:
            with suppress(OSError):
                draft.unlink()


def fingerprint(backend: SolverBackend, binary: Path | None) -> str:
    """Names one build of one solver under one suite."""
    parts = [backend.name, backend.version(), sys.version]
    if binary is not None and binary.exists():
        found = binary.stat()
        parts += [str(binary), str(found.st_size), str(found.st_mtime_ns)]
    suite = Path(conformance_checks.__file__).read_bytes()
    return hashlib.sha256("\n".join(parts).encode() + suite).hexdigest()
