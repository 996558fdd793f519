"""A document as it was read: plain values, and on which line each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from models.findings import Finding, Location
from models.tables.base import Table

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

MAX_EXPONENT = 400
"""Decimal exponent beyond which a number is refused as it is read; floats end at 308."""


@dataclass(frozen=True)
class Lines:
    """The line of a value, and of the values within it. A value on the same line as its container is left out."""

    line: int
    within: Mapping[str | int, Lines]


@dataclass(frozen=True)
class Source:
    """The document as plain values: objects, lists, text, truth values, whole numbers and Decimals.

    `lines` is there for YAML; `file` for documents that came from a file. A workbook has `places` (the cell of every
    value, by pointer), `tables` (by the name that the document refers to them with; None: not readable) and `faults`,
    what is wrong with its sheets.
    """

    value: object
    file: str | None = None
    lines: Lines | None = None
    places: Mapping[str, Location] | None = None
    tables: Mapping[str, Table | None] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()

    def locate(self, finding: Finding) -> Finding:
        """The finding with the document's file and line or cell, unless it already stands in a table, or in none."""
        place = finding.location
        if place.file is not None or place.sheet is not None or place.parameter is not None:
            return finding
        if self.places is not None:
            return Finding(finding.code, self._cell(place.pointer, self.places), finding.facts)
        if self.file is None and self.lines is None:
            return finding
        located = Location(place.pointer, self.file, self.line(place.pointer), place.column)
        return Finding(finding.code, located, finding.facts)

    def outline(self) -> Source:
        """The same places without the values: what to keep for faults that show once the document is read."""
        return replace(self, value=None, tables={}, faults=())

    def unexplained(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings that are no mere consequences: nothing was wrong at their place, around it, or within their row."""
        known = {fault.location.pointer for fault in self.faults}
        cells = {_cell_of(fault.location) for fault in self.faults}
        rows = {outer for pointer in known for outer in _around(pointer) if outer.count("/") > 1}
        return [
            finding
            for finding in findings
            if finding.location.pointer not in rows
            and (finding.location.column is None or _cell_of(finding.location) not in cells)
            and not known & set(_around(finding.location.pointer))
        ]

    def _cell(self, pointer: str, places: Mapping[str, Location]) -> Location:
        """The cell of the value at a pointer, or of the nearest value around it."""
        found = next((places[outer] for outer in _around(pointer) if outer in places), Location())
        return Location(pointer, self.file, found.row, found.column, found.sheet)

    def line(self, pointer: str) -> int | None:
        """The line of the value at a JSON pointer, or of the nearest value around it."""
        if self.lines is None:
            return None
        lines = self.lines
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            found = lines.within.get(key) or (lines.within.get(int(key)) if key.isdecimal() else None)
            if found is None:
                break
            lines = found
        return lines.line


def _cell_of(place: Location) -> tuple[str | None, int | None, str | None]:
    return place.sheet, place.row, place.column


def _around(pointer: str) -> Iterator[str]:
    """The pointer, and those of everything around it up to the document."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""


def first_control(text: str) -> tuple[str, int] | None:
    """The first character that neither YAML nor JSON may hold, as U+0000, and its line."""
    found = _CONTROL.search(text)
    return None if found is None else (f"U+{ord(found.group()):04X}", text.count("\n", 0, found.start()) + 1)


class NumberOutOfRange(ValueError):
    """A written number that is too large or too fine for any quantity of a plan."""


def exact_integer(text: str) -> int | Decimal:
    """A whole number; as a Decimal when it is too long to be a count or an amount. Raises NumberOutOfRange."""
    return int(text) if len(text) <= 18 else exact_decimal(text)


def exact_decimal(text: str) -> Decimal:
    """A decimal number, exactly. Raises NumberOutOfRange where arithmetic with it would overflow."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NumberOutOfRange(text[:60]) from None
    if abs(number.adjusted()) > MAX_EXPONENT:
        raise NumberOutOfRange(text[:60])
    return number


def lone_surrogate(value: object) -> str | None:
    """The first text with half of a surrogate pair: such text cannot be stored, sent or hashed."""
    waiting: list[object] = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str) and not _encodes(current):
            return current
        if isinstance(current, Mapping):
            waiting += [*current.keys(), *current.values()]
        elif isinstance(current, Sequence) and not isinstance(current, str):
            waiting += current
    return None


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
