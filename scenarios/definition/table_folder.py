"""Where the tables lie that a scenario names: the folder of its file, or what was sent along with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from models.errors import TooLarge
from models.findings import Fact, near_names
from scenarios.definition.read_files import read_whole


class TableRefused(Exception):
    """A table that cannot be fetched: `code` is `table_missing`, `table_outside` or `table_unreadable`."""

    def __init__(self, code: str, facts: Mapping[str, Fact]) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


class TableFolder(Protocol):
    """Files by the names that a scenario calls them: relative paths that stay within the folder."""

    def fetch(self, name: str, most_bytes: int) -> bytes:
        """The file's bytes. Raises TableRefused, TooLarge."""


class DiskFolder:
    """The folder of a scenario file. Symbolic links that lead out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, name: str, most_bytes: int) -> bytes:
        """The file's bytes. Raises TableRefused, TooLarge."""
        path = (self._folder / plain_name(name)).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise TableRefused("table_outside", {"file": name})
        if not path.is_file():
            beside = path.parent.iterdir() if path.parent.is_dir() else ()
            names = sorted(item.name for item in beside if item.is_file())[:200]
            raise TableRefused("table_missing", {"file": name, "near": near_names(path.name, names)})
        try:
            size = path.stat().st_size
            if size > most_bytes:
                raise TooLarge("bytes", size, most_bytes)
            return read_whole(path)
        except OSError as error:
            raise TableRefused("table_unreadable", {"file": name, "reason": error.strerror or str(error)}) from None


class UploadedTables:
    """Tables that were posted with a scenario. Names are looked up among them and never reach a disk."""

    def __init__(self, tables: Mapping[str, bytes]) -> None:
        self._tables = {uploaded_name(name): data for name, data in tables.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The tables' names, in the order in which they came."""
        return tuple(self._tables)

    def fetch(self, name: str, most_bytes: int) -> bytes:
        """The table's bytes. Raises TableRefused, TooLarge."""
        data = self._tables.get(uploaded_name(plain_name(name)))
        if data is None:
            raise TableRefused("table_missing", {"file": name, "near": near_names(name, self.names)})
        if len(data) > most_bytes:
            raise TooLarge("bytes", len(data), most_bytes)
        return data


def plain_name(name: str) -> str:
    """The name itself, if it is a path that goes down and never up. Raises TableRefused."""
    path = PurePosixPath(name)
    if "\\" in name or "\0" in name or path.is_absolute() or ".." in path.parts:
        raise TableRefused("table_outside", {"file": name})
    return name


def uploaded_name(name: str) -> str:
    """One spelling of a name: `./cells.csv` is `cells.csv`, and letters with accents are single characters."""
    return unicodedata.normalize("NFC", str(PurePosixPath(name)))
