"""Tables of a plan workbook: a header, rows of texts and numbers, a total; and how a sheet is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from rich.cells import cell_len

from app.documents.workbook.book import (
    ALARM,
    CAUTION,
    CHANGE,
    DIM,
    GAIN,
    GROWTH,
    HEADER,
    KEY,
    KEY_HEADER,
    LOSS,
    NUMBER_HEADER,
    SHARE,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    WRAPPED,
    Book,
    Style,
    put_number,
    put_text,
)
from app.documents.workbook.plan_view import PlanView

Value = str | Decimal | int | float | None
Kind = Literal[
    "text",
    "key",
    "wrapped",
    "amount",
    "growth",
    "share",
    "percent",
    "change",
    "number",
    "precise",
    "count",
    "difficulty",
    "probability",
    "utilisation",
]

_WARNINGS: Mapping[str, Sequence[tuple[str, float, Style]]] = {
    "difficulty": ((">=", 1.25, ALARM), (">=", 1.1, CAUTION)),
    "probability": (("<", 0.25, ALARM), ("<", 0.5, CAUTION)),
    "utilisation": ((">", 1.0, ALARM), (">=", 0.95, CAUTION)),
}
"""When a number stands out, the first that fits: targets that are hard, unlikely to be reached, or more than somebody
can carry."""

TEXTS = ("text", "key", "wrapped")
NARROWEST, WIDEST = 9.0, 44.0
A4 = 9
HEADER_ROW = 3
"""Row of a table's header on a sheet of its own; the title stands above it."""


@dataclass(frozen=True)
class TableColumn:
    """One column: its header, what it holds, and its width in characters (None: as wide as its texts)."""

    header: str
    kind: Kind = "text"
    width: float | None = None


def write_table(
    view: PlanView,
    book: Book,
    sheet: Any,
    top: int,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[Value]],
    totals: Sequence[Sequence[Value]] = (),
) -> int:
    """Write header, rows and totals from row `top` on; the row after them. Numbers are numbers, never formulas."""
    for place, column in enumerate(columns):
        style = KEY_HEADER if column.kind == "key" else HEADER if column.kind in TEXTS else NUMBER_HEADER
        put_text(sheet, top, place, column.header, book.format(style))
    styles = [_style(view, book, column, {}) for column in columns]
    for offset, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row):
            _put(book, sheet, offset, place, value, styles[place], columns[place])
    end = top + 1 + len(rows)
    for total in totals:
        for place, value in enumerate(total):
            _put(book, sheet, end, place, value, _style(view, book, columns[place], TOTAL), columns[place], TOTAL)
        end += 1
    return end


def table_sheet(
    view: PlanView,
    book: Book,
    name: str,
    title: str,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[Value]],
    totals: Sequence[Sequence[Value]] = (),
    *,
    frozen: int = 1,
    note: str | None = None,
) -> Any:
    """A sheet with one table: title, note, frozen and filtered header, widths, ready to print."""
    sheet = book.sheet(name)
    warned = any(column.kind in _WARNINGS for column in columns)
    plain = f"{view.note} {view.word('colours')}" if warned else view.note
    put_title(view, book, sheet, title, plain if note is None else note)
    write_table(view, book, sheet, HEADER_ROW, columns, rows, totals)
    for place, column in enumerate(columns):
        width = column.width or width_of([column.header, *(_shown(row[place]) for row in rows)])
        sheet.set_column(place, place, width, book.format())
    _warn(book, sheet, columns, len(rows))
    sheet.set_row(HEADER_ROW, 30)
    sheet.freeze_panes(HEADER_ROW + 1, frozen)
    if rows:
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(rows), len(columns) - 1)
    set_up_print(view, sheet, HEADER_ROW)
    return sheet


def put_title(view: PlanView, book: Book, sheet: Any, title: str, below: str) -> None:
    """The heading of a sheet and the line below it."""
    sheet.set_row(0, 26)
    put_text(sheet, 0, 0, f"{title} · {view.scenario.name}" if title else view.scenario.name, book.format(TITLE))
    put_text(sheet, 1, 0, below, book.format(SUBTITLE))


def set_up_print(view: PlanView, sheet: Any, header_row: int | None) -> None:
    """Landscape A4, as wide as the page, header repeated, name and page below. No date: it would change by itself."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    name = view.scenario.name.replace("&", "&&")[:100]
    sheet.set_footer(f"&L&8{name}&R&8&P / &N")
    if header_row is not None:
        sheet.repeat_rows(header_row)


def width_of(texts: Sequence[str]) -> float:
    """A width that the texts fit into; characters of Chinese are twice as wide."""
    return min(max(NARROWEST, max((cell_len(text) for text in texts), default=0) + 2.5), WIDEST)


def _warn(book: Book, sheet: Any, columns: Sequence[TableColumn], count: int) -> None:
    """Colours behind numbers that stand out; they follow the numbers when somebody changes them."""
    if not count:
        return
    for place, column in enumerate(columns):
        for sign, value, style in _WARNINGS.get(column.kind, ()):
            rule = {"type": "cell", "criteria": sign, "value": value, "format": book.highlight(style)}
            blank = {"type": "blanks", "stop_if_true": True}
            area = (HEADER_ROW + 1, place, HEADER_ROW + count, place)
            sheet.conditional_format(*area, blank)
            sheet.conditional_format(*area, rule | {"stop_if_true": True})


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else f"{float(value):,.1f}"


def _style(view: PlanView, book: Book, column: TableColumn, over: Style) -> Any:
    match column.kind:
        case "text":
            return book.format(TEXT, over)
        case "key":
            return book.format(KEY, over)
        case "wrapped":
            return book.format(WRAPPED, over)
        case "amount":
            return book.format(TEXT, over, number=view.amount_format)
        case "growth":
            return book.format(TEXT, over, number=GROWTH)
        case "share" | "difficulty" | "probability" | "utilisation":
            return book.format(TEXT, over, number=SHARE)
        case "percent":
            return book.format(TEXT, over, number="0.00%")
        case "change":
            return book.format(TEXT, over, number=CHANGE)
        case "count":
            return book.format(TEXT, over, number="#,##0")
        case "precise":
            return book.format(TEXT, over, number="0.0000")
        case "number":
            return book.format(TEXT, over, number="#,##0.00")


def _put(
    book: Book, sheet: Any, row: int, place: int, value: Value, style: Any, column: TableColumn, over: Style = TEXT
) -> None:
    if column.kind == "growth" and isinstance(value, float) and round(value, 3):
        put_number(sheet, row, place, value, book.format(TEXT, over, GAIN if value > 0 else LOSS, number=GROWTH))
    elif isinstance(value, str):
        quiet = book.format(TEXT, {"align": "right", "font_color": DIM})
        put_text(sheet, row, place, value, style if column.kind in TEXTS else quiet)
    else:
        put_number(sheet, row, place, value, style)
