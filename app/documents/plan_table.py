"""A plan's cells as CSV, for Excel."""

from __future__ import annotations

import csv
import io

from models.allocation.plan import Plan
from models.arrays import IntArray

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plan_csv(plan: Plan) -> bytes:
    """One row per cell: member keys, labels, target, last year, growth; where targets are over-assigned, the plan and
    the numbers of every level above the target too, and the months of a phased plan. UTF-8 with a byte-order mark, so
    that Excel reads Chinese; CRLF; texts that would start a formula are quoted with an apostrophe."""
    dimensions = plan.problem.dimensions
    money = plan.problem.money
    baseline = plan.problem.cells.baseline
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    header = [name for dimension in dimensions for name in (dimension.name, f"{dimension.name}_label")]
    upper = _upper_numbers(plan)
    months = [] if plan.months is None else plan.months.calendar.months
    writer.writerow([safe_text(name) for name in header] + ["target", "baseline", "growth_rate", *upper, *months])
    for cell, minor in enumerate(plan.targets_minor.tolist()):
        row = []
        for dimension, key in zip(dimensions, plan.problem.cell_key(cell), strict=True):
            row += [safe_text(key), safe_text(dimension.by_key[key].label)]
        base = int(baseline.minor[cell]) if baseline.present[cell] else None
        growth = f"{minor / base - 1.0:.6f}" if base is not None and base > 0 else ""
        amounts = [str(money.from_minor(minor)), "" if base is None else str(money.from_minor(base)), growth]
        amounts += [str(money.from_minor(int(column[cell]))) for column in upper.values()]
        if plan.months is not None:
            amounts += [str(money.from_minor(month)) for month in plan.months.minor[cell].tolist()]
        writer.writerow(row + amounts)
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def _upper_numbers(plan: Plan) -> dict[str, IntArray]:
    """Further columns: the plan, and the numbers of every level of the over-assigned dimension but the last."""
    over = plan.problem.over_assignment
    if over is None:
        return {}
    levels = {f"target_{level}": plan.numbers.at(place + 1) for place, level in enumerate(over.levels[:-1])}
    return {"plan": plan.numbers.plan, **levels}


def safe_text(text: str) -> str:
    """The text as a spreadsheet shows it, never runs it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
