"""Which files have been read, for whoever writes some: none of these may be written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_NOTED: ContextVar[set[tuple[int, int]] | None] = ContextVar("files read", default=None)
"""Device and number of every file read within `noting_reads`; None outside of it, where nobody asks."""


@contextmanager
def noting_reads() -> Iterator[None]:
    """Within it every file that `read_whole` reads is remembered."""
    token = _NOTED.set(set())
    try:
        yield
    finally:
        _NOTED.reset(token)


def read_whole(path: Path) -> bytes:
    """The file's bytes. Raises OSError."""
    note_read(path)
    return path.read_bytes()


def note_read(path: Path) -> None:
    """Remember a file that somebody else reads. Raises OSError where there is none."""
    noted = _NOTED.get()
    if noted is not None:
        noted.add(_identity(path))


def was_read(path: Path) -> bool:
    """Whether this is one of the files read, by whatever name or link."""
    noted = _NOTED.get()
    return bool(noted) and path.exists() and _identity(path) in (noted or ())


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
