"""What is wrong with an input, as facts: a code, a place and values. Words are put on them at the edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

Fact = str | int | float | Sequence[str]

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Location:
    """Where a finding stands: a JSON pointer into the document, or a row and column of a table.

    `row` is the line of the file as a spreadsheet shows it (the header is row 1).
    """

    pointer: str = ""
    file: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or worth knowing. `code` selects the sentence, `facts` fill it."""

    code: str
    location: Location = field(default_factory=Location)
    facts: Mapping[str, Fact] = field(default_factory=lambda: NO_FACTS)

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in self.facts.items())
        place = self.location.pointer or "document"
        return f"{self.code} at {place} ({facts})"


class FindingList:
    """Findings while they are gathered: readers add what they meet and go on."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(self, code: str, location: Location, facts: Mapping[str, Fact] = NO_FACTS) -> None:
        """Note one finding."""
        self._findings.append(Finding(code, location, facts))

    def extend(self, findings: Sequence[Finding]) -> None:
        """Note several findings."""
        self._findings += findings

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)


def as_pointer(parts: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) of keys and positions: ["a/b", 0] is `/a~1b/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """Up to three known names that look like `name`: what was probably meant."""
    return get_close_matches(name, known, n=3, cutoff=0.6)
