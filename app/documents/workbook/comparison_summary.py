"""The first sheet of a comparison: score cards side by side, moved money, and why strategies have no plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.documents.comparison.figures import (
    Kind,
    ScoreLine,
    Value,
    dominance_sentences,
    hedged_moves,
    score_lines,
)
from app.documents.comparison.pay import pay_notes
from app.documents.workbook.book import GROWTH, HEADER, HEADING, NUMBER_HEADER, SHARE, TEXT, Book, put_number, put_text
from app.documents.workbook.comparison_charts import lying_bars
from app.documents.workbook.comparison_reasons import write_reasons
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, put_title, set_up_print, write_table

CHART_ROWS = 16
_FORMATS: dict[Kind, str] = {"rate": GROWTH, "share": SHARE, "number": "0.000"}


def write_summary(view: ComparisonView, book: Book) -> None:
    """One page: every measure, one column per strategy."""
    name = free_name(book, view.plan.word("sheet_summary"))
    sheet = book.sheet(name)
    base = view.labels[view.document["base"]]
    put_title(view.plan, book, sheet, view.word("title"), f"{view.word('against', base=base)} {view.plan.note}")
    strategies = view.document["strategies"]
    sheet.set_column(0, 0, 38.0, book.format())
    sheet.set_column(1, len(strategies), 16.0, book.format())
    put_text(sheet, 3, 0, view.word("measure"), book.format(HEADER))
    for column, one in enumerate(strategies, start=1):
        put_text(sheet, 3, column, one["label"], book.format(NUMBER_HEADER))
    row = 4
    for line in score_lines(view.document, view.language):
        _write_line(view, book, sheet, row, line)
        row += 1
    below = [
        *dominance_sentences(view.document, view.language),
        *hedged_moves(view.document, view.language),
        *pay_notes(view.document, view.language),
    ]
    for sentence in below:
        put_text(sheet, row + 1, 0, sentence, book.format(TEXT))
        row += 1
    row = _write_moved(view, book, sheet, name, row + 2)
    write_reasons(book, sheet, row + 1, view.document)
    sheet.freeze_panes(4, 1)
    sheet.hide_gridlines(2)
    set_up_print(view.plan, sheet, 3)


def _write_line(view: ComparisonView, book: Book, sheet: Any, row: int, line: ScoreLine) -> None:
    put_text(sheet, row, 0, line.label, book.format(TEXT))
    for column, value in enumerate(line.values, start=1):
        if isinstance(value, str):
            put_text(sheet, row, column, value, book.format(TEXT, {"align": "right"}))
        else:
            put_number(sheet, row, column, value, book.format(TEXT, number=_format(view, line, value)))


def _format(view: ComparisonView, line: ScoreLine, value: Value) -> str:
    if line.name == "largest_regret":
        return "0.00%"
    if line.kind == "amount" and isinstance(value, Decimal | int):
        return view.plan.amount_format
    return _FORMATS.get(line.kind, view.plan.amount_format)


def _write_moved(view: ComparisonView, book: Book, sheet: Any, name: str, row: int) -> int:
    """What moves against the base, with its chart; the row after them."""
    moved = [one for one in view.document["strategies"] if one["moved"] and one["name"] != view.document["base"]]
    if not moved:
        return row
    title = view.word("moved_chart")
    put_text(sheet, row, 0, title, book.format(HEADING))
    columns = [TableColumn(view.word("strategy")), TableColumn(view.word("moved_from_base"), "amount")]
    rows = [[one["label"], one["moved"]["moved"]] for one in moved]
    end = write_table(view.plan, book, sheet, row + 1, columns, rows)
    sheet.set_row(row + 1, 30)
    sheet.insert_chart(row + 1, 3, lying_bars(view, book, name, (row + 2, row + 1 + len(rows)), 1, (), title))
    return max(end, row + 1 + CHART_ROWS)
