"""From when to when people are there: months of hire and of leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.phasing.calendar import iso_date, plan_calendar
from models.arrays import IntArray
from models.findings import Fact, FindingList
from models.history.calendar import MONTHS, month_of, month_text
from models.tables.base import Table
from scenarios.definition.text_columns import text_column

UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Stay:
    """Months of hire and of leaving as one number each, −1 where they are not stated, and `most`, the months of the
    plan year from one to the other; all of shape (n,)."""

    hired: IntArray
    left: IntArray
    most: IntArray

    def words(self, row: int) -> dict[str, Fact]:
        """What is stated of a person, as months are written."""
        both = {"hired": int(self.hired[row]), "left": int(self.left[row])}
        return {name: month_text(month) for name, month in both.items() if month >= 0}


def read_stay(table: Table, keys: Sequence[str], first_month: int, findings: FindingList) -> Stay:
    """The columns `hired` and `left`; a day stands for its month.

    Finds `hired_form`, `left_form`, `hired_after_year`, `left_before_year`, `left_before_hired`.
    """
    hired, faults = _months(table, "hired", findings)
    for row, text in faults:
        findings.add("hired_form", table.place(row, "hired"), {"value": text[:60]})
    left, faults = _months(table, "left", findings)
    for row, text in faults:
        findings.add("left_form", table.place(row, "left"), {"value": text[:60]})
    end = first_month + MONTHS
    for row in np.flatnonzero(hired >= end).tolist():
        findings.add("hired_after_year", table.place(row, "hired"), {"value": month_text(int(hired[row]))})
    for row in np.flatnonzero((left >= 0) & (left < first_month)).tolist():
        facts = {"person": keys[row], "left": month_text(int(left[row]))}
        findings.add("left_before_year", table.place(row, "left"), facts)
    for row in np.flatnonzero((left >= first_month) & (left < hired)).tolist():
        facts = {"person": keys[row], "left": month_text(int(left[row])), "hired": month_text(int(hired[row]))}
        findings.add("left_before_hired", table.place(row, "left"), facts)
    begins = np.clip(hired - first_month, 0, MONTHS)
    ends = np.where(left >= 0, np.clip(left + 1 - first_month, 0, MONTHS), MONTHS)
    return Stay(hired, left, np.maximum(ends - begins, 0))


def _months(table: Table, column: str, findings: FindingList) -> tuple[IntArray, list[tuple[int, str]]]:
    """The months of a column, and the rows whose texts are none."""
    texts = text_column(table, column, findings)
    months, faults = np.full(len(texts), UNKNOWN, dtype=np.int64), []
    for row, text in enumerate(texts):
        if not text:
            continue
        day, month = iso_date(text), plan_calendar(text)
        if day is not None:
            months[row] = month_of(day)
        elif month is not None:
            months[row] = month_of(month.firsts[0])
        else:
            faults.append((row, text))
    return months, faults
