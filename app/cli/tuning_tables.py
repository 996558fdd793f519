"""A tuning's tables on the screen: no number is broken and no text cut off, whatever the width."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from rich import box
from rich.cells import cell_len
from rich.table import Column, Table
from rich.text import Text

from app.cli.voice import Voice, harmless
from app.cli.wide_tables import BETWEEN, longest_word, parts_that_fit
from app.documents.tuning.cells import TuningTable, cell_text
from app.messages import Language
from app.messages.tuning import tuning_word

MOST_WIDTH = 16
"""Characters of a word that a narrow screen leaves together."""


def print_tuning_table(voice: Voice, table: TuningTable, left_out: Set[str] = frozenset()) -> None:
    """The table, or several below each other where the screen is too narrow for one."""
    shown, room = screen_table(table, voice.language, left_out), voice.out.width
    heads = sum(1 for _ in takewhile(lambda column: column.justify != "right", shown.columns))
    for part in [shown] if _fitted(shown.columns, room) else parts_that_fit(shown, heads, room):
        voice.out.print(part)


def screen_table(table: TuningTable, language: Language, left_out: Set[str] = frozenset()) -> Table:
    """A table of a tuning for the screen, without columns in which nothing stands."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.head not in left_out and any(row[place].value is not None for row in table.rows)
    ]
    heads = [
        Column(table.columns[at].head, justify="left" if table.columns[at].is_text else "right", overflow="fold")
        for at in places
    ]
    title = tuning_word(table.name, language)
    shown = Table(*heads, title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in table.rows:
        shown.add_row(*(Text(harmless(cell_text(row[place], language))) for place in places))
    return shown


def _fitted(columns: Sequence[Column], width: int) -> bool:
    """Give every column a width so that all of them fit; whether that is possible. Numbers stay whole, texts share
    what is left, the longest giving most."""
    whole = [max(map(cell_len, (str(column.header), *_texts(column)))) for column in columns]
    room = width - BETWEEN * (len(columns) - 1)
    if sum(whole) > room:
        least = [_least(column) for column in columns]
        if sum(least) > room:
            return False
        is_text = [column.justify != "right" for column in columns]
        widest = max((size for size, text in zip(whole, is_text, strict=True) if text), default=0)
        while sum(_widths(whole, least, is_text, widest)) > room:
            widest -= 1
        whole = _widths(whole, least, is_text, widest)
    for column, size in zip(columns, whole, strict=True):
        column.width = size
    return True


def _widths(whole: Sequence[int], least: Sequence[int], is_text: Sequence[bool], widest: int) -> list[int]:
    """Texts up to `widest`, numbers and short texts as they must be."""
    triples = zip(whole, least, is_text, strict=True)
    return [max(min(size, widest), at_least) if text else at_least for size, at_least, text in triples]


def _least(column: Column) -> int:
    """Room for numbers and words of the head in full, for texts up to their longest word."""
    if column.justify == "right":
        return max(longest_word(column), max(map(cell_len, _texts(column)), default=0))
    words = [word for text in (str(column.header), *_texts(column)) for word in text.split()]
    return min(max(map(cell_len, words), default=1), MOST_WIDTH)


def _texts(column: Column) -> list[str]:
    return [cell.plain if isinstance(cell, Text) else str(cell) for cell in column.cells]
