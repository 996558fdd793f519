"""Which files a check is about: files, folders and patterns become one list without repetitions."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from scenarios.checking.endings import ENDINGS

_LOCK = "~$"
"""How the names of the files begin that spreadsheets leave beside a workbook that is open."""


class NothingToCheck(Exception):
    """`patterns` that match no file."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        super().__init__(", ".join(self.patterns))


def find_paths(patterns: Sequence[str]) -> tuple[Path, ...]:
    """The files of all patterns, sorted. A file is taken whatever its name is; of folders, searched to the bottom, and
    of patterns (`*`, `?`, `[a-z]`, `**` for any folders) those with the right endings. What is hidden is left out.

    Raises NothingToCheck with every pattern that matches nothing.
    """
    found: dict[str, Path] = {}
    empty = []
    for pattern in patterns:
        paths = list(_matches(pattern))
        if not paths:
            empty.append(pattern)
        for path in paths:
            found.setdefault(os.path.realpath(path), path)
    if empty:
        raise NothingToCheck(empty)
    return tuple(sorted(found.values(), key=lambda path: path.parts))


def _matches(pattern: str) -> Iterator[Path]:
    path = Path(os.path.normpath(pattern))
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from _in_folder(path)
    elif glob.has_magic(pattern):
        for match in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - Path.glob refuses absolute patterns
            found = Path(os.path.normpath(match))
            if found.is_file() and _is_wanted(found.name):
                yield found


def _in_folder(folder: Path) -> Iterator[Path]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(inside) / name for name in names if _is_wanted(name))


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not name.startswith((".", _LOCK))
