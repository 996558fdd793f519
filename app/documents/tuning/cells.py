"""Tables of a tuning before they are drawn: cells that know what they hold, for the screen, the page and the
workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from app.documents.amounts import significant
from app.documents.comparison.numbers import NOTHING
from app.messages import Language
from app.messages.amounts import share_words
from app.messages.tuning import WORDS

Kind = Literal[
    "text",
    "amount",
    "change",
    "gain",
    "share",
    "share_change",
    "points",
    "points_change",
    "number",
    "number_change",
    "count",
]
"""What a cell holds. A `gain` is better above zero, a `change` is neither good nor bad; a `share_change` is a share of
what there was, a `points_change` the difference of two shares, `points` a distance of shares."""

SIGNED: frozenset[Kind] = frozenset(("change", "gain", "share_change", "points_change", "number_change"))


@dataclass(frozen=True)
class Cell:
    """A value and what it is; None: nothing there."""

    value: Any
    kind: Kind = "text"


@dataclass(frozen=True)
class Column:
    """A head in the reader's language, and whether texts stand below it."""

    head: str
    is_text: bool = False


@dataclass(frozen=True)
class TuningTable:
    """A table. `name`: a word of the tuning, which is its title and sheet too."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def objective_cell(value: Any, *, in_money: bool, signed: bool = False) -> Cell:
    """A value of the objective."""
    if in_money:
        return Cell(value, "gain" if signed else "amount")
    return Cell(value, "number_change" if signed else "number")


def cell_text(cell: Cell, language: Language) -> str:
    """As people read it: grouped digits, a sign where a change is meant, differences of shares in points."""
    if cell.value is None:
        return "" if cell.kind == "text" else NOTHING
    if cell.kind == "text":
        return str(cell.value)
    if cell.kind == "count":
        return f"{int(cell.value):,}"
    number = float(cell.value)
    if cell.kind in ("points", "points_change"):
        text = WORDS["points"].fill({"points": f"{number * 100:,.1f}"}, language)
    elif cell.kind in ("share", "share_change"):
        text = share_words(number, language)
    elif cell.kind in ("amount", "change", "gain"):
        digits = 0 if abs(number) >= 1000 or number.is_integer() else 2
        text = f"{Decimal(str(cell.value)):,.{digits}f}"
    else:
        text = f"{significant(number):,.6g}"
    return _with_sign(text, number) if cell.kind in SIGNED else text.replace("-", "−")


def _with_sign(text: str, number: float) -> str:
    if not any(digit in "123456789" for digit in text):
        return text.replace("-", "")
    return f"+{text}" if number > 0 else text.replace("-", "−")
