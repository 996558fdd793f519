"""Months and quarters as tables of targets and actuals write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from models.arrays import IntArray
from models.findings import FindingList
from models.history.calendar import MONTHS, month_text
from models.tables.base import Table

_MONTH = re.compile(r"(?:([0-9]{4})-)?(0?[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"(?:([0-9]{4})-?)?[Qq]([1-4])", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class PeriodRefused(ValueError):
    """A text that is no period of the plan year; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


YEAR = (0, MONTHS)
"""The stretch of the whole plan year: first month and months, counted from the plan year's first."""


def read_periods(table: Table, texts: Sequence[str], first_month: int, findings: FindingList) -> IntArray:
    """(first month, months) of each row's period within the plan year, shape (rows, 2). Finds `period_form`,
    `period_outside_year`. Months without a year are calendar months of the plan year."""
    known: dict[str, tuple[int, int] | PeriodRefused] = {}
    found = np.zeros((len(texts), 2), dtype=np.int64)
    for row, text in enumerate(texts):
        if text not in known:
            try:
                known[text] = _stretch(text, first_month)
            except PeriodRefused as refused:
                known[text] = refused
        stretch = known[text]
        if isinstance(stretch, PeriodRefused):
            facts = {"value": text[:60], "first": month_text(first_month), "last": month_text(first_month + MONTHS - 1)}
            findings.add(stretch.code, table.place(row, "period"), facts)
        else:
            found[row] = stretch
    return found


def _stretch(text: str, first_month: int) -> tuple[int, int]:
    if not text:
        return YEAR
    if _DATE.fullmatch(text):  # the first of a month, as Excel makes of 2026-03
        text = text[:7]
    quarter = _QUARTER.fullmatch(text)
    if quarter is not None:
        return _quarter(quarter[1], int(quarter[2]), first_month)
    month = _MONTH.fullmatch(text)
    if month is None:
        raise PeriodRefused("period_form")
    if month[1] is None:
        return ((int(month[2]) - 1 - first_month) % MONTHS, 1)
    place = MONTHS * int(month[1]) + int(month[2]) - 1 - first_month
    if not 0 <= place < MONTHS:
        raise PeriodRefused("period_outside_year")
    return (place, 1)


def _quarter(year: str | None, quarter: int, first_month: int) -> tuple[int, int]:
    """Quarters are three plan months each; the year that is written with one is that in which the plan year begins."""
    if year is not None and int(year) != first_month // MONTHS:
        raise PeriodRefused("period_outside_year")
    return (3 * (quarter - 1), 3)


def stretch_text(first: int, last: int) -> str:
    """A stretch of months as people write it: 2026-03, or 2026-01 – 2026-03."""
    return month_text(first) if first == last else f"{month_text(first)} – {month_text(last)}"


def stretch_texts(first_month: int, ends: Sequence[int], chosen: Sequence[int]) -> list[str]:
    """Some of the stretches that end after these plan months, as people write them, neighbours as one:
    2026-01 – 2026-03, 2026-05. `chosen`: their positions, ascending."""
    found: list[tuple[int, int]] = []
    for place in chosen:
        first, last = first_month + (ends[place - 1] if place else 0), first_month + ends[place] - 1
        if found and found[-1][1] == first - 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return [stretch_text(first, last) for first, last in found]
