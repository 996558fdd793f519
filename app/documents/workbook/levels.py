"""One sheet per level: every member with its target beside last year, and the total."""

from __future__ import annotations

from app.documents.workbook.book import Book
from app.documents.workbook.node_rows import NodeTable
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, Value, table_sheet


def write_levels(view: PlanView, book: Book) -> None:
    """The sheets of all levels but the people's, which have their own; the largest targets first."""
    for part in view.levels:
        if part is view.people:
            continue
        name = view.word("by", level=view.part_name(part).lower() if view.language == "en" else view.part_name(part))
        uppers = view.names_above(part)
        table = NodeTable(view, part)
        columns = [
            TableColumn(view.part_name(part)),
            *(TableColumn(upper) for upper in uppers),
            *table.columns,
            TableColumn(view.word("key"), "key"),
        ]
        numbers = table.rows()
        rows: list[list[Value]] = [
            [view.label(part, node), *view.above(part, node), *numbers[node], part.groups.keys[node][0]]
            for node in view.largest_first(part)
        ]
        total = [view.word("total"), *([""] * len(uppers)), *table.total(), ""]
        table_sheet(view, book, free_name(book, name), name, columns, rows, [total])
