"""A frontier as an Excel workbook: the table with the strategy's own plan below, and for two aims a chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.nodes import cut_labels
from app.documents.frontier import frontier_table
from app.documents.frontier_heads import frontier_heads, head
from app.documents.workbook.book import SHARE, Book
from app.documents.workbook.sweep_workbook import SHARES
from app.documents.workbook.tidy_sheet import FIRST_ROW, tidy_sheet
from app.messages import Language
from app.messages.aims import aim_words
from models.allocation.rollup import cut_of
from scenarios.definition import Scenario


def frontier_workbook(scenario: Scenario, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from a frontier document; between two aims with a chart beneath the points' table."""
    book = Book(language)
    header, rows = _table(document, language)
    axes = cut_labels(scenario.problem, cut_of(scenario.problem, document["by"]), language)
    name = head("frontier", language)
    heads = frontier_heads(document, header, axes, language)
    shares = {place: SHARE for place, column in enumerate(header) if column.removeprefix("card_") in SHARES}
    sheet = tidy_sheet(book, name, scenario, document, heads, rows, formats=shares)
    count = len(document["points"])
    if len(document["aims"]) == 2 and not document["by"] and count > 1:
        chart = book.chart("scatter", "straight_with_markers")
        places = [header.index(f"loss_{aim['name']}") for aim in document["aims"]]
        x, y = ([name, FIRST_ROW, place, FIRST_ROW + count - 1, place] for place in places)
        chart.add_series({"name": name, "categories": x, "values": y})
        for axis, aim in zip((chart.set_x_axis, chart.set_y_axis), document["aims"], strict=True):
            axis({"name": aim_words(aim, language)})
        chart.set_legend({"none": True})
        sheet.insert_chart(FIRST_ROW + len(rows) + 1, 1, chart)
    return book.close()


def _table(document: Mapping[str, Any], language: Language) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows with outcomes in words; without columns that are empty, as exchange rates between three."""
    header, rows = frontier_table(document, with_own=True)
    outcome = header.index("outcome")
    for row in rows:
        if row[outcome] is not None:
            row[outcome] = head(row[outcome], language)
        row[0] = head("own", language) if row[0] is None else row[0]
    filled = [place for place in range(len(header)) if any(row[place] is not None for row in rows)]
    return [header[place] for place in filled], [[row[place] for place in filled] for row in rows]
