"""A forecast menu as an Excel sheet to print: what it means, the rates, and the pay table on one page."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from rich.cells import cell_len

from app.documents.workbook.book import (
    HEADER,
    NUMBER_HEADER,
    SUBTITLE,
    TITLE,
    TOTAL,
    WRAPPED,
    Book,
    put_number,
    put_text,
)
from app.documents.workbook.tables import A4
from app.messages.forecast_menu import MENU
from app.messages.language import Language

WHOLE = "0%"
DECIMALS = "0.0%"
FIRST_WIDTH, WIDTH = 20.0, 8.5
LINE_HEIGHT = 15.0


def forecast_menu_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes: the same for the same menu. Where forecast and actual are equal, pay is bold."""
    book = Book(language)
    sheet = book.sheet(MENU["sheet"].text(language))
    put_text(sheet, 0, 0, MENU["title"].text(language), book.format(TITLE))
    put_text(sheet, 1, 0, MENU["units"].text(language), book.format(SUBTITLE))
    width = len(document["forecasts"])
    row = 2
    for sentence in document["sentences"]:
        sheet.merge_range(row, 0, row, width, "", book.format(WRAPPED))
        put_text(sheet, row, 0, sentence, book.format(WRAPPED))
        sheet.set_row(row, LINE_HEIGHT * ceil(cell_len(sentence) / (0.9 * (FIRST_WIDTH + WIDTH * width))))
        row += 1
    _table(book, sheet, row + 1, document, language)
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, width, WIDTH)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    return book.close()


def _table(book: Book, sheet: Any, top: int, document: Mapping[str, Any], language: Language) -> None:
    put_text(sheet, top, 0, MENU["actual_by_forecast"].text(language), book.format(HEADER))
    head, pay = _number_form(document["forecasts"]), _number_form([one for row in document["pay"] for one in row])
    for place, forecast in enumerate(document["forecasts"], 1):
        put_number(sheet, top, place, forecast, book.format(NUMBER_HEADER, number=head))
    side = _number_form(document["actuals"])
    for row, (actual, values) in enumerate(zip(document["actuals"], document["pay"], strict=True), top + 1):
        put_number(sheet, row, 0, actual, book.format(HEADER, number=side))
        for place, (forecast, value) in enumerate(zip(document["forecasts"], values, strict=True), 1):
            style = book.format(TOTAL if forecast == actual else {}, number=pay)
            put_number(sheet, row, place, value, style)
    sheet.freeze_panes(top + 1, 1)


def _number_form(values: list[float]) -> str:
    """Percentages without decimals where none has any."""
    return WHOLE if all(round(value * 100, 6) == round(value * 100) for value in values) else DECIMALS
