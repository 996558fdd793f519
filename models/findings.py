"""What is wrong with an input, as facts: a code, a place and values. Words are put on them at the edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
