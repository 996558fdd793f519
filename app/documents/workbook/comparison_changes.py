"""Who gains and who loses most under every strategy: a table and a chart each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.figures import hedged_cut
from app.documents.workbook.book import HEADING, Book, put_text
from app.documents.workbook.comparison_charts import lying_bars
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, Value, put_title, set_up_print, write_table

CHART_COLUMN = 6
LEAST_ROWS = 16
ROW_PIXELS, CHART_PIXELS = 21, 22


def write_changes(view: ComparisonView, book: Book) -> None:
    """Of the people, or of the cut that was asked for; no sheet where nothing differs."""
    for changes in view.document["changes"][:1]:
        title = view.word("changes", level=view.level(changes))
        name = free_name(book, view.word("sheet_changes"))
        sheet = book.sheet(name)
        put_title(view.plan, book, sheet, title, view.note(*hedged_cut(changes, view.language)))
        for column, width in enumerate((30.0, 16.0, 18.0, 14.0, 14.0, 3.0)):
            sheet.set_column(column, column, width, book.format())
        row = 3
        breaks: list[int] = []
        for one in changes["strategies"]:
            row = _write_strategy(view, book, sheet, name, row, changes, one)
            breaks.append(row)  # a chart is not cut in two
        sheet.set_h_pagebreaks(breaks[:-1])
        sheet.hide_gridlines(2)
        set_up_print(view.plan, sheet, None)


def _write_strategy(
    view: ComparisonView,
    book: Book,
    sheet: Any,
    name: str,
    row: int,
    changes: Mapping[str, Any],
    one: Mapping[str, Any],
) -> int:
    label = view.labels[one["strategy"]]
    put_text(sheet, row, 0, label, book.format(HEADING))
    shown = [*one["gains"], *reversed(one["losses"])]
    if not shown:
        put_text(sheet, row + 1, 0, view.word("nobody"), book.format())
        return row + 3
    columns = [
        TableColumn(" × ".join(changes["by_labels"])),
        TableColumn(view.word("before"), "amount"),
        TableColumn(view.word("after"), "amount"),
        TableColumn(view.word("difference"), "amount"),
        TableColumn(view.word("rate"), "growth"),
    ]
    rows: list[list[Value]] = [
        [" × ".join(change["label"]), change["before"], change["after"], change["difference"], change["rate"]]
        for change in shown
    ]
    end = write_table(view.plan, book, sheet, row + 1, columns, rows)
    signs = [change["difference"] >= 0 for change in shown]
    chart = lying_bars(
        view, book, name, (row + 2, row + 1 + len(rows)), 3, signs, f"{label} · {view.word('difference')}"
    )
    sheet.insert_chart(row, CHART_COLUMN, chart)
    return max(end + 2, row + LEAST_ROWS, row + 6 + len(rows) * CHART_PIXELS // ROW_PIXELS)
