"""What is wrong with an input, as facts: a code, a place and values. Words are put on them at the edge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

Fact = str | int | float | Sequence[str]

FINDINGS_OF_ONE_FAULT = 50
NAMES_WITH_SUGGESTIONS = 20
LONGEST_NAME = 120

_POSITION = re.compile("/[0-9]+")

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Location:
    """Where a finding stands: a JSON pointer into the document, or a row and column of a table.

    `row` is the line of the file as a spreadsheet shows it (the header is row 1). In a workbook `sheet` is the sheet's
    name and `column` the column's letters; elsewhere `column` is the column's name. `parameter` is what was asked
    beside any document: a query parameter, or the option of that name.
    """

    pointer: str = ""
    file: str | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    parameter: str | None = None

    @property
    def address(self) -> str:
        """The place in one word: `cells!E7`, `cells.csv:7`, or the pointer."""
        if self.sheet is not None:
            return f"{self.sheet}!{self.column or ''}{self.row or ''}".removesuffix("!")
        return self.pointer if self.file is None or self.row is None else f"{self.file}:{self.row}"


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


_Fault = tuple[str, str | None, str | None, str | None, str]
"""What makes findings the same fault: code, file, sheet, column, and the pointer without positions."""


class FindingList:
    """Findings while they are gathered: readers add what they meet and go on.

    Of one fault in one column only the first are kept; a last finding, `more_of_the_same`, counts the others. A wrong
    file may have a million of them, and nobody reads more than a few.
    """

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._met: dict[_Fault, int] = {}
        self._overflow: dict[int, _Fault] = {}

    def add(self, code: str, location: Location, facts: Mapping[str, Fact] = NO_FACTS) -> None:
        """Note one finding."""
        fault = (code, location.file, location.sheet, location.column, _POSITION.sub("/#", location.pointer))
        met = self._met[fault] = self._met.get(fault, 0) + 1
        if met <= FINDINGS_OF_ONE_FAULT:
            self._findings.append(Finding(code, location, facts))
        elif met == FINDINGS_OF_ONE_FAULT + 1:
            self._overflow[len(self._findings)] = fault
            self._findings.append(Finding("more_of_the_same", location, NO_FACTS))

    def extend(self, findings: Sequence[Finding]) -> None:
        """Note several findings."""
        for finding in findings:
            self.add(finding.code, finding.location, finding.facts)

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        for place, finding in enumerate(self._findings):
            fault = self._overflow.get(place)
            if fault is None:
                yield finding
            else:
                count = self._met[fault] - FINDINGS_OF_ONE_FAULT
                yield Finding(finding.code, finding.location, {"same_as": fault[0], "count": count})


class Suggestions:
    """What was probably meant by names that do not exist. Looking for similar names is slow, so it is done for the
    first few different ones only."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known
        self._found: dict[str, list[str]] = {}

    def near(self, name: str) -> list[str]:
        """Up to three known names that look like `name`."""
        if name not in self._found and len(self._found) < NAMES_WITH_SUGGESTIONS:
            self._found[name] = near_names(name, self._known)
        return self._found.get(name, [])


def as_pointer(parts: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) of keys and positions: ["a/b", 0] is `/a~1b/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """Up to three known names that look like `name`: what was probably meant."""
    return get_close_matches(name[:LONGEST_NAME], known, n=3, cutoff=0.6)
