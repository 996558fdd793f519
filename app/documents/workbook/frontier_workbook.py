"""A frontier, or alternatives, as an Excel workbook: the table, and for two aims a chart of the frontier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.alternatives import alternatives_table
from app.documents.frontier import frontier_table
from app.documents.workbook.book import HEADER, TEXT, TITLE, Book, put_number, put_text
from app.messages import Language
from app.messages.aims import aim_words
from app.messages.frontier_heads import alternatives_heads, frontier_heads, head

_WIDTH = 15.0


def frontier_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from a frontier document; between two aims with a chart beneath the points' table."""
    book = Book(language)
    header, rows = frontier_table(document)
    place = header.index("outcome")
    for row in rows:
        row[place] = head(row[place], language)
    name = head("frontier", language)
    sheet = _sheet(book, name, document, frontier_heads(document, header, language), rows)
    if len(document["aims"]) == 2 and not document["by"] and len(rows) > 1:
        chart = book.chart("scatter", "straight_with_markers")
        places = [header.index(f"loss_{aim['name']}") for aim in document["aims"]]
        x, y = ([name, 2, place, 1 + len(rows), place] for place in places)
        chart.add_series({"name": name, "categories": x, "values": y})
        for axis, aim in zip((chart.set_x_axis, chart.set_y_axis), document["aims"], strict=True):
            axis({"name": aim_words(aim, language)})
        chart.set_legend({"none": True})
        sheet.insert_chart(len(rows) + 3, 1, chart)
    return book.close()


def alternatives_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from an alternatives document."""
    book = Book(language)
    header, rows = alternatives_table(document)
    _sheet(book, head("alternatives", language), document, alternatives_heads(document, header, language), rows)
    return book.close()


def _sheet(
    book: Book, name: str, document: Mapping[str, Any], header: Sequence[str], rows: Sequence[Sequence[Any]]
) -> Any:
    sheet = book.sheet(name)
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    for place, title in enumerate(header):
        put_text(sheet, 1, place, title, book.format(HEADER))
    for row, values in enumerate(rows, 2):
        for place, value in enumerate(values):
            if isinstance(value, (int, float, Decimal)):
                put_number(sheet, row, place, value, book.format())
            elif value is not None:
                put_text(sheet, row, place, str(value), book.format(TEXT))
    sheet.set_column(0, len(header) - 1, _WIDTH, book.format())
    sheet.freeze_panes(2, 1)
    return sheet
