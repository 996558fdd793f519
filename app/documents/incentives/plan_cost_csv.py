"""The cost of a plan as one long table: a row per figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.documents.incentives.plan_cost_tables import BOTH, FIGURES, QUARTERS, Cell
from app.documents.plan_table import safe_text

CSV_COLUMNS = ("part", "group", "variant", "name", "year", "figure", *BOTH)
"""`part`: cost, over_budget, component, cap, draw, level, paid (in a calendar year), present_value or performance.
Rows without a group are of the whole plan."""

_Row = Sequence[Cell]


def cost_csv(document: Mapping[str, Any]) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads Chinese; CRLF; texts that would start a formula are quoted
    with an apostrophe; an empty field is not zero."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in _rows(document):
        writer.writerow([safe_text(value) if isinstance(value, str) else value for value in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def _rows(document: Mapping[str, Any]) -> Iterator[_Row]:
    yield from _figures(("cost", None, None, None, None), document["figures"])
    if document["over_budget"] is not None:
        yield "over_budget", None, None, None, None, None, *_both(document["over_budget"])
    for one in document["years"]:
        yield from _year((None, None, None), one)
    for group in document["groups"]:
        yield from _group(group)


def _group(group: Mapping[str, Any]) -> Iterator[_Row]:
    who = group["group"], group["variant"]
    yield from _figures(("cost", *who, None, None), group["figures"])
    for part in group["components"]:
        yield from _figures((part["kind"], *who, part["name"], None), part["figures"])
    for part in group["levels"]:
        yield "level", *who, f"{part['component']}: {part['level']}", None, None, *_both(part)
    for part in group["years"]:
        yield from _year((*who, part["element"] or part["kind"]), part)
    found = group["performance"]
    numbers = zip(("rank_correlation", *QUARTERS), (found["rank_correlation"], *found["quarters"]), strict=False)
    for name, value in numbers:
        if value is not None:
            yield "performance", *who, None, None, name, None, value, None, None, "simulation"


def _year(who: tuple[Cell, ...], part: Mapping[str, Any]) -> Iterator[_Row]:
    yield from _figures(("paid", *who, part["year"]), part["figures"])
    decides = part["figures"]["mean"]["decided_by"]
    values = (part["present_value"], None) if decides == "closed_form" else (None, part["present_value"])
    yield "present_value", *who, part["year"], "mean", *values, None, None, decides


def _figures(about: tuple[Cell, ...], figures: Mapping[str, Any]) -> Iterator[_Row]:
    for name in FIGURES:
        yield *about, name, *_both(figures[name])


def _both(figure: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(figure[name] for name in BOTH)
