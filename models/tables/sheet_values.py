"""Values of a spreadsheet's cells, as far as a table can hold them, and how they are written as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

EXCEL_DIGITS = 15
"""Decimal digits that Excel keeps and shows of a number; what a file stores beyond them is binary noise."""

LOST_DIGITS_FROM = 10**EXCEL_DIGITS
"""Whole numbers from here on have lost digits when a spreadsheet stored them as numbers."""


class PercentNumber(float):
    """A number in a cell with a percent format: 0.125, shown as 12.5 %."""


@dataclass(frozen=True)
class CellError:
    """What a formula came to when it failed, such as #N/A."""

    name: str


@dataclass(frozen=True)
class NotComputed:
    """A formula whose result was never stored: the file was written by a program and not yet saved by a spreadsheet."""

    formula: str


Moment = date | datetime | time | timedelta
CellValue = str | bool | int | float | Moment | CellError | NotComputed | None


def is_blank(value: CellValue) -> bool:
    """Nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())


def exact_cell_number(value: int | float) -> Decimal:
    """The number as a spreadsheet shows it: 15 digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{EXCEL_DIGITS}g}")


def number_words(value: int | float) -> str:
    """The number as written: 12, 0.5, 1e+20; a percent cell as 12.5%."""
    number = exact_cell_number(value)
    if isinstance(value, PercentNumber):
        return f"{number.scaleb(2):f}%"
    whole = int(number) if abs(number) < LOST_DIGITS_FROM else None
    return str(whole) if whole is not None and whole == number else str(number)


def moment_words(value: Moment) -> str:
    """ISO 8601: 2023-04-01; with a time of day only when there is one."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value) if isinstance(value, timedelta) else value.isoformat()


def lost_digits(value: CellValue) -> bool:
    """A key so long that the spreadsheet, having taken it for a number, dropped its last digits."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= LOST_DIGITS_FROM
