"""Rows of a sheet as the objects of a list of the document, each value with the address of its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.findings import Fact, FindingList, Location, as_pointer, near_names
from models.tables.sheet_table import SheetTable
from models.tables.sheet_values import CellValue, is_blank
from scenarios.definition.workbook.cell_reading import document_value
from scenarios.definition.workbook.sheet_fields import FieldKind, SheetField
from scenarios.definition.workbook.sheets import RowSheet

NAME = "…"
"""Stands for any name in the list of known fields."""


@dataclass
class Filled:
    """The document as far as it is filled, and the address of every value by its pointer."""

    value: dict[str, Any]
    places: dict[str, Location]
    findings: FindingList = field(default_factory=FindingList)

    def put(self, path: Sequence[str], value: object) -> None:
        """Set a value below nested objects."""
        put_into(self.value, path, value)


def put_into(target: dict[str, Any], path: Sequence[str], value: object) -> None:
    """Set a value below nested objects, which are made where they are missing."""
    for part in path[:-1]:
        target = target.setdefault(part, {})
    target[path[-1]] = value


def read_rows(sheet: RowSheet, table: SheetTable, filled: Filled) -> None:
    """Put the sheet's objects into the document. Finds `column_unknown`, `field_missing` and `name_twice` for keys,
    and what is wrong with single cells."""
    headers = _headers(sheet, table, filled.findings)
    items: list[object] = []
    keyed: dict[str, object] = {}
    for row in range(table.count):
        key = _key(sheet, table, row, keyed, filled.findings)
        if key is None:
            continue
        base = (*sheet.path, key if sheet.key is not None else len(items))
        item = _item(sheet, table, row, headers, base, filled)
        if sheet.key is None:
            items.append(item)
        else:
            keyed[str(key)] = item
    if items or keyed or sheet.required:
        filled.put(sheet.path, items if sheet.key is None else keyed)


def _headers(sheet: RowSheet, table: SheetTable, findings: FindingList) -> Mapping[str, str]:
    """Column of the table by field name; dotted names stand for the same fields."""
    names = {field.dotted: field.name for field in sheet.fields} | {field.name: field.name for field in sheet.fields}
    known = [field.name for field in sheet.fields]
    for name, place in table.strangers(frozenset(names)):
        facts: dict[str, Fact] = {"column": name[:60], "known": known, "near": near_names(name, known)}
        findings.add("column_unknown", place, facts)
    return {names[column]: column for column in table.names if column in names}


def _key(
    sheet: RowSheet, table: SheetTable, row: int, keyed: Mapping[str, object], findings: FindingList
) -> str | None:
    """What the row's object is called; "" in a list; None where the name is missing or stands twice."""
    if sheet.key is None:
        return ""
    column = sheet.key.name
    place = table.place(row, column)
    value = table.columns[column][row] if column in table.columns else None
    key = None if is_blank(value) else str(document_value(value, FieldKind.TEXT, place, findings))
    if key is None:
        findings.add("field_missing", place, {"field": column})
    elif key in keyed:
        findings.add("name_twice", place, {"value": key[:60]})
        return None
    return key


def _item(
    sheet: RowSheet,
    table: SheetTable,
    row: int,
    headers: Mapping[str, str],
    base: Sequence[str | int],
    filled: Filled,
) -> dict[str, Any]:
    """One object. Every column has an address, also where its cell is blank: something may be missing there."""
    pointer = as_pointer(base)
    filled.places[pointer] = table.place(row, None)
    item: dict[str, Any] = {}
    own = {field.name: field for field in sheet.of(_kind(table, row))}
    for known in sheet.fields:
        if known is sheet.key or known.name not in headers:
            continue
        field = own.get(known.name, known)
        column = headers[known.name]
        place = table.place(row, column)
        filled.places[pointer + as_pointer(field.path)] = place
        value = table.columns[column][row]
        if not is_blank(value):
            here = Location(pointer + as_pointer(field.path), place.file, place.row, place.column, place.sheet)
            if known.name not in own:
                facts: dict[str, Fact] = {"column": known.name, "kind": _kind(table, row), "known": list(own)}
                filled.findings.add("column_of_another_kind", here, facts)
            put_into(item, field.path, document_value(value, field.kind, here, filled.findings))
    return item


def _kind(table: SheetTable, row: int) -> str:
    value: CellValue = table.columns["kind"][row] if "kind" in table.columns else None
    return value.strip() if isinstance(value, str) else ""


def read_pairs(
    rows: Sequence[tuple[Location, str, Location, CellValue]], fields: Sequence[SheetField], filled: Filled
) -> None:
    """Put the scenario sheet's fields into the document, from (address and name, address and value) pairs. Finds
    `field_unknown`, `name_twice`, and what is wrong with single values."""
    by_name = {field.name: field for field in fields} | {field.dotted: field for field in fields}
    known = [f"{field.dotted}.{NAME}" if field.is_by_name else field.dotted for field in fields]
    met: set[str] = set()
    for key_place, name, place, value in rows:
        field = by_name.get(name) or _entry(name, fields)
        if field is None or field.is_by_name:
            facts: dict[str, Fact] = {"field": name[:60], "known": known, "near": near_names(name, list(by_name))}
            filled.findings.add("field_unknown", key_place, facts)
            continue
        if field.dotted in met:
            filled.findings.add("name_twice", key_place, {"value": name[:60]})
            continue
        met.add(field.dotted)
        pointer = as_pointer(field.path)
        filled.places[pointer] = place
        if not is_blank(value):
            here = Location(pointer, place.file, place.row, place.column, place.sheet)
            filled.put(field.path, document_value(value, field.kind, here, filled.findings))


def _entry(name: str, fields: Sequence[SheetField]) -> SheetField | None:
    """The field of a name below one that has a number for each: rounding.levels.team."""
    for known in fields:
        start = f"{known.dotted}."
        if known.is_by_name and name.startswith(start) and len(name) > len(start):
            return known.entry(name.removeprefix(start))
    return None
