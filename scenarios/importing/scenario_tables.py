"""The tables of a written scenario: cells, people, members, seasonality."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from models.allocation.phasing.calendar import MONTH_NAMES
from models.history.seasonality import SHARE_UNITS
from scenarios.importing.base_year import calendar_of
from scenarios.importing.cell_table import CellTable
from scenarios.importing.history import History
from scenarios.importing.targets import Target, floors_and_caps

Row = Mapping[str, Any]


def cell_rows(history: History, cells: CellTable) -> list[Row]:
    """One row per cell, money in the document's unit; None where a number is unknown."""
    names = [dimension.name for dimension in history.mapping.dimensions]

    def money(minor: int | None) -> Decimal | None:
        return None if minor is None else history.money.from_minor(minor)

    return [
        dict(zip(names, cell.key, strict=True))
        | {
            "baseline": money(cell.baseline),
            "potential": money(cell.comparable) if cell.comparable > 0 else None,
            "forecast": money(cell.forecast),
            "forecast_log_sd": cell.log_sd if cell.forecast is not None else None,
            "margin_rate": cell.margin,
            "previous": money(cell.previous),
        }
        for cell in cells.cells
    ]


def people_rows(history: History, cells: CellTable, target: Target) -> list[Row]:
    """Teams and people with hire date, floor and cap; empty without people."""
    mapping = history.mapping
    person = mapping.with_role("person")
    if person is None:
        return []
    place = [dimension.name for dimension in mapping.dimensions].index(person.name)
    comparable = cells.comparable_by(place)
    rule = mapping.limits.person
    bounds = {} if rule is None else floors_and_caps(comparable, rule, target.ratio, history.money)
    rows = _parents(history, place, list(comparable))
    for name in sorted(comparable):
        known = history.staff.people.get(name)
        low, high = bounds.get(name, (None, None))
        rows.append(
            {
                "key": name,
                "label": name,
                "parent": history.parent_of(place, name),
                "hire_date": known.hired.isoformat() if known is not None and known.hired is not None else None,
                "floor": None if low is None else history.money.from_minor(low),
                "cap": None if high is None else history.money.from_minor(high),
            }
        )
    return _without_empty(rows, ("parent", "hire_date", "floor", "cap"))


def member_rows(history: History, cells: CellTable, place: int) -> list[Row]:
    """Members of another dimension with those above them; products with their unit price."""
    names = sorted({cell.key[place] for cell in cells.cells})
    is_product = history.mapping.dimensions[place].role == "product"
    prices = history.rates.product_price if is_product else {}
    rows = _parents(history, place, names)
    for name in names:
        price = history.money.from_minor(round(prices[name])) if name in prices else None
        rows.append({"key": name, "label": name, "parent": history.parent_of(place, name), "unit_price": price})
    return _without_empty(rows, ("parent", "unit_price"))


def seasonality_rows(history: History) -> list[Row]:
    """Shares of the year by group and calendar month; each row adds up to one. The company's, without keys, comes
    first: it is for everybody without a row."""
    found = history.shapes
    names = [history.mapping.dimensions[place].name for place in found.dimensions]
    first = calendar_of(history.mapping).starts - 1

    def shares_of(shares: Sequence[int]) -> dict[str, Decimal]:
        return {
            name: Decimal(shares[(month - first) % len(MONTH_NAMES)]) / SHARE_UNITS
            for month, name in enumerate(MONTH_NAMES)
        }

    company: list[Row] = [dict.fromkeys(names) | shares_of(found.shapes.company.tolist())]
    return company + [
        dict(zip(names, key, strict=True)) | shares_of(shares)
        for key, shares in zip(found.keys, found.shapes.shares.tolist(), strict=True)
    ]


def csv_bytes(rows: Sequence[Row]) -> bytes:
    """Rows as CSV (UTF-8); None is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _field(value) for name, value in row.items()})
    return text.getvalue().encode()


def _field(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _parents(history: History, place: int, names: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of the levels above, from the top down, each with its own parent."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    levels = history.levels[place]
    for name in sorted(names):
        above = history.above(place, name)
        for depth, (level, key) in enumerate(zip(levels, above, strict=False)):
            if key:
                parent = next((one for one in reversed(above[:depth]) if one), None)
                rows.setdefault((level, key), {"key": key, "label": key, "parent": parent, "level": level})
    return sorted(rows.values(), key=lambda row: (levels.index(row["level"]), row["key"]))


def _without_empty(rows: Sequence[Row], optional: Sequence[str]) -> list[Row]:
    """Rows without the optional columns that no row states."""
    dropped = {name for name in optional if all(row.get(name) is None for row in rows)}
    return [{name: value for name, value in row.items() if name not in dropped} for row in rows]
