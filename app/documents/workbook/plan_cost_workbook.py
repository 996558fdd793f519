"""The cost of an incentive plan as an Excel workbook: what matters in words, and a sheet per table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.documents.incentives.plan_cost_tables import CostTable, cost_tables, money_of
from app.documents.workbook.amount_format import amount_format
from app.documents.workbook.book import (
    HEADER,
    HEADING,
    NUMBER_HEADER,
    SHARE,
    TEXT,
    TITLE,
    Book,
    put_number,
    put_text,
)
from app.messages import Language
from app.messages.plan_cost import WORDS, cost_word

CORRELATION = "0.00"
WIDE, NARROW = 26.0, 15.0
NAMED = ("figure", "level", "kind", "decided_by")
"""Columns whose texts are words of the report."""

TEXTS = (*NAMED, "group", "component", "element")
COUNTS = ("people", "year")
CORRELATIONS = ("rank_correlation",)


def plan_cost_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes: the same for the same document and language."""
    book, amount = Book(language), amount_format(money_of(document))
    figures, *others = cost_tables(document)
    sheet = book.sheet(cost_word("title", language))
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    row = 1
    sentences = [*document["summary"], *(notice["message"] for notice in document["notices"])]
    for row, sentence in enumerate(sentences, 2):
        put_text(sheet, row, 0, sentence, book.format(TEXT))
    put_text(sheet, row + 2, 0, cost_word("figures", language), book.format(HEADING))
    _put(book, sheet, figures, row + 3, amount)
    for table in others:
        _put(book, book.sheet(cost_word(table.name, language)), table, 0, amount, frozen=True)
    return book.close()


def _put(book: Book, sheet: Any, table: CostTable, top: int, amount: str, *, frozen: bool = False) -> None:
    language = book.language
    for place, column in enumerate(table.columns):
        is_text = column in TEXTS
        put_text(sheet, top, place, cost_word(column, language), book.format(HEADER if is_text else NUMBER_HEADER))
        sheet.set_column(place, place, WIDE if is_text else NARROW, book.format())
    for row, values in enumerate(table.rows, top + 1):
        for place, value in enumerate(values):
            column = table.columns[place]
            is_share = column in table.shares or row - top - 1 in table.share_rows
            number = None if column in TEXTS else _number(column, amount, is_share=is_share)
            style = book.format(TEXT, number=number)
            if isinstance(value, Decimal | int | float):
                put_number(sheet, row, place, value, style)
            elif value is not None:
                put_text(sheet, row, place, shown_text(column, value, language), style)
    if frozen:
        sheet.freeze_panes(top + 1, 1)


def _number(column: str, amount: str, *, is_share: bool) -> str | None:
    if column in CORRELATIONS:
        return CORRELATION
    return SHARE if is_share else None if column in COUNTS else amount


def shown_text(column: str, value: str, language: Language) -> str:
    """A text of a table: words of the report in the reader's language, names as they are."""
    return WORDS[value].text(language) if column in NAMED and value in WORDS else value
