"""A tuning as an Excel workbook: what matters in words, a sheet per table, native charts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.documents.tuning.analysis_tables import (
    curve_table,
    distribution_table,
    frontier_table,
    sensitivity_table,
)
from app.documents.tuning.cells import Cell, TuningTable
from app.documents.tuning.tables import (
    blocking_table,
    certificate_table,
    checks_table,
    conditions_table,
    parameters_table,
    people_table,
    plans_table,
    search_table,
)
from app.documents.workbook.book import (
    ACCENT,
    HEADER,
    HEADING,
    NUMBER_HEADER,
    TEXT,
    TITLE,
    Book,
    put_number,
    put_text,
)
from app.documents.workbook.sheet_names import free_name
from app.messages import Language
from app.messages.tuning import OBJECTIVES, WORDS, tuning_word

FORMATS: Mapping[str, str] = {
    "amount": "#,##0.00",
    "change": "+#,##0.00;\\-#,##0.00;0.00",
    "gain": "+#,##0.00;\\-#,##0.00;0.00",
    "share": "0.0%",
    "share_change": "+0.0%;\\-0.0%;0.0%",
    "points": '0.0" {points}"',
    "points_change": '+0.0" {points}";\\-0.0" {points}";0.0" {points}"',
    "number": "General",
    "number_change": "+0.######;\\-0.######;0",
    "count": "#,##0",
}
WIDE, NARROW = 30.0, 15.0
TUNED = "#D97706"


def tuning_workbook(document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes: the same for the same document and language."""
    book = Book(language)
    _summary(book, document)
    _sheet(book, parameters_table(document, language))
    _curves(book, document)
    _sheet(book, people_table(document, language))
    _distribution(book, document)
    _frontier(book, document)
    _sheet(book, sensitivity_table(document, language))
    _sheet(book, certificate_table(document["certificate"], language))
    return book.close()


def _summary(book: Book, document: Mapping[str, Any]) -> None:
    language = book.language
    sheet = book.sheet(tuning_word("summary", language))
    put_text(sheet, 0, 0, f"{document['name']} · {document['plan_period']}", book.format(TITLE))
    row = 2
    for sentence in (*document["summary"], *(notice["message"] for notice in document["notices"])):
        put_text(sheet, row, 0, sentence, book.format(TEXT))
        row += 1
    for make in (plans_table, blocking_table, conditions_table, checks_table, search_table):
        table = make(document, language)
        if table.rows:
            put_text(sheet, row + 1, 0, tuning_word(table.name, language), book.format(HEADING))
            row = _put(book, sheet, table, row + 2)


def _sheet(book: Book, table: TuningTable) -> Any:
    """A sheet of its own; none for an empty table."""
    if not table.rows:
        return None
    sheet = book.sheet(free_name(book, tuning_word(table.name, book.language)))
    _put(book, sheet, table, 0)
    sheet.freeze_panes(1, 1)
    return sheet


def _put(book: Book, sheet: Any, table: TuningTable, top: int) -> int:
    """Write a table; the row behind it."""
    for place, column in enumerate(table.columns):
        put_text(sheet, top, place, column.head, book.format(HEADER if column.is_text else NUMBER_HEADER))
        sheet.set_column(place, place, WIDE if column.is_text else NARROW, book.format())
    for row, cells in enumerate(table.rows, top + 1):
        for place, cell in enumerate(cells):
            _cell(book, sheet, row, place, cell)
    return top + 1 + len(table.rows)


def _cell(book: Book, sheet: Any, row: int, place: int, cell: Cell) -> None:
    form = FORMATS.get(cell.kind)
    value = cell.value
    if form is not None and cell.kind in ("points", "points_change"):
        form = form.replace("{points}", WORDS["points"].fill({"points": ""}, book.language).strip())
        value = None if value is None else value * 100
    style = book.format(TEXT, number=form)
    if isinstance(value, Decimal | int | float):
        put_number(sheet, row, place, value, style)
    elif value is not None:
        put_text(sheet, row, place, value, style)


def _curves(book: Book, document: Mapping[str, Any]) -> None:
    """All curves below each other, a chart beside each."""
    if not document["curves"]:
        return
    language = book.language
    name = tuning_word("curves", language)
    sheet = book.sheet(name)
    top = 0
    for curve in document["curves"]:
        put_text(sheet, top, 0, curve["label"], book.format(HEADING))
        bottom = _put(book, sheet, curve_table(curve, language), top + 1)
        split = top + 2 + len(curve["today"])
        chart = book.chart("scatter", "straight_with_markers")
        for word, first, last, colour in (("today", top + 2, split - 1, ACCENT), ("tuned", split, bottom - 1, TUNED)):
            _add_line(chart, tuning_word(word, language), [name, first, 1, last, 1], [name, first, 2, last, 2], colour)
        chart.set_title({"name": curve["label"], "name_font": {"size": 11}})
        sheet.insert_chart(top, 4, chart)
        top = max(bottom, top + 16) + 1


def _distribution(book: Book, document: Mapping[str, Any]) -> None:
    table = distribution_table(document, book.language)
    sheet = _sheet(book, table)
    if sheet is None:
        return
    name, last = sheet.get_name(), len(table.rows)
    chart = book.chart("line")
    for column, colour in ((2, ACCENT), (3, TUNED)):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
                "line": {"color": colour, "width": 2},
            }
        )
    chart.set_x_axis({"num_format": "#,##0"})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(1, 5, chart)


def _frontier(book: Book, document: Mapping[str, Any]) -> None:
    table = frontier_table(document, book.language)
    sheet = _sheet(book, table)
    if sheet is None:
        return
    name, last = sheet.get_name(), len(table.rows)
    chart = book.chart("scatter", "straight_with_markers")
    for first, end, word, colour in ((1, 1, "today", "#B42318"), (2, 2, "tuned", TUNED), (3, last, "best", ACCENT)):
        if end >= first:
            x, y = [name, first, 2, end, 2], [name, first, 3, end, 3]
            _add_line(chart, tuning_word(word, book.language), x, y, colour)
    chart.set_x_axis({"name": table.columns[2].head, "num_format": "#,##0"})
    chart.set_y_axis({"name": OBJECTIVES["motivation"].text(book.language), "num_format": "#,##0"})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(last + 2, 0, chart)


def _add_line(chart: Any, name: str, x: list[Any], y: list[Any], colour: str) -> None:
    chart.add_series(
        {
            "name": name,
            "categories": x,
            "values": y,
            "line": {"color": colour, "width": 2},
            "marker": {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}},
        }
    )
