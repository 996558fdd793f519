"""Native charts of comparisons: strategies beside each other from zero, gains and losses, what things cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.workbook.book import BAD, GOOD, Book
from app.documents.workbook.charts import HEIGHT, LINES, WIDTH, dress, font_of, lying_axes
from app.documents.workbook.comparison_view import ComparisonView

LABEL = 0


def side_by_side(
    view: ComparisonView, book: Book, sheet: str, rows: tuple[int, int, int], columns: Sequence[int], title: str
) -> Any:
    """A column per strategy and node. `rows`: that of the header, the first and the last one; rows count from zero."""
    chart = book.chart("column")
    header, first, last = rows
    for place, column in enumerate(columns):
        chart.add_series(
            {
                "name": [sheet, header, column],
                "categories": [sheet, first, LABEL, last, LABEL],
                "values": [sheet, first, column, last, column],
                "fill": {"color": LINES[place % len(LINES)]},
                "gap": 70,
            }
        )
    dress(view.plan, chart, title)
    chart.set_y_axis({"min": 0, "num_format": "#,##0", "num_font": font_of(view.plan, 9)})
    chart.set_legend({"position": "bottom", "font": font_of(view.plan, 9)})
    return chart


def lying_bars(
    view: ComparisonView, book: Book, sheet: str, rows: tuple[int, int], column: int, signs: Sequence[bool], title: str
) -> Any:
    """A bar per row, in green where `signs` says so, else in red; without signs in one colour."""
    chart = book.chart("bar")
    first, last = rows
    points = [{"fill": {"color": GOOD if good else BAD}} for good in signs]
    chart.add_series(
        {
            "name": title,
            "categories": [sheet, first, LABEL, last, LABEL],
            "values": [sheet, first, column, last, column],
            "gap": 40,
            "fill": {"color": LINES[0]},
            **({"points": points} if points else {}),
        }
    )
    dress(view.plan, chart, title)
    lying_axes(view.plan, chart)
    chart.set_size({"width": WIDTH, "height": max(HEIGHT, 90 + 22 * (last - first + 1))})
    return chart
