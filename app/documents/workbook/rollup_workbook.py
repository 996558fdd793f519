"""A roll-up as an Excel workbook: one sheet with every node and period, and their total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.workbook.book import Book
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import Kind, TableColumn, Value, table_sheet
from app.messages import Language
from models.allocation.rollup import Cut
from scenarios.definition import Scenario
from scenarios.rollup import RollUpResult

_KINDS: Mapping[str, tuple[str, Kind]] = {
    "target": ("target", "amount"),
    "plan": ("plan", "amount"),
    "assigned": ("assigned", "amount"),
    "hedge": ("hedge", "amount"),
    "baseline": ("baseline", "amount"),
    "previous": ("previous", "amount"),
    "growth_rate": ("growth", "growth"),
    "like_for_like_rate": ("like_for_like", "growth"),
    "share": ("share", "share"),
    "margin": ("margin", "number"),
    "margin_rate": ("margin_rate", "share"),
    "difficulty": ("difficulty", "difficulty"),
    "attain_probability": ("attain", "share"),
    "utilisation": ("utilisation", "share"),
    "cells": ("cells", "count"),
}
"""Numbers of a node: their word and how they are shown."""


def rollup_workbook(scenario: Scenario, result: RollUpResult, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from a roll-up document: the same for the same plan. Columns in which no node says anything are
    left out; the rows of the total come last, one per period."""
    plan, rollup, _ = result.raise_for_outcome()
    book = Book(language)
    view = PlanView(scenario, result.allocation, plan, language)
    nodes: list[dict[str, Any]] = [*document["nodes"], *document["total"]] if rollup.cut.axes else document["total"]
    chosen = [name for name in _KINDS if any(node[name] is not None for node in nodes)]
    columns = [
        *(TableColumn(_axis_name(view, rollup.cut, place)) for place in range(len(rollup.cut.axes))),
        TableColumn(view.word("period"), width=11.0),
        *(TableColumn(view.word(_KINDS[name][0]), _KINDS[name][1], 13.0) for name in chosen),
        *(TableColumn(view.word("key_of", name=axis), "key") for axis in document["by"]),
    ]
    rows = [_row(view, node, chosen, len(rollup.cut.axes)) for node in nodes]
    count = len(rows) - (len(document["total"]) if rollup.cut.axes else 0)
    title = view.word("sheet_rollup")
    name = free_name(book, title)
    table_sheet(view, book, name, title, columns, rows[:count], rows[count:], frozen=max(len(rollup.cut.axes), 1))
    return book.close()


def _row(view: PlanView, node: Mapping[str, Any], chosen: list[str], axes: int) -> list[Value]:
    is_total = bool(axes) and not node["key"]
    names = [view.word("total"), *[""] * (axes - 1)] if is_total else node["label"]
    keys = [""] * axes if is_total else node["key"]
    return [*names, node["period"], *(node[name] for name in chosen), *keys]


def _axis_name(view: PlanView, cut: Cut, place: int) -> str:
    axis = cut.axes[place]
    if axis.level is None:
        return axis.name.replace("_", " ").capitalize()
    return view.level_name(cut.dimensions[place], axis.level)
