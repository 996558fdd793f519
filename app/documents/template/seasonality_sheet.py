"""The sheet with the shape of the year: keys, then a column per calendar month."""

from __future__ import annotations

from app.documents.template.descriptions import CHINESE
from app.documents.template.sheet_writing import ScenarioBook, put_exact
from app.documents.workbook.book import TEXT, put_text
from models.allocation.problem import AllocationProblem
from scenarios.definition.phasing_document import MONTH_COLUMNS


def write_seasonality(book: ScenarioBook, problem: AllocationProblem) -> None:
    """One row per shape, those of a scenario in its order; without any, the header alone, which says nothing."""
    rows = () if problem.phasing is None else problem.phasing.seasonality
    stated = sorted({name for row in rows for name, _ in row.keys})
    names = stated or [problem.dimensions[0].name]
    zh = CHINESE["seasonality"]
    keys = (
        zh["key"] if book.language == "zh" else "Which cells the row is for; blank: all that have no row of their own."
    )
    headers = [(name, keys, 16.0) for name in names]
    headers += [
        (column.name, zh["month"] if book.language == "zh" else column.description, 10.0) for column in MONTH_COLUMNS
    ]
    sheet = book.table_sheet(book.title_of("seasonality"), headers, "Allot")
    text, number = book.book.format(TEXT, number="@"), book.book.format(TEXT, number="General")
    for place, row in enumerate(rows, start=1):
        for column, name in enumerate(names):
            put_text(sheet, place, column, dict(row.keys).get(name, ""), text)
        for column, value in enumerate(row.months, start=len(names)):
            put_exact(sheet, place, column, value, number)
    sheet.freeze_panes(1, len(names))
