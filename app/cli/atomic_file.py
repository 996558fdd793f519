"""Files that are there whole or not at all: written beside their place, then renamed into it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from models.errors import InvalidInput
from models.findings import Fact, Finding, Location
from scenarios.definition.read_files import was_read


class CannotWrite(Exception):
    """The file at `path` could not be written: the system's `reason`. Nothing of it is left."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


def check_writable(path: Path) -> None:
    """Find out before the work whether the file could be written after it. Raises InvalidInput, `out_is_input` for a
    file that the command has read, `output_folder_missing` where its folder is not there; CannotWrite for any other
    reason."""
    _check_unread(path)
    if not path.parent.exists():
        facts: dict[str, Fact] = {"file": path.name, "folder": str(path.parent)}
        raise InvalidInput([Finding("output_folder_missing", Location(file=str(path)), facts)])
    try:
        if path.is_dir():
            raise IsADirectoryError(None, os.strerror(21))
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write the file, replacing one that is there. Raises CannotWrite, and InvalidInput
    `out_is_input` for a file that the command has read; an interrupt leaves nothing either."""
    _check_unread(path)
    name: str | None = None
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
        name = None
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from None
    finally:
        if name is not None:
            with contextlib.suppress(OSError):
                Path(name).unlink()


def _check_unread(path: Path) -> None:
    if was_read(path):
        raise InvalidInput([Finding("out_is_input", Location(file=path.name), {"file": path.name})])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
