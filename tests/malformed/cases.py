"""The cases of the folders: what each index says about each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from models.findings import Finding, Location

HERE = Path(__file__).parent
INDEX = "index.yaml"
SCENARIOS = ("documents", "sections", "limits", "tables", "workbooks")
IMPORTS = "imports"
MAPPING_ENDING = ".import.yaml"


@dataclass(frozen=True)
class Expected:
    """One finding as the index describes it."""

    code: str
    at: str = ""
    line: int | None = None
    words: tuple[str, ...] = ()
    en: str = ""
    zh: str = ""


@dataclass(frozen=True)
class Case:
    """A broken file. Either `findings`, or what there is too much of, `too_large`."""

    path: Path
    findings: tuple[Expected, ...]
    too_large: str | None = None

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.path.parent.name}/{self.path.name}"


def cases(folder: str) -> list[Case]:
    """The cases of one folder, in the order of its index."""
    index = yaml.safe_load((HERE / folder / INDEX).read_text("utf-8"))
    return [_case(HERE / folder / name, entries) for name, entries in index.items()]


def address(place: Location) -> str:
    """Where a finding stands: `cells!C2`, `cells.csv:3:baseline`, or a JSON pointer."""
    if place.sheet is not None:
        return place.address
    if place.file is not None and place.file.endswith(".csv"):
        return ":".join(str(part) for part in (place.file, place.row, place.column) if part is not None)
    return place.pointer


def line(finding: Finding) -> int | None:
    """The line of a document; rows of tables are part of the address."""
    place = finding.location
    return None if place.sheet is not None or (place.file or "").endswith(".csv") else place.row


def _case(path: Path, entries: Sequence[Mapping[str, Any]]) -> Case:
    if "too_large" in entries[0]:
        return Case(path, (), entries[0]["too_large"])
    return Case(path, tuple(Expected(**{**entry, "words": tuple(entry.get("words", ()))}) for entry in entries))
