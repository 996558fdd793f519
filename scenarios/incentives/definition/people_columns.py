"""The columns of a people table: those that are known, and facts of people by any other name."""

from __future__ import annotations

from difflib import get_close_matches

from models.findings import Fact, FindingList, Suggestions
from models.tables.base import Table
from models.tables.inline_table import ATTRIBUTES, InlineTable
from scenarios.incentives.definition.columns import PEOPLE_COLUMN_NAMES

ALIKE = 0.7
"""Likeness from which on a name was probably meant to be a known one; `level` is not yet `label`."""


def check_people_columns(table: Table, findings: FindingList, notices: FindingList) -> None:
    """Columns that are needed are there, and other names are facts of people, not slips of the pen: a name like that of
    a known column that is nowhere stated would silently change pay.

    Finds `column_missing`, and in a document `person_field_alike`; notes `person_column_alike` of a table, which has no
    other place for such a fact.
    """
    if isinstance(table, InlineTable):
        for name, place in table.strangers(frozenset({*PEOPLE_COLUMN_NAMES, ATTRIBUTES})):
            near = _alike(name, table)
            if near:
                findings.add("person_field_alike", place, {"name": name[:60], "near": near})
        return
    suggestions = Suggestions(table.names)
    for name in ("key", "group"):
        if name not in table.names:
            facts: dict[str, Fact] = {"column": name, "near": suggestions.near(name)}
            findings.add("column_missing", table.place(None, name), facts)
    for name, place in table.strangers(PEOPLE_COLUMN_NAMES):
        near = _alike(name, table)
        if near:
            notices.add("person_column_alike", place, {"name": name[:60], "near": near})


def _alike(name: str, table: Table) -> list[str]:
    """The known column that a name looks like and that is not there."""
    return get_close_matches(name[:60], sorted(PEOPLE_COLUMN_NAMES - set(table.names)), n=1, cutoff=ALIKE)
