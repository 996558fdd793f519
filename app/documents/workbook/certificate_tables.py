"""Fairness certificates on a sheet: the verdict, thresholds, slopes, groups, the hardest and easiest targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.comparison.certificate_blocks import verdict_words
from app.documents.comparison.certificate_words import CHECKS_IN_POINTS, in_points, points_head, subject_words
from app.documents.comparison.words import word
from app.documents.workbook.book import HEADING, WRAPPED, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.tables import Kind, TableColumn, Value, put_title, set_up_print, write_table

WIDTHS = (44.0, 18.0, 14.0, 14.0, 14.0, 14.0, 30.0)


def certificate_sheet(
    view: PlanView, book: Book, name: str, certificates: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """One sheet for the certificates of one or several plans, each under its heading (empty: none)."""
    sheet = book.sheet(name)
    language = view.language
    against = word(certificates[0][1]["against"], language)
    title = word("certificate", language)
    put_title(view, book, sheet, title, word("certificate_means", language, against=against))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, book.format())
    row = 3
    for heading, certificate in certificates:
        if heading:
            put_text(sheet, row, 0, heading, book.format(HEADING, {"font_size": 14}))
            row += 1
        row = _write_certificate(view, book, sheet, row, certificate)
    sheet.hide_gridlines(2)
    set_up_print(view, sheet, None)


def _write_certificate(view: PlanView, book: Book, sheet: Any, row: int, found: Mapping[str, Any]) -> int:
    for finding in found["verdict"]:
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", book.format(WRAPPED))
        put_text(sheet, row, 0, finding["message"], book.format(WRAPPED))
        row += 1
    for columns, rows in _tables(found, view):
        if rows:
            row = write_table(view, book, sheet, row + 1, columns, rows)
    return row + 2


def _tables(found: Mapping[str, Any], view: PlanView) -> list[tuple[list[TableColumn], list[list[Value]]]]:
    def column(key: str, kind: Kind = "text") -> TableColumn:
        return TableColumn(word(key, view.language), kind)

    def points(key: str) -> TableColumn:
        return TableColumn(points_head(word(key, view.language), view.language), "number")

    checks = [column("check"), column("found", "number"), column("most", "number"), column("verdict")]
    slopes = [column("characteristic"), points("slope"), points("low"), points("high")]
    slopes += [column("rank_correlation", "number"), column("p_value", "number"), column("remark")]
    gaps = [column("gap_group"), column("gap_by"), column("people", "count"), column("gap_mean", "share")]
    tables = [
        (checks, [_check(check, view) for check in found["checks"]]),
        (slopes, [_association(one, view) for one in found["associations"]]),
        ([*gaps, points("gap")], [_gap(gap) for gap in found["gaps"]]),
    ]
    shares = [column("difficulty", "share"), column("peers", "share"), points("deviation")]
    own = TableColumn(word("own_target", view.language, against=word(found["against"], view.language)), "amount")
    for side in ("hardest", "easiest"):
        head = [column(side), own, *shares]
        tables.append((head, [_case(case) for case in found[side]]))
    return tables


def _check(check: Mapping[str, Any], view: PlanView) -> list[Value]:
    label = word(f"check_{check['kind']}", view.language, subject=check["label"])
    value, most = check["value"], check["most"]
    if check["kind"] in CHECKS_IN_POINTS:
        label, value, most = points_head(label, view.language), in_points(value), in_points(most)
    return [label, value, most, verdict_words(check, view.language)]


def _association(found: Mapping[str, Any], view: PlanView) -> list[Value]:
    missing = found["missing"] or found["rank_missing"]
    remark = word(missing, view.language) if missing else ""
    points = [in_points(found[name]) for name in ("slope", "low", "high")]
    name = subject_words(found["characteristic"], view.language)
    return [name, *points, found["rank_correlation"], found["p_value"], remark]


def _gap(gap: Mapping[str, Any]) -> list[Value]:
    return [gap["label"], gap["by_label"], gap["people"], gap["mean"], in_points(gap["gap"])]


def _case(case: Mapping[str, Any]) -> list[Value]:
    return [case["label"], case["target"], case["difficulty"], case["peers"], in_points(case["deviation"])]
