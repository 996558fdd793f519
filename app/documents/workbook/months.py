"""The months of the company and its levels in one sheet, with line charts."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.workbook.book import HEADING, Book, put_text
from app.documents.workbook.charts import WIDTH, line_chart
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import (
    TableColumn,
    Value,
    put_title,
    set_up_print,
    table_sheet,
    width_of,
    write_table,
)
from models.allocation.nodes import Partition
from models.allocation.phasing.month_plan import in_quarters, month_sums
from models.arrays import IntArray

FIRST = 3
CHART_ROWS = 17
"""Rows that the charts take above the tables."""

MOST_LINES = 8
"""Lines of a chart: the largest nodes of a level."""

NAME_WIDTH, MONTH_WIDTH = 26.0, 10.5


def write_months(view: PlanView, book: Book) -> None:
    """One block per level but the people's, who have a sheet of their own; nothing for annual plans."""
    if view.plan.months is None:
        return
    title = view.word("sheet_months")
    name = free_name(book, title)
    sheet = book.sheet(name)
    put_title(view, book, sheet, title, view.note)
    sheet.set_column(0, 0, NAME_WIDTH, book.format())
    sheet.set_column(1, 17, MONTH_WIDTH, book.format())
    parts = [view.plan.index.company, *(part for part in view.levels if part is not view.people)]
    charted = [parts[0], *(part for part in view.cuts if part in parts)][:2]
    row = FIRST + CHART_ROWS
    for part in parts:
        heading = view.word("company") if not part.levels else view.word("by", level=_level(view, part))
        put_text(sheet, row, 0, heading, book.format(HEADING))
        nodes = [0] if not part.levels else view.largest_first(part)
        end = write_table(view, book, sheet, row + 1, _columns(view, part), *_rows(view, part, nodes))
        if part in charted:
            lines = range(row + 2, row + 2 + min(len(nodes), MOST_LINES))
            chart = line_chart(view, book, name, row + 1, lines, heading)
            sheet.insert_chart(FIRST, 0, chart, {"x_offset": (WIDTH + 20) * charted.index(part)})
        row = end + 1
    sheet.hide_gridlines(2)
    sheet.freeze_panes(FIRST - 1, 1)
    set_up_print(view, sheet, None)


def month_columns(view: PlanView) -> list[TableColumn]:
    """Twelve months, four quarters, and their sum."""
    assert view.plan.months is not None
    calendar = view.plan.months.calendar
    heads = [*calendar.months, *calendar.quarters, view.word("year")]
    return [TableColumn(head, "amount", MONTH_WIDTH) for head in heads]


def month_values(view: PlanView, months: IntArray) -> list[Value]:
    """The same of one node; `months` (12) in minor units."""
    numbers = [*months.tolist(), *in_quarters(months[None, :])[0].tolist(), int(months.sum())]
    return [view.amount(number) for number in numbers]


def node_months(view: PlanView, part: Partition) -> IntArray:
    """Months per node (count × 12) in minor units, in the numbers of its level."""
    return month_sums(part.code, part.count, view.plan.months_of(part.dimensions, part.levels))


def _level(view: PlanView, part: Partition) -> str:
    return view.part_name(part) if view.language == "zh" else view.part_name(part).lower()


def _columns(view: PlanView, part: Partition) -> list[TableColumn]:
    return [TableColumn(view.part_name(part) if part.levels else ""), *month_columns(view)]


def _rows(view: PlanView, part: Partition, nodes: Sequence[int]) -> tuple[list[list[Value]], list[list[Value]]]:
    """The rows of the nodes, and that of their total."""
    months = node_months(view, part)
    if not part.levels:
        return [[view.word("company"), *month_values(view, months[0])]], []
    rows: list[list[Value]] = [[view.label(part, node), *month_values(view, months[node])] for node in nodes]
    return rows, [[view.word("total"), *month_values(view, node_months(view, view.whole(part))[0])]]


def write_people_months(view: PlanView, book: Book) -> None:
    """One row per person: team, target, months, quarters and their sum; nothing for annual plans."""
    if view.plan.months is None:
        return
    people = view.people
    months, totals = node_months(view, people), view.totals(people)
    uppers = view.names_above(people)
    columns = [
        TableColumn(view.part_name(people), width=_width(view, people)),
        *(TableColumn(upper) for upper in uppers),
        TableColumn(view.word("target"), "amount", 12.0),
        *month_columns(view),
        TableColumn(view.word("key"), "key"),
    ]
    rows: list[list[Value]] = [
        [
            view.label(people, node),
            *view.above(people, node),
            view.amount(int(totals.target[node])),
            *month_values(view, months[node]),
            people.groups.keys[node][0],
        ]
        for node in view.largest_first(people)
    ]
    whole = view.whole(people)
    target = view.amount(int(view.totals(whole).target[0]))
    sums = month_values(view, node_months(view, whole)[0])
    total: list[Value] = [view.word("total"), *[""] * len(uppers), target, *sums, ""]
    title = view.word("sheet_people_months")
    table_sheet(view, book, free_name(book, title), title, columns, rows, [total])


def _width(view: PlanView, part: Partition) -> float:
    return width_of([view.part_name(part), *(view.label(part, node) for node in range(part.count))])
