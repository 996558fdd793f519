"""A workbook's scenario as one document: the rows of its sheets stand in the document itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np

from models.allocation.dimensions import Dimension
from models.allocation.phasing.calendar import MONTH_NAMES
from scenarios.definition.columns import HOLD_REASON, MONEY_COLUMNS, RATE_COLUMNS
from scenarios.definition.scenario import Scenario

SHEET = "#"
"""What the names of tables begin with that came in the workbook itself."""


def inlined_document(scenario: Scenario, written: Mapping[str, Any]) -> dict[str, Any]:
    """The document `written` of a scenario with the rows of its own sheets inline; files that it names stay named."""
    document = dict(written)
    if _is_sheet(document.get("cells")):
        document["cells"] = _cells(scenario)
    dimensions = zip(document.get("dimensions", []), scenario.problem.dimensions, strict=True)
    document["dimensions"] = [
        {**dict(one), "members": _members(dimension)} if _is_sheet(one.get("members")) else dict(one)
        for one, dimension in dimensions
    ]
    phasing = document.get("phasing")
    if isinstance(phasing, Mapping) and _is_sheet(phasing.get("seasonality")):
        document["phasing"] = {**phasing, "seasonality": _seasonality(scenario)}
    return document


def _is_sheet(rows: object) -> bool:
    return isinstance(rows, Mapping) and str(rows.get("table", "")).startswith(SHEET)


def _cells(scenario: Scenario) -> list[dict[str, object]]:
    """Every cell with what it states, amounts exact."""
    problem = scenario.problem
    rows: list[dict[str, object]] = []
    for cell in range(problem.cells.count):
        keys = zip((dimension.name for dimension in problem.dimensions), problem.cell_key(cell), strict=True)
        row: dict[str, object] = dict(keys)
        for column in MONEY_COLUMNS:
            amounts = getattr(problem.cells, column.name)
            if amounts.present[cell]:
                row[column.name] = problem.money.from_minor(int(amounts.minor[cell]))
        for column in RATE_COLUMNS:
            value = float(getattr(problem.cells, column.name)[cell])
            if not np.isnan(value):
                row[column.name] = Decimal(repr(value))
        if cell in scenario.hold_reasons:
            row[HOLD_REASON.name] = scenario.hold_reasons[cell]
        rows.append(row)
    return rows


def _members(dimension: Dimension) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for member in dimension.members:
        row: dict[str, object] = {"key": member.key, "label": member.label, "level": member.level}
        if member.parent is not None:
            row["parent"] = member.parent
        if member.priority:
            row["priority"] = Decimal(repr(member.priority))
        if member.attributes:
            row["attributes"] = {name: _plain(value) for name, value in member.attributes.items()}
        rows.append(row)
    return rows


def _seasonality(scenario: Scenario) -> list[dict[str, object]]:
    rules = scenario.problem.phasing
    rows = () if rules is None else rules.seasonality
    return [{**dict(row.keys), **dict(zip(MONTH_NAMES, row.months, strict=True))} for row in rows]


def _plain(value: object) -> object:
    return Decimal(repr(value)) if isinstance(value, float) else value
