"""Tables that are wider than what they are shown on: further columns go to further tables, and no number is broken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.table import Column, Table
from rich.text import Text

BETWEEN = 3
"""Blanks between two columns."""

SHORT_HEAD, WIDEST_HEAD = 10, 40
"""Heads of columns up to the first stay on one line; the first columns get room up to the second."""


def parts_that_fit(table: Table, heads: int, width: int) -> list[Table]:
    """The table, or several that repeat its first `heads` columns and share the others in their order."""
    first, others = table.columns[:heads], table.columns[heads:]
    room = width - sum(min(_whole(column), WIDEST_HEAD) + BETWEEN for column in first)
    groups: list[list[Column]] = []
    left = 0
    for column in others:
        needed = max(longest_word(column), max((cell_len(_plain(cell)) for cell in column.cells), default=0)) + BETWEEN
        if not groups or needed > left:
            groups.append([])
            left = room + BETWEEN
        groups[-1].append(column)
        left -= needed
    if len(groups) < 2:
        return [table]
    return [_part(table, [*first, *group], place) for place, group in enumerate(groups)]


def _part(table: Table, columns: Sequence[Column], place: int) -> Table:
    title = table.title if place == 0 else None
    heads = [Column(column.header, justify=column.justify, overflow=column.overflow) for column in columns]
    made = Table(*heads, title=title, title_justify="left", box=table.box, show_edge=False, pad_edge=False)
    for cells in zip_longest(*(column.cells for column in columns), fillvalue=""):
        made.add_row(*cells)
    return made


def _plain(cell: object) -> str:
    return cell.plain if isinstance(cell, Text) else str(cell)


def _whole(column: Column) -> int:
    return max(cell_len(_plain(cell)) for cell in (column.header, *column.cells))


def longest_word(column: Column) -> int:
    """Of the head of a column; a short head stays on one line."""
    head = _plain(column.header)
    return max((cell_len(word) for word in head.split()), default=0) if cell_len(head) > SHORT_HEAD else cell_len(head)
