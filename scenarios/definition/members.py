"""Member rows of one dimension, read and made a tree."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.allocation.dimensions import AttributeValue, Dimension
from models.allocation.tree import MemberRow, build_dimension
from models.findings import FindingList, Suggestions, as_pointer, near_names
from models.tables.base import Table
from models.tables.inline_table import ATTRIBUTES, InlineTable
from scenarios.definition.columns import MEMBER_COLUMN_NAMES, MEMBER_COLUMNS
from scenarios.definition.document import DimensionDocument
from scenarios.definition.fields import CONTROL, visible
from scenarios.definition.number_columns import rate_column
from scenarios.definition.phasing import check_dates
from scenarios.definition.table_reading import TableReader
from scenarios.definition.text_columns import text_column

MAX_ATTRIBUTE_NAME = 120

PRIORITY = next(column for column in MEMBER_COLUMNS if column.name == "priority")


def read_dimension(
    document: DimensionDocument, position: int, reader: TableReader, hire_attribute: str | None = None
) -> Dimension | None:
    """The dimension at a position of the document; None with the reasons in the reader's findings. With
    `hire_attribute`, the name of the attribute that holds hire dates, the dates of its members are checked."""
    pointer = as_pointer(["dimensions", position, "members"])
    findings = reader.findings
    before = len(findings)
    table = reader.read(document.members, pointer)
    if table is None:
        return None
    _check_columns(table, findings)
    rows = _rows(table, document, hire_attribute, findings) if table.count else []
    if not table.count:
        findings.add("no_members", table.place(None, None), {"dimension": document.name})
    if len(findings) > before:
        return None
    label = document.label or document.name
    return build_dimension(document.name, label, document.all_levels, rows, table.place, findings)


def _check_columns(table: Table, findings: FindingList) -> None:
    """In a file every other column is an attribute; inline rows keep theirs under `attributes`."""
    if not isinstance(table, InlineTable):
        if "key" not in table.names:
            near = near_names("key", table.names)
            findings.add("column_missing", table.place(None, "key"), {"column": "key", "near": near})
        return
    known = [*sorted(MEMBER_COLUMN_NAMES), ATTRIBUTES]
    suggestions = Suggestions(known)
    for name, place in table.strangers(frozenset(known)):
        facts = {"field": name[:60], "known": known, "near": suggestions.near(name)}
        findings.add("field_unknown", place, facts)


def _rows(
    table: Table, document: DimensionDocument, hire_attribute: str | None, findings: FindingList
) -> list[MemberRow]:
    keys, labels, parents, levels = (
        text_column(table, column.name, findings) for column in MEMBER_COLUMNS if column.kind == "text"
    )
    priorities = rate_column(table, PRIORITY, findings)
    refused = {finding.location for finding in findings}
    rows = []
    for row, key in enumerate(keys):
        if not key and table.place(row, "key") not in refused:
            findings.add("field_missing", table.place(row, "key"), {"field": "key"})
        attributes = table.attributes(row, MEMBER_COLUMN_NAMES, findings)
        _check_attributes(attributes, row, table, document, findings)
        if hire_attribute is not None:
            check_dates(attributes, row, table, hire_attribute, findings)
        priority = None if np.isnan(priorities[row]) else float(priorities[row])
        label, parent, level = labels[row] or None, parents[row] or None, levels[row] or None
        rows.append(MemberRow(row, key, label, parent, level, priority, attributes))
    return rows


def _check_attributes(
    attributes: Mapping[str, AttributeValue],
    row: int,
    table: Table,
    document: DimensionDocument,
    findings: FindingList,
) -> None:
    for name, value in attributes.items():
        place = table.attribute_place(row, name)
        if not name:
            findings.add("text_empty", place, {"value": name})
        elif len(name) > MAX_ATTRIBUTE_NAME:
            findings.add("text_too_long", place, {"length": len(name), "bound": MAX_ATTRIBUTE_NAME})
        elif CONTROL.search(name):
            findings.add("control_character", place, {"value": visible(name[:60])})
        elif _taken(name, document):
            findings.add("attribute_name_taken", place, {"name": name})
        if isinstance(value, str) and CONTROL.search(value):
            findings.add("control_character", place, {"value": visible(value[:60])})


def _taken(name: str, document: DimensionDocument) -> bool:
    """A level or the dimension itself already answers to this name in selectors."""
    return name == document.name or name in document.all_levels
