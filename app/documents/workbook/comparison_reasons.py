"""Why strategies have no plan: below their score cards, or as the only sheet where none has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.alike import alike_reasons
from app.documents.comparison.figures import joined
from app.documents.comparison.words import word
from app.documents.workbook.book import HEADING, SUBTITLE, TEXT, TITLE, Book, put_text
from app.messages import Language


def write_reasons(book: Book, sheet: Any, row: int, document: Mapping[str, Any]) -> None:
    """From a row on, strategies with the same reasons together."""
    for labels, messages in alike_reasons(document):
        names = joined(labels, book.language)
        put_text(sheet, row, 0, word("no_plan_of", book.language, strategies=names), book.format(HEADING))
        for place, message in enumerate(messages, start=row + 1):
            put_text(sheet, place, 0, message, book.format(TEXT))
        row += len(messages) + 2


def reasons_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """A workbook of a comparison in which nobody has a plan: what contradicts what, and what would help."""
    book = Book(language)
    sheet = book.sheet(word("reason", language))
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    put_text(sheet, 1, 0, word("no_plan_at_all", language), book.format(SUBTITLE))
    sheet.set_column(0, 0, 120.0, book.format())
    write_reasons(book, sheet, 3, document)
    sheet.hide_gridlines(2)
    return book.close()
