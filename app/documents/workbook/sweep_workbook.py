"""A sweep as an Excel workbook: the same tidy table as its CSV, with numbers as numbers and words in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from app.documents.comparison.nodes import cut_labels
from app.documents.scorecard import CARD_COLUMNS
from app.documents.sweep_table import Cell, node_columns, sweep_columns, sweep_rows, text_columns
from app.documents.sweep_words import column_words, sweep_word
from app.documents.workbook.book import (
    HEADER,
    NUMBER_HEADER,
    SHARE,
    SUBTITLE,
    TEXT,
    TITLE,
    Book,
    put_number,
    put_text,
)
from app.messages import Language
from app.messages.amounts import unit_words
from models.allocation.rollup import cut_of
from scenarios.definition import Scenario

SHEET_ROWS = 1_000_000
"""Rows of one sheet: Excel ends soon after. What is left goes to further sheets."""

HEADER_ROW = 2
TEXT_WIDTH, NUMBER_WIDTH = 24.0, 14.0
SHARES = frozenset({name for name in CARD_COLUMNS if name.endswith(("_share", "_rate", "_probability"))})
"""Measures that people read in percent."""


def sweep_workbook(
    scenario: Scenario, document: Mapping[str, Any], language: Language, sheet_rows: int = SHEET_ROWS
) -> bytes:
    """The file's bytes, from a sweep document: the same for the same document and language."""
    book = Book(language)
    note, heads = _note(scenario, document, language), _heads(scenario, document, language)
    rows = sweep_rows(document, "message")
    number, part = 1, list(islice(rows, sheet_rows))
    while part or number == 1:
        _sheet(book, number, document, (note, heads), part)
        number, part = number + 1, list(islice(rows, sheet_rows))
    return book.close()


def _heads(scenario: Scenario, document: Mapping[str, Any], language: Language) -> list[str]:
    """Of the columns: a parameter goes by its pointer, an axis by what people call it."""
    labels = cut_labels(scenario.problem, cut_of(scenario.problem, document["by"]), language)
    axes = [head for label in labels for head in (sweep_word("key", language, name=label), label)]
    own = dict(zip(node_columns(document), axes, strict=True))
    own |= {item["pointer"]: item["pointer"] for item in document["parameters"]}
    return [own[name] if name in own else column_words(name, language) for name in sweep_columns(document)]


def _sheet(
    book: Book,
    number: int,
    document: Mapping[str, Any],
    told: tuple[str, Sequence[str]],
    rows: Sequence[Sequence[Cell]],
) -> None:
    """One sheet; `told`: the note above the table, and its heads."""
    language, columns, texts = book.language, sweep_columns(document), text_columns(document)
    note, heads = told
    pointers = {item["pointer"] for item in document["parameters"]}
    name = sweep_word("sheet", language)
    sheet = book.sheet(name if number == 1 else f"{name} {number}")
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    put_text(sheet, 1, 0, note, book.format(SUBTITLE))
    for place, column in enumerate(columns):
        put_text(sheet, HEADER_ROW, place, heads[place], book.format(HEADER if column in texts else NUMBER_HEADER))
        sheet.set_column(place, place, TEXT_WIDTH if column in texts else NUMBER_WIDTH, book.format())
    styles = [book.format(TEXT, number=SHARE if column in SHARES else None) for column in columns]
    for row, values in enumerate(rows, HEADER_ROW + 1):
        for place, value in enumerate(values):
            if columns[place] == "outcome":
                put_text(sheet, row, place, sweep_word(str(value), language), styles[place])
            elif isinstance(value, str):
                put_text(sheet, row, place, value, styles[place])
            elif value is not None:
                put_number(sheet, row, place, value, styles[place])
    sheet.set_row(HEADER_ROW, 45)
    sheet.freeze_panes(HEADER_ROW + 1, 1 + len(pointers))
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(rows), 1), len(columns) - 1)


def _note(scenario: Scenario, document: Mapping[str, Any], language: Language) -> str:
    """Whose plans these are, in which unit, and whether all points are there."""
    strategy = scenario.strategy_label(document["strategy"])
    note = sweep_word("note", language, strategy=strategy, unit=unit_words(scenario.problem.money, language))
    if document["complete"]:
        return note
    return f"{note} {sweep_word('cut_off', language, done=document['done'], count=document['points'])}"
