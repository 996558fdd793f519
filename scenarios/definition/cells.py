"""Cell rows, read and made columns of exact numbers sorted by their members' keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.allocation.dimensions import Dimension
from models.allocation.problem import Amounts, Cells
from models.arrays import BoolArray, FloatArray, IntArray
from models.findings import Fact, FindingList, Suggestions, near_names
from models.tables.base import Table, add_for_rows
from models.units import Money
from scenarios.definition.columns import CELL_COLUMN_NAMES, HOLD_REASON, MONEY_COLUMNS, RATE_COLUMNS
from scenarios.definition.number_columns import money_column, rate_column
from scenarios.definition.text_columns import text_column


@dataclass(frozen=True, eq=False)
class CellRows:
    """The cells, and the reason of every held one by its position among them."""

    cells: Cells
    hold_reasons: dict[int, str]


def read_cells(table: Table, dimensions: tuple[Dimension, ...], money: Money, findings: FindingList) -> CellRows | None:
    """The cells of a table; None with the reasons in `findings`."""
    before = len(findings)
    _check_columns(table, dimensions, findings)
    if len(findings) > before:
        return None
    if not table.count:
        findings.add("no_cells", table.place(None, None))
        return None
    members = np.array([_members(table, dimension, findings) for dimension in dimensions], dtype=np.int64)
    amounts = {column.name: money_column(table, column, money, findings) for column in MONEY_COLUMNS}
    rates = {column.name: rate_column(table, column, findings) for column in RATE_COLUMNS}
    reasons = text_column(table, HOLD_REASON.name, findings)
    read_cleanly = len(findings) == before
    order = _order(members)
    _check_twice(table, members, order, dimensions, findings)
    if read_cleanly:  # a number that cannot be read is not a number that is missing
        _check_any_number(table, members, amounts, dimensions, findings)
    _check_hold_reasons(table, amounts["hold"].present, reasons, findings)
    if len(findings) > before:
        return None
    held = {int(place): reasons[row] for place, row in enumerate(order) if amounts["hold"].present[row]}
    return CellRows(_sorted(members, amounts, rates, order), held)


def _check_columns(table: Table, dimensions: tuple[Dimension, ...], findings: FindingList) -> None:
    names = [dimension.name for dimension in dimensions]
    known = [*names, *sorted(CELL_COLUMN_NAMES)]
    suggestions = Suggestions(known)
    for name, place in table.strangers(frozenset(known)):
        facts: dict[str, Fact] = {"column": name[:60], "known": known, "near": suggestions.near(name)}
        findings.add("column_unknown", place, facts)
    for name in names:
        if name not in table.names and table.count:
            near = near_names(name, table.names)
            findings.add("column_missing", table.place(None, name), {"column": name, "near": near})


def _members(table: Table, dimension: Dimension, findings: FindingList) -> IntArray:
    """Leaf position of every row in one dimension, −1 where it names no leaf."""
    texts = table.texts(dimension.name, findings)
    index = dimension.leaf_index
    positions = np.array([index.get(text, -1) for text in texts], dtype=np.int64)
    absent: list[tuple[int, dict[str, Fact]]] = []
    unknown: list[tuple[int, dict[str, Fact]]] = []
    not_leaf: list[tuple[int, dict[str, Fact]]] = []
    suggestions = Suggestions(list(index))
    for row in np.flatnonzero(positions < 0).tolist():
        text = texts[row]
        if not text:
            absent.append((row, {"dimension": dimension.name}))
        elif text in dimension.by_key:
            facts: dict[str, Fact] = {
                "name": text,
                "level": dimension.by_key[text].level,
                "leaf_level": dimension.levels[-1],
            }
            not_leaf.append((row, facts))
        else:
            facts = {"name": text[:60], "dimension": dimension.name, "near": suggestions.near(text)}
            unknown.append((row, facts))
    add_for_rows(findings, table, "member_missing", dimension.name, absent)
    add_for_rows(findings, table, "member_unknown", dimension.name, unknown)
    add_for_rows(findings, table, "member_not_leaf", dimension.name, not_leaf)
    return positions


def _order(members: IntArray) -> IntArray:
    """Rows by their members' keys: leaves are sorted, so positions sort like keys. Stable."""
    return np.asarray(np.lexsort(members[::-1]), dtype=np.int64)


def _check_twice(
    table: Table, members: IntArray, order: IntArray, dimensions: tuple[Dimension, ...], findings: FindingList
) -> None:
    ordered = members[:, order]
    same = (ordered[:, 1:] == ordered[:, :-1]).all(axis=0) & (ordered[:, 1:] >= 0).all(axis=0)
    faults: list[tuple[int, dict[str, Fact]]] = []
    first = 0
    for place in np.flatnonzero(same):
        if place == 0 or not same[place - 1]:
            first = int(order[place])
        words = table.place(first, None).address
        row = int(order[place + 1])
        faults.append((row, {"cell": _cell_words(members[:, row], dimensions), "first": words}))
    add_for_rows(findings, table, "cell_twice", None, sorted(faults, key=lambda fault: fault[0]))


def _check_any_number(
    table: Table,
    members: IntArray,
    amounts: dict[str, Amounts],
    dimensions: tuple[Dimension, ...],
    findings: FindingList,
) -> None:
    stated = np.any([column.present for column in amounts.values()], axis=0)
    faults: list[tuple[int, dict[str, Fact]]] = [
        (int(row), {"cell": _cell_words(members[:, row], dimensions)}) for row in np.flatnonzero(~stated)
    ]
    add_for_rows(findings, table, "cell_without_number", None, faults)


def _check_hold_reasons(table: Table, held: BoolArray, reasons: object, findings: FindingList) -> None:
    assert isinstance(reasons, list | tuple)
    faults: list[tuple[int, dict[str, Fact]]] = [(int(row), {}) for row in np.flatnonzero(held) if not reasons[row]]
    add_for_rows(findings, table, "hold_without_reason", HOLD_REASON.name, faults)


def _cell_words(members: IntArray, dimensions: tuple[Dimension, ...]) -> str:
    return " × ".join(dimension.leaves[place].key for dimension, place in zip(dimensions, members, strict=True))


def _sorted(members: IntArray, amounts: dict[str, Amounts], rates: dict[str, FloatArray], order: IntArray) -> Cells:
    money = {
        name: replace(column, minor=column.minor[order], present=column.present[order])
        for name, column in amounts.items()
    }
    rate = {name: column[order] for name, column in rates.items()}
    return Cells(
        members=members[:, order],
        baseline=money["baseline"],
        potential=money["potential"],
        market=money["market"],
        forecast=money["forecast"],
        commitment=money["commitment"],
        hold=money["hold"],
        previous=money["previous"],
        forecast_log_sd=rate["forecast_log_sd"],
        margin_rate=rate["margin_rate"],
        effort=rate["effort"],
        priority=rate["priority"],
        unit_price=rate["unit_price"],
    )
