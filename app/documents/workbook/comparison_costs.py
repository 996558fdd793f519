"""What binds where, the regret matrix, and the price list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.figures import limit_words, regret_sentences
from app.documents.comparison.price_lines import (
    change_without,
    free_lines,
    in_unit,
    measure_heads,
    priced_lines,
    shown_measures,
)
from app.documents.workbook.book import SUBTITLE, Book, put_text
from app.documents.workbook.comparison_charts import lying_bars
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet


def write_binding(view: ComparisonView, book: Book) -> None:
    """One row per group of a limit that binds under some strategy."""
    title = view.word("binding")
    columns = [
        TableColumn(view.word("limit_name"), width=40.0),
        TableColumn(view.word("owner"), width=18.0),
        TableColumn(view.word("group"), width=30.0),
        *(TableColumn(label, width=14.0) for label in view.plan_labels),
    ]
    rows: list[list[Value]] = [
        [
            limit_words(line, view.language),
            line["owner"] or "",
            line["label"],
            *("" if one is None else view.word(one["side"]) for one in line["plans"]),
        ]
        for line in view.document["binding"]
    ]
    sheet = table_sheet(view.plan, book, free_name(book, title), title, columns, rows, frozen=1)
    if not rows:
        put_text(sheet, HEADER_ROW + 1, 0, view.word("no_binding"), book.format(SUBTITLE))


def write_regret(view: ComparisonView, book: Book) -> None:
    """Every plan by every strategy's standard."""
    if len(view.plans) < 2:
        return
    regret = view.document["regret"]
    columns = [TableColumn(view.word("standard")), *(TableColumn(label, "percent", 14.0) for label in view.plan_labels)]
    rows: list[list[Value]] = [[label, *values] for label, values in zip(view.plan_labels, regret["loss"], strict=True)]
    title = view.word("regret")
    sheet = table_sheet(view.plan, book, free_name(book, title), title, columns, rows, note=view.word("regret_means"))
    area = (HEADER_ROW + 1, 1, HEADER_ROW + len(rows), len(view.plans))
    sheet.conditional_format(*area, {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#F2B8A8"})
    for line, sentence in enumerate(
        regret_sentences(view.document, view.language)[1:], start=HEADER_ROW + len(rows) + 2
    ):
        put_text(sheet, line, 0, sentence, book.format())


def write_prices(view: ComparisonView, book: Book) -> None:
    """What each limit and term of the base costs, where it was asked for."""
    prices = view.document["prices"]
    if prices is None:
        return
    lines = [*priced_lines(prices), *free_lines(prices)]
    measures = shown_measures(lines)
    columns = [
        TableColumn(view.word("price_subject"), width=44.0),
        TableColumn(view.word("owner"), width=18.0),
        TableColumn(view.word("price_loss"), "percent", 14.0),
        TableColumn(view.word("price_amount"), "number", 14.0),
        *(TableColumn(head, "number", 16.0) for head in measure_heads(view.document, measures, view.language)),
        TableColumn(view.word("price_moved"), "amount", 14.0),
        TableColumn(view.word("remark"), width=24.0),
    ]
    rows = [_price(view, line, measures) for line in lines]
    title = view.word("prices", strategy=view.labels[prices["strategy"]])
    name = free_name(book, view.word("sheet_prices"))
    sheet = table_sheet(view.plan, book, name, title, columns, rows, note=view.word("prices_mean"))
    known = [line for line in priced_lines(prices) if line["price"] is not None]
    if known:
        rows_shown = (HEADER_ROW + 1, HEADER_ROW + len(known))
        chart = lying_bars(view, book, name, rows_shown, 3, (), view.word("price_amount"))
        sheet.insert_chart(HEADER_ROW + len(rows) + 3, 0, chart)


def _price(view: ComparisonView, line: Mapping[str, Any], measures: list[str]) -> list[Value]:
    price = line["price"]
    head: list[Value] = [line["label"], line["owner"] or ""]
    if price is None:
        unknown = view.word("price_unknown", outcome=view.word(line["outcome"]))
        return [*head, *[None] * (3 + len(measures)), unknown]
    given = [(name, change_without(line, name)) for name in measures]
    changes = [None if value is None else in_unit(value, name) for name, value in given]
    return [*head, price["loss"], price["amount"], *changes, price["moved"]["moved"], ""]
