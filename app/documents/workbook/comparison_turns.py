"""Break-evens of the base: from which intensity or weight on somebody falls behind somebody else."""

from __future__ import annotations

from app.documents.comparison.turn_lines import quiet_dials, turn_lines, turn_notes
from app.documents.workbook.book import Book, put_text
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet


def write_turns(view: ComparisonView, book: Book) -> None:
    """One row per change of places, where it was asked for."""
    turns = view.document["break_evens"]
    if turns is None:
        return
    columns = [
        TableColumn(view.word("turn_dial"), width=40.0),
        TableColumn(view.word("turn_stands"), "number", 11.0),
        TableColumn(view.word("turn_value"), "precise", 11.0),
        TableColumn(view.word("turn_behind"), width=28.0),
        TableColumn(view.word("turn_ahead"), width=28.0),
        TableColumn(view.word("turn_meeting"), "number", 16.0),
        TableColumn(view.word("turn_said"), width=70.0),
    ]
    rows: list[list[Value]] = [
        [one.dial, one.stands, one.value, one.behind, one.ahead, one.meeting, one.sentence] for one in turn_lines(turns)
    ]
    title = view.word("turns", strategy=view.labels[turns["strategy"]])
    note, *more = turn_notes(turns, view.language)
    name = free_name(book, view.word("sheet_turns"))
    sheet = table_sheet(view.plan, book, name, title, columns, rows, note=note)
    for row, text in enumerate([*more, *quiet_dials(turns, view.language)], HEADER_ROW + len(rows) + 2):
        put_text(sheet, row, 0, text, book.format())
