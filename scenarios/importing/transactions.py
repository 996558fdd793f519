"""The transaction table, read: days, exact amounts, and the member of every dimension, as columns of integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.problem import Amounts
from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location, near_names
from models.history.calendar import month_of
from models.tables.base import add_for_rows
from models.tables.csv_table import CsvTable
from models.units import Money
from scenarios.definition.text_columns import text_column
from scenarios.importing.amounts import amount_column, quantity_column
from scenarios.importing.dates import WrittenDay, date_column
from scenarios.importing.mapping import DimensionMapping, ImportMapping


@dataclass(frozen=True, eq=False)
class Codes:
    """A text column as numbers: `code[row]` is the position in `names`, which are sorted; −1 where nothing stands."""

    code: IntArray
    names: tuple[str, ...]

    def index(self) -> dict[str, int]:
        """Position by name."""
        return {name: place for place, name in enumerate(self.names)}


@dataclass(frozen=True, eq=False)
class Transactions:
    """n rows. `month` is 12 · year + month − 1; `amount` and `cost` are minor units, `units` millionths.

    `members[d]` are the codes of dimension d, `above[d]` the names of the levels over each of its members. `row` is
    the row that a spreadsheet shows.
    """

    month: IntArray
    amount: IntArray
    cost: Amounts
    units: Amounts
    orders: Amounts
    members: tuple[Codes, ...]
    above: tuple[tuple[tuple[str, ...], ...], ...]
    customer: Codes | None
    article: Codes | None
    row: IntArray
    file: str
    rounded_amounts: int
    duplicates: IntArray

    @property
    def count(self) -> int:
        """Number of rows."""
        return int(self.month.size)


def read_transactions(
    table: CsvTable, mapping: ImportMapping, money: Money, findings: FindingList
) -> Transactions | None:
    """The transactions of a table; None with the reasons in `findings`."""
    before = len(findings)
    check_columns(table, _needed(mapping), findings)
    if len(findings) > before:
        return None
    columns, written = mapping.columns, mapping.format
    days = date_column(table, columns.date, written.date_format, findings)
    amount = amount_column(table, columns.amount, written, money, findings, required=True)
    cost = (
        None if columns.cost is None else amount_column(table, columns.cost, written, money, findings, required=False)
    )
    quantities = [
        Amounts.absent(table.count) if name is None else quantity_column(table, name, written, findings)
        for name in (columns.units, columns.orders)
    ]
    members = [_member_codes(table, dimension, findings) for dimension in mapping.dimensions]
    above = [
        _above(table, dimension, codes, findings) for dimension, codes in zip(mapping.dimensions, members, strict=True)
    ]
    _check_currency(table, columns.currency, money, findings)
    if len(findings) > before:
        return None
    return Transactions(
        month=_months(days),
        amount=amount.amounts.minor,
        cost=Amounts.absent(table.count) if cost is None else cost.amounts,
        units=quantities[0],
        orders=quantities[1],
        members=tuple(members),
        above=tuple(above),
        customer=None if columns.customer is None else encoded(table.texts(columns.customer, findings)),
        article=None if columns.article is None else encoded(table.texts(columns.article, findings)),
        row=np.asarray(table.rows, dtype=np.int64),
        file=table.file,
        rounded_amounts=amount.rounded + (0 if cost is None else cost.rounded),
        duplicates=_duplicates(table),
    )


def encoded(texts: Sequence[str]) -> Codes:
    """Texts as codes of their sorted names; "" is −1."""
    names = tuple(sorted(set(texts) - {""}))
    index = {name: place for place, name in enumerate(names)} | {"": -1}
    return Codes(np.fromiter((index[text] for text in texts), dtype=np.int64, count=len(texts)), names)


def check_columns(table: CsvTable, needed: Sequence[tuple[str, str]], findings: FindingList) -> None:
    """Every column that the mapping names (pointer, column) stands in the table: else `import_column_missing`."""
    for pointer, name in needed:
        if name not in table.columns:
            near = near_names(name, list(table.columns))
            facts: dict[str, Fact] = {"column": name[:60], "table": table.file, "near": near}
            facts["known"] = [] if near else list(table.columns)
            findings.add("import_column_missing", Location(pointer=pointer), facts)


def _needed(mapping: ImportMapping) -> list[tuple[str, str]]:
    written = mapping.columns.model_dump(exclude_none=True)
    needed = [(f"/columns/{name}", column) for name, column in written.items()]
    for place, dimension in enumerate(mapping.dimensions):
        needed.append((f"/dimensions/{place}/column", dimension.column))
        needed += [
            (f"/dimensions/{place}/above/{number}/column", level.column) for number, level in enumerate(dimension.above)
        ]
    return needed


def _member_codes(table: CsvTable, dimension: DimensionMapping, findings: FindingList) -> Codes:
    texts = text_column(table, dimension.column, findings)
    empty: list[tuple[int, dict[str, Fact]]] = [
        (row, {"dimension": dimension.name}) for row, text in enumerate(texts) if not text
    ]
    add_for_rows(findings, table, "member_missing", dimension.column, empty)
    if dimension.replace:
        texts = [dimension.replace.get(text, text) for text in texts]
    return encoded(texts)


def _above(
    table: CsvTable, dimension: DimensionMapping, codes: Codes, findings: FindingList
) -> tuple[tuple[str, ...], ...]:
    """Per member of the dimension the names of the levels over it, from the top down; one row decides for all."""
    if not dimension.above:
        return tuple(() for _ in codes.names)
    found: dict[int, tuple[str, ...]] = {}
    columns = [text_column(table, level.column, findings) for level in dimension.above]
    faults: list[tuple[int, dict[str, Fact]]] = []
    for row, (code, *parents) in enumerate(zip(codes.code.tolist(), *columns, strict=True)):
        first = found.setdefault(code, tuple(parents))
        if first != tuple(parents):
            facts = {"name": codes.names[code], "first": " / ".join(first), "second": " / ".join(parents)}
            faults.append((row, facts))
    add_for_rows(findings, table, "import_two_parents", dimension.above[-1].column, faults)
    return tuple(found[code] for code in range(len(codes.names)))


def _check_currency(table: CsvTable, column: str | None, money: Money, findings: FindingList) -> None:
    if column is None:
        return
    faults: list[tuple[int, dict[str, Fact]]] = [
        (row, {"value": text[:60], "expected": money.currency})
        for row, text in enumerate(table.texts(column, findings))
        if text.upper() != money.currency
    ]
    add_for_rows(findings, table, "import_currency_mixed", column, faults)


def _months(days: Sequence[WrittenDay | None]) -> IntArray:
    known: dict[WrittenDay | None, int] = {day: 0 if day is None else month_of(day.day) for day in set(days)}
    return np.fromiter((known[day] for day in days), dtype=np.int64, count=len(days))


def _duplicates(table: CsvTable) -> IntArray:
    """Positions of rows that repeat an earlier one in every column."""
    seen: set[int] = set()
    repeated: list[int] = []
    for place, row in enumerate(zip(*table.columns.values(), strict=True)):
        key = hash(row)
        if key in seen:
            repeated.append(place)
        seen.add(key)
    return np.array(repeated, dtype=np.int64)


def rows_of(transactions: Transactions, places: BoolArray | IntArray, shown: int = 9) -> list[str]:
    """The first row numbers of some places, for people."""
    found = np.flatnonzero(places) if places.dtype == np.bool_ else places
    return [str(row) for row in np.sort(transactions.row[found])[:shown].tolist()]
