"""The people: team, target beside last year, and what of it falls on each product."""

from __future__ import annotations

import numpy as np

from app.documents.workbook.book import Book
from app.documents.workbook.node_rows import NodeTable
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, Value, table_sheet
from models.allocation.nodes import Partition
from models.arrays import IntArray


def write_people(view: PlanView, book: Book) -> None:
    """One row per person, the largest target first."""
    people, breakdown = view.people, view.breakdown
    table = NodeTable(view, people)
    numbers = table.rows()
    parts = np.zeros((people.count, 0), dtype=np.int64) if breakdown is None else _parts(view, people, breakdown)
    rest = table.totals.target - parts.sum(axis=1)
    has_rest = breakdown is not None and bool(rest.any())
    names = [] if breakdown is None else [view.label(breakdown, node) for node in range(breakdown.count)]
    columns = [
        TableColumn(view.part_name(people)),
        *(TableColumn(name) for name in view.names_above(people)),
        *table.columns,
        *(TableColumn(name, "amount", 12.0) for name in [*names, *([view.word("other")] if has_rest else [])]),
        TableColumn(view.word("key"), "key"),
    ]

    def broken_down(row: IntArray, left: int) -> list[Value]:
        return [*map(view.amount, row.tolist()), *([view.amount(left)] if has_rest else [])]

    rows = [
        [
            view.label(people, node),
            *view.above(people, node),
            *numbers[node],
            *broken_down(parts[node], int(rest[node])),
            people.groups.keys[node][0],
        ]
        for node in view.largest_first(people)
    ]
    blanks = [""] * len(view.names_above(people))
    sums = broken_down(parts.sum(axis=0), int(rest.sum()))
    total = [view.word("total"), *blanks, *table.total(), *sums, ""]
    name = free_name(book, view.word("sheet_people"))
    table_sheet(view, book, name, view.word("sheet_people"), columns, rows, [total])


def _parts(view: PlanView, people: Partition, breakdown: Partition) -> IntArray:
    """Targets in minor units, person by product."""
    own, _ = view.plan.numbers.of_nodes(people.dimensions, people.levels)
    parts = np.zeros((people.count, breakdown.count), dtype=np.int64)
    inside = (people.code >= 0) & (breakdown.code >= 0)
    np.add.at(parts, (people.code[inside], breakdown.code[inside]), own[inside])
    return parts
