"""Native Excel charts of the summary: targets beside last year, and gains and losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.workbook.book import ACCENT, BAD, DIM, FONT, GOOD, INK, LINE, Book
from app.documents.workbook.plan_view import PlanView

WIDTH, HEIGHT = 560, 310
LABEL, TARGET, BASELINE, CHANGE = 0, 1, 2, 3
"""Columns of the summary's tables that charts are drawn from."""

LINES = (ACCENT, "#D97706", "#1B7F4B", "#7C3AED", "#B42318", "#0E7490", "#6B7280", "#A16207")
"""Colours of lines, told apart by lightness too."""


def against_chart(view: PlanView, book: Book, sheet: str, first: int, last: int, title: str) -> Any:
    """Columns side by side: last year in grey, the target in colour. Rows count from zero."""
    chart = book.chart("column")
    for column, color in ((BASELINE, "#B8C2CF"), (TARGET, ACCENT)):
        chart.add_series(
            {
                "name": [sheet, first - 1, column],
                "categories": [sheet, first, LABEL, last, LABEL],
                "values": [sheet, first, column, last, column],
                "fill": {"color": color},
                "gap": 70,
                "overlap": -5,
            }
        )
    dress(view, chart, title)
    chart.set_legend({"position": "bottom", "font": font_of(view, 9)})
    return chart


def change_chart(view: PlanView, book: Book, sheet: str, first: int, gains: Sequence[bool], title: str) -> Any:
    """Bars to the right in green for gains, to the left in red for losses."""
    chart = book.chart("bar")
    last = first + len(gains) - 1
    chart.add_series(
        {
            "name": [sheet, first - 1, CHANGE],
            "categories": [sheet, first, LABEL, last, LABEL],
            "values": [sheet, first, CHANGE, last, CHANGE],
            "points": [{"fill": {"color": GOOD if gain else BAD}} for gain in gains],
            "gap": 40,
        }
    )
    dress(view, chart, title)
    lying_axes(view, chart)
    chart.set_size({"width": WIDTH, "height": max(HEIGHT, 90 + 22 * len(gains))})
    return chart


def lying_axes(view: PlanView, chart: Any) -> None:
    """Axes of bars that lie: the first row on top, its name beside the bars wherever they go; no legend."""
    line = {"color": LINE}
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": font_of(view, 9), "line": line})
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "num_font": font_of(view, 9),
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"none": True})


def line_chart(view: PlanView, book: Book, sheet: str, header: int, rows: Sequence[int], title: str) -> Any:
    """A line per row over the twelve months, whose names stand in the header's columns 1 to 12."""
    chart = book.chart("line")
    for place, row in enumerate(rows):
        chart.add_series(
            {
                "name": [sheet, row, LABEL],
                "categories": [sheet, header, 1, header, 12],
                "values": [sheet, row, 1, row, 12],
                "line": {"color": LINES[place % len(LINES)], "width": 2},
                "marker": {"type": "circle", "size": 4, "fill": {"color": LINES[place % len(LINES)]}},
            }
        )
    dress(view, chart, title)
    if len(rows) > 1:
        chart.set_legend({"position": "bottom", "font": font_of(view, 9)})
    else:
        chart.set_legend({"none": True})
    return chart


def dress(view: PlanView, chart: Any, title: str) -> None:
    """Title, fonts, grid and size, the same for every chart."""
    chart.set_title({"name": title, "name_font": {**font_of(view, 11), "bold": True, "color": INK}, "overlay": False})
    chart.set_x_axis({"num_font": font_of(view, 9), "line": {"color": LINE}})
    chart.set_y_axis(
        {
            "num_format": "#,##0",
            "num_font": font_of(view, 9),
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
        }
    )
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})


def font_of(view: PlanView, size: int) -> dict[str, object]:
    """The font of labels."""
    return {"name": FONT[view.language], "size": size, "color": DIM}
