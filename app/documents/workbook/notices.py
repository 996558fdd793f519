"""What is worth knowing about the scenario and its plan."""

from __future__ import annotations

from app.documents.plan import plan_notices
from app.documents.workbook.book import SUBTITLE, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet
from app.messages import describe, describe_place


def write_notices(view: PlanView, book: Book) -> None:
    """One row per notice."""
    columns = [
        TableColumn(view.word("notice"), "wrapped", 100.0),
        TableColumn(view.word("where"), width=30.0),
        TableColumn(view.word("code"), width=26.0),
    ]
    rows: list[list[Value]] = [
        [describe(one, view.language), describe_place(one.location, view.language), one.code]
        for one in plan_notices(view.scenario, view.result)
    ]
    title = view.word("sheet_notices")
    sheet = table_sheet(view, book, free_name(book, title), title, columns, rows)
    if not rows:
        put_text(sheet, HEADER_ROW + 1, 0, view.word("no_notices"), book.format(SUBTITLE))
