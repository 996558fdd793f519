"""Number columns of tables: money as exact minor units, rates as floats, each within its range."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from models.allocation.problem import Amounts
from models.arrays import BoolArray, FloatArray, IntArray
from models.findings import Fact, FindingList
from models.tables.base import Table, add_for_rows
from models.tables.number_texts import NumberRefused, number_from_text
from models.tables.written_numbers import WrittenNumbers, read_numbers
from models.units import MAX_MINOR, AmountError, Money
from scenarios.definition.columns import Column
from scenarios.definition.percentages import as_fraction


def money_column(table: Table, column: Column, money: Money, findings: FindingList) -> Amounts:
    """Exact amounts. Finds values that are no numbers, `amount_too_fine`, `amount_too_large`,
    `number_below_minimum`, `column_total_too_large`."""
    if column.name not in table.names:
        return Amounts.absent(table.count)
    texts, written = _numbers(table, column, findings)
    minor, too_fine, too_large = _minor_units(written, money)
    digits = {"digits": money.written_digits}
    _report(findings, table, column, "amount_too_fine", texts, np.flatnonzero(too_fine), digits)
    _report(findings, table, column, "amount_too_large", texts, np.flatnonzero(too_large), digits)
    if column.minimum is not None:
        bound = {"bound": column.minimum}
        _report(findings, table, column, "number_below_minimum", texts, np.flatnonzero(minor < 0), bound)
    if float(np.abs(minor).sum(dtype=np.float64)) > MAX_MINOR:
        largest = str(money.from_minor(MAX_MINOR))
        findings.add(
            "column_total_too_large", table.place(None, column.name), {"column": column.name, "bound": largest}
        )
    return Amounts(minor, written.present)


def rate_column(table: Table, column: Column, findings: FindingList) -> FloatArray:
    """Floats, NaN for null. Finds values that are no numbers, `number_below_minimum`, `number_above_maximum`."""
    if column.name not in table.names:
        return np.full(table.count, np.nan)
    texts, written = _numbers(table, column, findings)
    values = written.floats()
    if column.minimum is not None:
        rows = np.flatnonzero(values < column.minimum)
        _report(findings, table, column, "number_below_minimum", texts, rows, {"bound": column.minimum})
    if column.maximum is not None:
        rows = np.flatnonzero(values > column.maximum)
        _report(findings, table, column, "number_above_maximum", texts, rows, {"bound": column.maximum})
    return values


def _minor_units(written: WrittenNumbers, money: Money) -> tuple[IntArray, BoolArray, BoolArray]:
    """(minor units, too fine, too large) of a column."""
    minor, too_fine, too_large = money.to_minor_column(written.mantissa, written.decimals)
    for row, number in written.others.items():
        try:
            minor[row] = money.to_minor(number)
        except AmountError as error:
            (too_large if error.reason == "too_large" else too_fine)[row] = True
    return minor, too_fine, too_large


def _numbers(table: Table, column: Column, findings: FindingList) -> tuple[Sequence[str], WrittenNumbers]:
    """The fast way for plain numbers; texts that are none one by one, each exactly or with its own fault."""
    texts = table.numbers(column.name, findings)
    written = read_numbers(texts)
    found: dict[int, Decimal] = {}
    for row in written.invalid.tolist():
        try:
            found[row] = number_from_text(texts[row], is_rate=column.kind == "rate", commas_group=table.commas_group)
        except NumberRefused as refused:
            findings.add(refused.code, table.place(row, column.name), {"value": texts[row][:60]})
    return texts, written.with_numbers(found)


def _report(
    findings: FindingList,
    table: Table,
    column: Column,
    code: str,
    texts: Sequence[str],
    rows: IntArray,
    facts: dict[str, float] | dict[str, int],
) -> None:
    bound = facts["bound"] if column.name.endswith("_rate") and "bound" in facts else np.inf
    faults: list[tuple[int, dict[str, Fact]]] = [
        (row, {"value": texts[row][:60], **facts, **as_fraction(texts[row], bound)}) for row in rows.tolist()
    ]
    add_for_rows(findings, table, code, column.name, faults)


def mixed_column(table: Table, column: Column, is_money: BoolArray, money: Money, findings: FindingList) -> FloatArray:
    """Numbers that are amounts in some rows: exact minor units there, the plain number elsewhere, NaN for null.

    Finds values that are no numbers, `amount_too_fine`, `amount_too_large`, `number_below_minimum`."""
    if column.name not in table.names:
        return np.full(table.count, np.nan)
    texts, written = _numbers(table, column, findings)
    values = written.floats()
    minor, too_fine, too_large = _minor_units(written, money)
    digits = {"digits": money.written_digits}
    _report(findings, table, column, "amount_too_fine", texts, np.flatnonzero(too_fine & is_money), digits)
    too_large |= np.abs(np.nan_to_num(values)) > MAX_MINOR
    _report(findings, table, column, "amount_too_large", texts, np.flatnonzero(too_large), digits)
    if column.minimum is not None:
        rows = np.flatnonzero(values < column.minimum)
        _report(findings, table, column, "number_below_minimum", texts, rows, {"bound": column.minimum})
    return np.where(is_money & written.present, minor.astype(np.float64), values)
