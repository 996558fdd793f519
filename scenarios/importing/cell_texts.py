"""Values of workbooks and Parquet files as the text that a CSV file would hold."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

SPREADSHEET_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; what follows is noise of binary fractions."""


def text_of(value: object) -> str:
    """The value as trimmed text: 2019-07-01 for a day, 12.5 for a number, "" for nothing."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    if value.is_integer() and abs(value) < 10**SPREADSHEET_DIGITS:
        return str(int(value))
    return f"{value:.{SPREADSHEET_DIGITS}g}"
