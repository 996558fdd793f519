"""Text columns of tables: one line each, no control characters."""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import Fact, FindingList
from models.formula_text import is_formula
from models.tables.base import Table, add_for_rows
from scenarios.definition.fields import CONTROL

MAX_TEXT = 200
"""Longest key, label or reason, in characters."""


def text_column(table: Table, column: str, findings: FindingList) -> Sequence[str]:
    """The column's trimmed texts, "" where nothing is stated. Finds `not_text`, `control_character`,
    `formula_text`, `text_too_long`."""
    texts = table.texts(column, findings)
    if CONTROL.search("".join(texts)):
        faults: list[tuple[int, dict[str, Fact]]] = [
            (row, {"value": ascii(text)[1:61]}) for row, text in enumerate(texts) if CONTROL.search(text)
        ]
        add_for_rows(findings, table, "control_character", column, faults)
    formulas: list[tuple[int, dict[str, Fact]]] = [
        (row, {"value": text[:60]}) for row, text in enumerate(texts) if text[:1] in "=@+-" and is_formula(text)
    ]
    add_for_rows(findings, table, "formula_text", column, formulas)
    if max(map(len, texts), default=0) > MAX_TEXT:
        faults = [
            (row, {"length": len(text), "bound": MAX_TEXT}) for row, text in enumerate(texts) if len(text) > MAX_TEXT
        ]
        add_for_rows(findings, table, "text_too_long", column, faults)
    return texts
