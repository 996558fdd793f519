"""Why every number is what it is: the ledgers of the company, of every member of every level, and of every person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from app.documents.workbook.book import DIM, SUBTITLE, TEXT, WRAPPED, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, put_title, table_sheet
from app.messages.ledger import TITLES
from models.allocation.ledger import Ledger, LedgerLine
from models.allocation.nodes import Partition

MOST_NODES = 2_000
"""Nodes on the sheet. Levels that would not fit are left out whole, and named."""

NAMES = 2
"""Columns before the lines: the level and the name."""

MEANING_ROW = HEADER_ROW - 1
MEANING_HEIGHT = 78


def write_ledgers(view: PlanView, book: Book) -> None:
    """One row per node: its lines in the order in which they are told, their sum as a formula, and the number that is
    published. A row above the header says what each line means."""
    title = view.word("sheet_ledgers")
    name = free_name(book, title)
    if view.ledger is None:
        put_title(view, book, book.sheet(name), title, view.word("no_ledgers"))
        return
    chosen, left_out = _levels(view)
    columns = [
        TableColumn(view.word("level")),
        TableColumn(view.word("ledger_of")),
        *(TableColumn(TITLES[line].text(view.language), "number", 14.0) for line in LedgerLine),
        TableColumn(view.word("ledger_sum"), "number", 14.0),
        TableColumn(view.word("target"), "amount", 14.0),
        *_range_columns(view),
        TableColumn(view.word("key"), "key"),
    ]
    rows = [row for part in chosen for row in _rows(view, view.ledger, part)]
    note = f"{view.note} {view.word('ledger_note')}"
    if view.ranges is not None:
        note += " " + view.word("ranges_note" if view.ranges.is_complete else "ranges_some")
    if left_out:
        listed = ("、" if view.language == "zh" else ", ").join(view.part_name(part) for part in left_out)
        note += " " + view.word("ledger_left_out", levels=listed, most=f"{MOST_NODES:,}")
    sheet = table_sheet(view, book, name, title, columns, rows, frozen=NAMES, note=note)
    _write_meanings(view, book, sheet)
    _write_sums(view, book, sheet, rows)


def _levels(view: PlanView) -> tuple[list[Partition], list[Partition]]:
    """The company and every level with several nodes, as far as they fit; and those that do not."""
    chosen, left_out, count = [view.plan.index.company], [], 1
    for part in view.levels:
        if count + part.count <= MOST_NODES:
            chosen.append(part)
            count += part.count
        else:
            left_out.append(part)
    return chosen, left_out


def _rows(view: PlanView, ledger: Ledger, part: Partition) -> list[list[Value]]:
    lines = ledger.of_partition(part)
    targets = view.totals(part).target
    level = view.part_name(part) if part.dimensions else view.word("whole_company")
    found: list[list[Value]] = []
    for node in view.largest_first(part):
        label = view.label(part, node) if part.dimensions else view.scenario.name
        key = part.groups.keys[node][0] if part.dimensions else ""
        amounts = [view.amount(int(minor)) for minor in lines[:, node]]
        found.append([level, label, *amounts, None, view.amount(int(targets[node])), *_range(view, part, key), key])
    return found


def _range_columns(view: PlanView) -> list[TableColumn]:
    """Least and largest of every number, where somebody asked how firm they are."""
    words = ("range_low", "range_high") if view.ranges is not None else ()
    return [TableColumn(view.word(word), "number", 14.0) for word in words]


def _range(view: PlanView, part: Partition, key: str) -> list[Value]:
    """The range of a node; blanks where the time ended before it."""
    if view.ranges is None:
        return []
    name = (part.dimensions[0], part.levels[0], key) if part.dimensions else ("", "", "")
    for node in view.ranges.nodes:
        if (node.dimension, node.level, node.key) == name:
            return [view.amount(node.range.low_minor), view.amount(node.range.high_minor)]
    return [None, None]


def _write_meanings(view: PlanView, book: Book, sheet: Any) -> None:
    """What each line means, above its header."""
    style = book.format(WRAPPED, SUBTITLE, {"font_size": 8, "font_color": DIM})
    for place, line in enumerate(LedgerLine, start=NAMES):
        put_text(sheet, MEANING_ROW, place, view.word(f"meaning_{line}"), style)
    put_text(sheet, MEANING_ROW, NAMES + len(LedgerLine), view.word("meaning_sum"), style)
    sheet.set_row(MEANING_ROW, MEANING_HEIGHT)


def _write_sums(view: PlanView, book: Book, sheet: Any, rows: Sequence[Sequence[Value]]) -> None:
    """The sum of every row's lines as a formula, with its value for readers that do not compute."""
    first, last = NAMES, NAMES + len(LedgerLine) - 1
    style = book.format(TEXT, {"bold": True}, number=view.amount_format)
    for row, values in enumerate(rows, start=HEADER_ROW + 1):
        cells = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, last)}"
        target = values[last + 2]
        assert target is not None and not isinstance(target, str)
        sheet.write_formula(row, last + 1, f"=ROUND(SUM({cells}),6)", style, float(target))
