"""A sheet with one table as it is: title, whose plans these are and in which unit, header, rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.workbook.book import HEADER, SUBTITLE, TEXT, TITLE, TOTAL, Book, Style, put_number, put_text
from app.messages.amounts import unit_words
from app.messages.sentence import Sentence
from scenarios.definition import Scenario

NOTE = Sentence("Strategy: {strategy}. Amounts in {unit}.", "策略：{strategy}。金额单位：{unit}。")

HEADER_ROW = 2
FIRST_ROW = HEADER_ROW + 1
WIDTH = 15.0

Cell = str | Decimal | int | float | None


def tidy_sheet(
    book: Book,
    name: str,
    scenario: Scenario,
    document: Mapping[str, Any],
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    totals: Sequence[Sequence[Cell]] = (),
    *,
    notes: Sequence[str] = (),
    formats: Mapping[int, str] | None = None,
) -> Any:
    """Write the sheet. `totals` stand below the rows, `notes` behind the unit; `formats`: how numbers of a column are
    shown."""
    sheet = book.sheet(name)
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    facts = {
        "strategy": scenario.strategy_label(document["strategy"]),
        "unit": unit_words(scenario.problem.money, book.language),
    }
    between = "" if book.language == "zh" else " "
    put_text(sheet, 1, 0, between.join([NOTE.fill(facts, book.language), *notes]), book.format(SUBTITLE))
    for place, title in enumerate(header):
        put_text(sheet, HEADER_ROW, place, title, book.format(HEADER))
    for row, values in enumerate([*rows, *totals], FIRST_ROW):
        style = TEXT if row < FIRST_ROW + len(rows) else TOTAL
        _put_row(book, sheet, row, values, style, formats or {})
    sheet.set_column(0, len(header) - 1, WIDTH, book.format())
    sheet.freeze_panes(FIRST_ROW, 1)
    return sheet


def _put_row(
    book: Book, sheet: Any, row: int, values: Sequence[Cell], style: Style, formats: Mapping[int, str]
) -> None:
    for place, value in enumerate(values):
        if isinstance(value, (int, float, Decimal)):
            put_number(sheet, row, place, value, book.format(style, number=formats.get(place)))
        elif value is not None:
            put_text(sheet, row, place, value, book.format(style))
