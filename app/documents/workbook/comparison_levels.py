"""One sheet per level: every node's targets under all strategies beside each other; crossings on one sheet each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.figures import hedged_cut
from app.documents.workbook.book import Book
from app.documents.workbook.comparison_charts import side_by_side
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet

MOST_IN_CHART = 16
MOST_CROSSINGS = 12
"""Sheets of crossings: a company with more of them has the rest in JSON and CSV."""


def write_levels(view: ComparisonView, book: Book) -> None:
    """Levels first, the people among them; then crossings. Levels with one node compare nothing."""
    cuts = view.document["cuts"]
    if len(cuts) == 1:
        _write_cut(view, book, cuts[0])
        return
    for cut in [one for one in cuts if len(one["by"]) == 1 and len(one["nodes"]) > 1]:
        _write_cut(view, book, cut)
    for cut in [one for one in cuts if len(one["by"]) > 1][:MOST_CROSSINGS]:
        _write_cut(view, book, cut)


def _write_cut(view: ComparisonView, book: Book, cut: Mapping[str, Any]) -> None:
    title = view.word("by", level=view.level(cut))
    name = free_name(book, view.word("level_head", level=view.level(cut)))
    plans = view.plans
    base, *others = view.plan_labels
    names = len(cut["by"])
    columns = [
        *(TableColumn(label) for label in cut["by_labels"]),
        *(TableColumn(label, "amount", 13.0) for label in (base, *others)),
        *(TableColumn(view.word("difference_of", strategy=label), "amount", 13.0) for label in others),
        *(TableColumn(view.word("rate_of", strategy=label), "growth", 11.0) for label in others),
        *(TableColumn(view.word("key"), "key") for _ in cut["by"]),
    ]
    nodes = sorted(cut["nodes"], key=lambda node: -node["targets"][0])
    rows: list[list[Value]] = [
        [*node["label"], *node["targets"], *node["differences"][1:], *node["rates"][1:], *node["key"]] for node in nodes
    ]
    sums = [sum(node["targets"][place] for node in nodes) for place in range(len(plans))]
    gaps = [total - sums[0] for total in sums[1:]]
    rates = [float(gap / sums[0]) if sums[0] else None for gap in gaps]
    name_of_total = view.word("hedged_total" if cut["over_assignment"] else "total")
    total: list[Value] = [name_of_total, *[""] * (names - 1), *sums, *gaps, *rates, *[""] * names]
    note = view.note(*hedged_cut(cut, view.language))
    sheet = table_sheet(view.plan, book, name, title, columns, rows, [total], frozen=names, note=note)
    if names == 1 and nodes:
        last = HEADER_ROW + min(len(nodes), MOST_IN_CHART)
        chart = side_by_side(view, book, name, (HEADER_ROW, HEADER_ROW + 1, last), range(1, 1 + len(plans)), title)
        sheet.insert_chart(HEADER_ROW + len(rows) + 3, 0, chart)
