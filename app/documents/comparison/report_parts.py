"""What a report is made of: sections of blocks, each a table with or without a chart beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """One column: its header, and what it holds; signed numbers are coloured."""

    header: str
    kind: Literal["text", "number", "signed"] = "text"


@dataclass(frozen=True)
class Table:
    """Rows of texts; the first of each names the row. `best`: (row, column) of texts that stand out."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    best: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Block:
    """`chart`: its number among the report's charts. `notes` stand above both. `folded`: opened by a click."""

    title: str
    chart: int | None
    table: Table | None
    notes: Sequence[str] = ()
    folded: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the report with a heading; `id` is what links lead to."""

    id: str
    title: str
    notes: Sequence[str]
    blocks: Sequence[Block]
