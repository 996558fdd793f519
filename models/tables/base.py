"""What readers of rows may ask of a table, wherever its rows come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from models.findings import Fact, FindingList, Location
from models.tables.attribute_values import AttributeValue


class Table(Protocol):
    """Rows with named columns. Null and "" are the same in a text column: nothing is stated."""

    @property
    def count(self) -> int:
        """Number of rows."""

    @property
    def commas_group(self) -> bool:
        """Whether a comma in a number's text groups thousands; else it may be a decimal mark."""

    @property
    def names(self) -> Sequence[str]:
        """Column names, in the order in which they first appear."""

    def texts(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as trimmed text, "" for null or an absent column. Finds `not_text`."""

    def numbers(self, column: str, findings: FindingList) -> Sequence[str]:
        """The column as written numbers, "" for null or an absent column. Finds values of another type."""

    def attributes(self, row: int, known: frozenset[str], findings: FindingList) -> Mapping[str, AttributeValue]:
        """The free facts of a row: what stands outside the known columns."""

    def attribute_place(self, row: int, name: str) -> Location:
        """Where a free fact of a row stands."""

    def strangers(self, known: frozenset[str]) -> Sequence[tuple[str, Location]]:
        """Columns that are not known, each with every place where people should look."""

    def place(self, row: int | None, column: str | None) -> Location:
        """Where a row or field stands, for people; without a row: the table."""

    def outline(self) -> Table:
        """The same places without the values: what to keep for faults that show once the table is read."""


def add_for_rows(
    findings: FindingList,
    table: Table,
    code: str,
    column: str | None,
    faults: Sequence[tuple[int, Mapping[str, Fact]]],
) -> None:
    """One finding per faulty row."""
    for row, facts in faults:
        findings.add(code, table.place(row, column), facts)
