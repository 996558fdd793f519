"""Written amounts and quantities as exact integers, whatever marks a country puts between digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from models.allocation.problem import Amounts
from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList
from models.tables.base import Table, add_for_rows
from models.tables.written_numbers import WrittenNumbers, read_numbers
from models.units import MAX_MINOR, AmountError, Money
from scenarios.importing.mapping import FormatMapping

QUANTITY_DIGITS = 6
"""Quantities are kept as millionths of a unit."""


@dataclass(frozen=True, eq=False)
class AmountColumn:
    """Exact amounts of a column, and how many of them had to be rounded to the minor unit."""

    amounts: Amounts
    rounded: int


def plain_numbers(texts: Sequence[str], written: FormatMapping) -> Sequence[str]:
    """The texts with the decimal point of programs and without marks between thousands."""
    if written.thousands is None and written.decimal == ".":
        return texts
    if written.thousands is not None:
        texts = [text.replace(written.thousands, "") for text in texts]
    return texts if written.decimal == "." else [text.replace(written.decimal, ".") for text in texts]


def amount_column(
    table: Table, column: str, written: FormatMapping, money: Money, findings: FindingList, *, required: bool
) -> AmountColumn:
    """The column in minor units. Finds `number_as_text`, `import_amount_missing` (if `required`), `amount_too_fine`
    (unless amounts are to be rounded), `amount_too_large`, `column_total_too_large`."""
    texts = table.texts(column, findings)
    numbers = read_numbers(plain_numbers(texts, written))
    minor, fine, large, rounded = _minor(numbers, money, written.finer_amounts == "round")
    digits = {"digits": money.written_digits}
    _report(findings, table, column, "number_as_text", texts, numbers.invalid.tolist(), {})
    _report(findings, table, column, "amount_too_fine", texts, np.flatnonzero(fine).tolist(), digits)
    _report(findings, table, column, "amount_too_large", texts, np.flatnonzero(large).tolist(), digits)
    if required:
        empty = [row for row, text in enumerate(texts) if not text] if not numbers.present.all() else []
        _report(findings, table, column, "import_amount_missing", texts, empty, {})
    if float(np.abs(minor).sum(dtype=np.float64)) > MAX_MINOR:
        largest = str(money.from_minor(MAX_MINOR))
        findings.add("column_total_too_large", table.place(None, column), {"column": column, "bound": largest})
    return AmountColumn(Amounts(minor, numbers.present), rounded)


def quantity_column(table: Table, column: str, written: FormatMapping, findings: FindingList) -> Amounts:
    """The column in millionths of a unit, rounded there. Finds `number_as_text`, `amount_too_large`."""
    texts = table.texts(column, findings)
    numbers = read_numbers(plain_numbers(texts, written))
    _report(findings, table, column, "number_as_text", texts, numbers.invalid.tolist(), {})
    millionths = np.rint(np.where(numbers.present, numbers.floats(), 0.0) * 10.0**QUANTITY_DIGITS)
    large = np.abs(millionths) > MAX_MINOR
    _report(findings, table, column, "amount_too_large", texts, np.flatnonzero(large).tolist(), {"digits": 0})
    return Amounts(np.where(large, 0, millionths).astype(np.int64), numbers.present)


def _minor(numbers: WrittenNumbers, money: Money, rounds: bool) -> tuple[IntArray, BoolArray, BoolArray, int]:
    """(minor units, too fine, too large, how many were rounded)."""
    minor, fine, large = money.to_minor_column(numbers.mantissa, numbers.decimals)
    for row, number in numbers.others.items():
        try:
            minor[row] = money.to_minor(number)
        except AmountError as error:
            (large if error.reason == "too_large" else fine)[row] = True
    if not rounds or not fine.any():
        return minor, fine, large, 0
    faults = np.flatnonzero(fine)
    for row in faults.tolist():
        exact = numbers.others.get(row)
        if exact is None:
            exact = Decimal(int(numbers.mantissa[row])).scaleb(-int(numbers.decimals[row]))
        step = Decimal(1).scaleb(-money.written_digits)
        minor[row] = money.to_minor(exact.quantize(step, rounding=ROUND_HALF_EVEN))
    return minor, np.zeros_like(fine), large, int(faults.size)


def _report(
    findings: FindingList,
    table: Table,
    column: str,
    code: str,
    texts: Sequence[str],
    rows: Sequence[int],
    facts: dict[str, int],
) -> None:
    faults: list[tuple[int, dict[str, Fact]]] = [(row, {"value": texts[row][:60], **facts}) for row in rows]
    add_for_rows(findings, table, code, column, faults)
