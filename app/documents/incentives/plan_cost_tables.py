"""The cost of a plan as tables: one list of them for CSV, the workbook and the screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.documents.plan_table import safe_text
from app.json_text import json_bytes
from app.messages import Language

Cell = str | int | float | Decimal | None
FIGURES = ("mean", "p50", "p90", "p95", "cvar95")
BOTH = ("closed", "simulated", "low", "high")

CSV_COLUMNS = ("part", "group", "variant", "name", "years", *BOTH, "decided_by")
"""One row per figure. `part`: cost, component, level, over_budget, promised or present_value."""


@dataclass(frozen=True)
class CostTable:
    """A table with a `name` of the report's words, its columns, and rows. `shares`: columns that are percentages."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[str, ...] = ()


def cost_tables(document: Mapping[str, Any]) -> tuple[CostTable, ...]:
    """Figures of the total, groups, components, levels, and years of payment."""
    groups = document["groups"]
    total = [(name, *_both(document["figures"][name])) for name in FIGURES]
    rows = [
        (one["label"], one["people"], *(one["figures"][name][_column(one)] for name in FIGURES), one["decided_by"])
        for one in groups
    ]
    components = [(one["label"], part["label"], *_both(part)) for one in groups for part in one["components"]]
    levels = [
        (one["label"], part["component"], part["level"], part["attainment"], *_both(part))
        for one in groups
        for part in one["levels"]
    ]
    years = [
        (one["label"], part["years"], part["kind"], part["element"], part["promised"], part["present_value"])
        for one in groups
        for part in one["years"]
    ]
    return (
        CostTable("figures", ("figure", *BOTH), tuple(total)),
        CostTable("groups", ("group", "people", *FIGURES, "decided_by"), tuple(rows)),
        CostTable("components", ("group", "component", *BOTH), tuple(components)),
        CostTable("levels", ("group", "component", "level", "attainment", *BOTH), tuple(levels), ("attainment", *BOTH)),
        CostTable("by_year", ("group", "years", "kind", "element", "promised", "present_value"), tuple(years)),
    )


def cost_csv(document: Mapping[str, Any]) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF; texts that would start a formula are quoted
    with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in _rows(document):
        writer.writerow([safe_text(value) if isinstance(value, str) else value for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def cost_bytes(document: Mapping[str, Any], suffix: str, language: Language) -> bytes:
    """The bytes of a file: .csv, .xlsx, else JSON."""
    if suffix == ".csv":
        return cost_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.plan_cost_workbook import plan_cost_workbook  # only those who need it wait for it

        return plan_cost_workbook(document, language)
    return json_bytes(document)


def _rows(document: Mapping[str, Any]) -> Iterator[Sequence[Cell]]:
    decides = document["decided_by"]
    for name in FIGURES:
        yield "cost", None, None, name, None, *_both(document["figures"][name]), decides
    if document["over_budget"] is not None:
        yield "over_budget", None, None, None, None, *_both(document["over_budget"]), decides
    for one in document["groups"]:
        who, decides = (one["group"], one["variant"]), one["decided_by"]
        for name in FIGURES:
            yield "cost", *who, name, None, *_both(one["figures"][name]), decides
        for part in one["components"]:
            yield "component", *who, part["name"], None, *_both(part), decides
        for part in one["levels"]:
            yield "level", *who, f"{part['component']}: {part['level']}", None, *_both(part), decides
        for part in one["years"]:
            for name in ("promised", "present_value"):
                values = (part[name], None) if decides == "closed_form" else (None, part[name])
                yield name, *who, part["element"] or part["kind"], part["years"], *values, None, None, decides


def _both(figure: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(figure[name] for name in BOTH)


def _column(group: Mapping[str, Any]) -> str:
    return "closed" if group["decided_by"] == "closed_form" else "simulated"
