"""Rows written inside a document as tables: a list of objects with exact numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.findings import Fact, FindingList, Location, as_pointer
from models.tables.attribute_values import AttributeValue, attribute_from_number
from models.tables.number_faults import fault_of_text

ATTRIBUTES = "attributes"
"""The field of an inline row that holds its free facts."""


@dataclass(frozen=True, eq=False)
class InlineTable:
    """A list of row objects. `pointer` is the list's place in the document."""

    rows: Sequence[Mapping[str, object]]
    pointer: str

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def commas_group(self) -> bool:
        """Numbers are never texts here."""
        return False

    @property
    def names(self) -> Sequence[str]:
        """Every field that some row states, in order of appearance."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def texts(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as text. A whole number may stand for a key; anything else is `not_text`."""
        values = [row.get(column) for row in self.rows]
        return [
            value.strip() if isinstance(value, str) else self._text_of(value, index, column, findings)
            for index, value in enumerate(values)
        ]

    def numbers(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as written numbers. Finds `not_a_number` and what `fault_of_text` says."""
        texts: list[str] = []
        for index, row in enumerate(self.rows):
            value = row.get(column)
            if value is None:
                texts.append("")
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                texts.append(str(value))
            else:
                texts.append("")
                code = fault_of_text(value) if isinstance(value, str) else "not_a_number"
                findings.add(code, self.place(index, column), _value(value))
        return texts

    def attributes(
        self,
        row: int,
        known: frozenset[str],  # noqa: ARG002
        findings: FindingList,
    ) -> Mapping[str, AttributeValue]:
        """The row's `attributes` object; null states nothing."""
        written = self.rows[row].get(ATTRIBUTES)
        if written is None:
            return {}
        if not isinstance(written, Mapping):
            findings.add("not_an_object", self.place(row, ATTRIBUTES), _value(written))
            return {}
        return self._values(written, (row, ATTRIBUTES), findings)

    def free_facts(self, row: int, known: frozenset[str], findings: FindingList) -> Mapping[str, AttributeValue]:
        """The row's `attributes` object, and every field of the row that is not known. Finds `attribute_twice`."""
        loose = {name: value for name, value in self.rows[row].items() if name not in known and name != ATTRIBUTES}
        written = self.attributes(row, known, findings)
        for name in loose.keys() & written.keys():
            findings.add("attribute_twice", self.place(row, name), {"name": name[:60]})
        return {**written, **self._values(loose, (row,), findings)}

    def _values(
        self, written: Mapping[str, object], parts: Sequence[str | int], findings: FindingList
    ) -> dict[str, AttributeValue]:
        values: dict[str, AttributeValue] = {}
        for name, value in written.items():
            if isinstance(value, str | bool):
                values[name] = value
            elif isinstance(value, int | Decimal):
                values[name] = attribute_from_number(value)
            elif value is not None:
                place = Location(pointer=self.pointer + as_pointer([*parts, name]))
                findings.add("attribute_not_a_value", place, _value(value))
        return values

    def place(self, row: int | None, column: str | None) -> Location:
        """The JSON pointer of the row or field."""
        parts = [part for part in (row, column) if part is not None]
        return Location(pointer=self.pointer + as_pointer(parts))

    def outline(self) -> InlineTable:
        """The list's pointer."""
        return InlineTable((), self.pointer)

    def attribute_place(self, row: int, name: str) -> Location:
        """The pointer of the value within the row's `attributes`."""
        return Location(pointer=self.pointer + as_pointer([row, ATTRIBUTES, name]))

    def strangers(self, known: frozenset[str]) -> Sequence[tuple[str, Location]]:
        """Every field of every row that is not known."""
        return [
            (name, self.place(index, name))
            for index, row in enumerate(self.rows)
            if not row.keys() <= known
            for name in row
            if name not in known
        ]

    def _text_of(self, value: object, row: int, column: str, findings: FindingList) -> str:
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        findings.add("not_text", self.place(row, column), _value(value))
        return ""


def inline_table(values: Sequence[object], pointer: str, findings: FindingList) -> InlineTable | None:
    """Rows of a document as a table. Finds `not_an_object` for an item that is no row; None then."""
    faults = [index for index, value in enumerate(values) if not isinstance(value, Mapping)]
    for index in faults:
        findings.add("not_an_object", Location(pointer=pointer + as_pointer([index])), _value(values[index]))
    rows = [value for value in values if isinstance(value, Mapping)]
    return None if faults else InlineTable(rows, pointer)


def _value(value: object) -> Mapping[str, Fact]:
    return {"value": repr(value)[:60]}
