"""A roll-up as an Excel workbook: one sheet, one row per node and period, the company last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.rollup import COLUMNS
from app.documents.workbook.book import (
    GROWTH,
    HEADER,
    KEY,
    NUMBER_HEADER,
    SHARE,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    Book,
    Style,
    put_number,
    put_text,
)
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, width_of
from app.messages import Language
from app.messages.amounts import money_words
from app.messages.sentence import Sentence
from models.units import Money

_NAMES: Mapping[str, Sentence] = {
    "target": Sentence("Target", "目标"),
    "plan": Sentence("Plan", "计划"),
    "assigned": Sentence("Assigned below", "下级合计"),
    "hedge": Sentence("Hedge", "加成"),
    "baseline": Sentence("Last year", "上年"),
    "previous": Sentence("Last target", "上次目标"),
    "growth_rate": Sentence("Growth", "增长率"),
    "like_for_like_rate": Sentence("Like for like", "同口径增长"),
    "share": Sentence("Share", "占比"),
    "margin": Sentence("Margin", "毛利"),
    "margin_rate": Sentence("Margin rate", "毛利率"),
    "difficulty": Sentence("Difficulty", "难度"),
    "attain_probability": Sentence("Chance to reach it", "达成概率"),
    "utilisation": Sentence("Use of capacity", "产能利用率"),
    "cells": Sentence("Cells", "单元数"),
}
_PERIOD, _TOTAL, _KEY = Sentence("Period", "期间"), Sentence("Total", "合计"), Sentence("{name} key", "{name}代码")
_SHEET, _COMPANY = Sentence("Roll-up", "汇总"), Sentence("Company", "公司")
_AMOUNTS = Sentence("Amounts in {unit}.", "金额单位：{unit}。")

_RATES = {"growth_rate": GROWTH, "like_for_like_rate": GROWTH, "difficulty": "0.00", "cells": "#,##0"}
_SHARES = ("share", "margin_rate", "attain_probability", "utilisation")
_MOST_DECIMALS = 6


def rollup_workbook(document: Mapping[str, Any], money: Money, language: Language) -> bytes:
    """The file of a roll-up document whose amounts are in `money`: the same bytes for the same roll-up. Numbers are
    numbers, texts never formulas; a blank is not zero."""
    book = Book(language)
    sheet = book.sheet(free_name(book, _SHEET.text(language)))
    title = " × ".join(document["by"]) or _COMPANY.text(language)
    put_text(sheet, 0, 0, f"{title} · {document['name']}", book.format(TITLE))
    unit = money_words(Decimal(0), money, language).partition(" ")[2].removeprefix("× ")
    put_text(sheet, 1, 0, _AMOUNTS.fill({"unit": unit}, language), book.format(SUBTITLE))
    _write_header(book, sheet, document["by"], language)
    rows = [*document["nodes"], *(document["total"] if document["by"] else [])]
    formats = {name: _number_format(name, rows) for name in COLUMNS}
    for row, node in enumerate(rows, start=HEADER_ROW + 1):
        is_total = row > HEADER_ROW + len(document["nodes"])
        labels = [_TOTAL.text(language), *([""] * (len(document["by"]) - 1))] if is_total else _labels(node, language)
        _write_row(book, sheet, row, node, labels, formats, TOTAL if is_total else TEXT)
    _set_up(book, sheet, document, rows, language)
    return book.close()


def _labels(node: Mapping[str, Any], language: Language) -> Sequence[str]:
    return list(node["label"]) or [_COMPANY.text(language)]


def _write_header(book: Book, sheet: Any, axes: Sequence[str], language: Language) -> None:
    texts = [*(axes or [_COMPANY.text(language)]), _PERIOD.text(language)]
    numbers = [_NAMES[name].text(language) for name in COLUMNS]
    keys = [_KEY.fill({"name": axis}, language) for axis in axes]
    for place, name in enumerate([*texts, *numbers, *keys]):
        is_number = len(texts) <= place < len(texts) + len(numbers)
        put_text(sheet, HEADER_ROW, place, name, book.format(NUMBER_HEADER if is_number else HEADER))


def _write_row(
    book: Book,
    sheet: Any,
    row: int,
    node: Mapping[str, Any],
    labels: Sequence[str],
    formats: Mapping[str, str],
    style: Style,
) -> None:
    texts = [*labels, node["period"]]
    for place, text in enumerate(texts):
        put_text(sheet, row, place, text, book.format(TEXT, style))
    for place, name in enumerate(COLUMNS, start=len(texts)):
        put_number(sheet, row, place, node[name], book.format(TEXT, style, number=formats[name]))
    for place, key in enumerate(node["key"], start=len(texts) + len(COLUMNS)):
        put_text(sheet, row, place, key, book.format(KEY, style))


def _number_format(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Amounts with as many decimals as the column needs, at most six."""
    if name in _SHARES:
        return SHARE
    if name in _RATES:
        return _RATES[name]
    exponents = [int(Decimal(str(row[name])).normalize().as_tuple().exponent) for row in rows if row[name] is not None]
    digits = min(max((-exponent for exponent in exponents), default=0), _MOST_DECIMALS)
    return "#,##0" + ("." + "0" * digits if digits > 0 else "")


def _set_up(
    book: Book, sheet: Any, document: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], language: Language
) -> None:
    texts = max(len(document["by"]), 1) + 1
    for place in range(texts - 1):
        head = document["by"][place] if document["by"] else _COMPANY.text(language)
        shown = [row["label"][place] for row in rows if len(row["label"]) > place]
        sheet.set_column(place, place, width_of([head, *shown]), book.format())
    sheet.set_column(texts - 1, texts + len(COLUMNS) + len(document["by"]) - 1, 12.0, book.format())
    sheet.set_row(HEADER_ROW, 30)
    sheet.freeze_panes(HEADER_ROW + 1, texts)
