"""Writes a scenario as a workbook that reads back as the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.documents.template.instructions import write_instructions
from app.documents.template.seasonality_sheet import write_seasonality
from app.documents.template.sheet_writing import (
    VALIDATED_ROWS,
    ScenarioBook,
    column_range,
    number_format,
    put_exact,
    set_up_print,
)
from app.documents.workbook.book import DIM, HEADER, TEXT, WRAPPED, Book, put_text
from app.messages import Language
from models.allocation.dimensions import Dimension
from models.allocation.problem import Cells
from models.units import Money
from scenarios.definition import Scenario
from scenarios.definition.columns import HOLD_REASON, MEMBER_COLUMNS, MONEY_COLUMNS, RATE_COLUMNS, Column
from scenarios.definition.workbook.sheet_fields import FieldKind, SheetField
from scenarios.definition.workbook.sheets import (
    DIMENSIONS,
    LIMITS,
    MEMBER_DIMENSION,
    ROW_SHEETS,
    SCENARIO_FIELDS,
    RowSheet,
)

_SCENARIO_HEADERS: Mapping[Language, Sequence[str]] = {
    "en": ("field", "value", "meaning"),
    "zh": ("字段", "值", "说明"),
}
_WIDE = {
    "where": 34,
    "of": 24,
    "name": 26,
    "label": 22,
    "by": 20,
    "reason": 26,
    "owner": 18,
    "kind": 15,
    "levels": 20,
    "tiers": 34,
}


def scenario_workbook(scenario: Scenario, language: Language) -> bytes:
    """The scenario with every default left blank; comments, drop-downs and instructions in `language`."""
    book = ScenarioBook(Book(language), language)
    document = scenario.document.model_dump(by_alias=True, exclude_defaults=True, exclude={"cells"})
    write_instructions(book)
    _write_scenario(book, scenario, document)
    _write_rows(book, DIMENSIONS, _objects(document, DIMENSIONS))
    ranges = _write_members(book, scenario)
    _write_cells(book, scenario, ranges)
    for sheet in ROW_SHEETS:
        if sheet is not DIMENSIONS:
            _write_rows(book, sheet, _objects(document, sheet))
    write_seasonality(book, scenario.problem)
    return book.book.close()


def _write_scenario(book: ScenarioBook, scenario: Scenario, document: Mapping[str, Any]) -> None:
    sheet = book.book.sheet(book.title_of("scenario"))
    for column, (header, width) in enumerate(zip(_SCENARIO_HEADERS[book.language], (32, 36, 90), strict=True)):
        sheet.set_column(column, column, width, book.book.format(TEXT))
        put_text(sheet, 0, column, header, book.book.format(HEADER))
    sheet.freeze_panes(1, 0)
    set_up_print(sheet)
    meaning = book.book.format(WRAPPED, {"font_color": DIM})
    for row, field in enumerate(_scenario_rows(document, scenario.problem.dimensions), start=1):
        put_text(sheet, row, 0, field.dotted, book.book.format(TEXT, {"bold": field.required}))
        book.put(sheet, row, 1, _at(document, field.path), field, {"align": "left"})
        put_text(sheet, row, 2, book.described("scenario", _section_of(field)), meaning)
        book.field_drop_down(sheet, 1, field, row, row)


def _scenario_rows(document: Mapping[str, Any], dimensions: Sequence[Dimension]) -> Iterator[SheetField]:
    """The fields, and in place of those with a number by name one for each that is stated, and one for each level."""
    for field in SCENARIO_FIELDS:
        if not field.is_by_name:
            yield field
            continue
        stated = list(_at(document, field.path) or ())
        levels = [level for one in dimensions for level in one.levels if len(one.levels) > 1]
        known = {name.rpartition(".")[2] for name in stated}
        for name in (*stated, *(level for level in dict.fromkeys(levels) if level not in known)):
            yield field.entry(name)


def _section_of(field: SheetField) -> SheetField:
    """The field that describes a row: of one name's number that of all of them."""
    above = next((one for one in SCENARIO_FIELDS if one.is_by_name and field.path[:-1] == one.path), None)
    return field if above is None else above


def _objects(document: Mapping[str, Any], sheet: RowSheet) -> list[Mapping[str, Any]]:
    """The objects of a section in document order; those of a mapping with their key as one more field."""
    found = _at(document, sheet.path)
    if isinstance(found, Mapping):
        assert sheet.key is not None
        return [{sheet.key.name: name, **item} for name, item in found.items()]
    return list(found or ())


def _write_rows(book: ScenarioBook, sheet: RowSheet, objects: Sequence[Mapping[str, Any]]) -> None:
    name = sheet.title.en
    fields = sheet.fields
    headers = [(field.name, book.described(name, field), float(_WIDE.get(field.name, 13))) for field in fields]
    written = book.table_sheet(book.title_of(name), headers, "Allot")
    if sheet is LIMITS:
        written.freeze_panes(1, 2)
    for column, field in enumerate(fields):
        written.set_column(
            column,
            column,
            max(headers[column][2], len(field.name) + 4.0),
            book.book.format(TEXT, number=number_format(field)),
        )
        book.field_drop_down(written, column, field)
    for row, item in enumerate(objects, start=1):
        for column, field in enumerate(fields):
            value = _at(item, field.path)
            if value is not None:
                book.put(written, row, column, value, field)


def _write_members(book: ScenarioBook, scenario: Scenario) -> dict[str, str]:
    """The members of every dimension, and by dimension the range of its leaves' keys."""
    dimensions = scenario.problem.dimensions
    names = sorted({name for dimension in dimensions for name in dimension.attribute_names})
    headers = [(MEMBER_DIMENSION.name, book.described("members", MEMBER_DIMENSION), 16.0)]
    for column in MEMBER_COLUMNS:
        headers.append(
            (column.name, book.described("members", _field(column)), 22.0 if column.name == "label" else 16.0)
        )
    headers += [(name, "", 14.0) for name in names]
    title = book.title_of("members")
    sheet = book.table_sheet(title, headers, "Allot")
    sheet.set_column(1, 1, 18, book.book.format(TEXT, number="@"))
    row, ranges = 1, {}
    for dimension in dimensions:
        first = row
        row = _write_dimension(book, sheet, row, dimension, names)
        ranges[dimension.name] = column_range(title, 1, first + len(dimension.members) - len(dimension.leaves), row - 1)
    sheet.autofilter(0, 0, row - 1, len(headers) - 1)
    book.drop_down(sheet, 0, column_range(book.title_of("dimensions"), 0, 1, 12))
    book.drop_down(sheet, 3, column_range(title, 1, 1, VALIDATED_ROWS))
    book.drop_down(sheet, 4, list(dict.fromkeys(level for dimension in dimensions for level in dimension.levels)))
    return ranges


def _write_dimension(book: ScenarioBook, sheet: Any, row: int, dimension: Dimension, attributes: Sequence[str]) -> int:
    """The members from the top level down, so that the leaves stand together; the row after them."""
    text, plain = book.book.format(TEXT, number="@"), book.book.format(TEXT)
    for member in sorted(dimension.members, key=lambda member: dimension.levels.index(member.level)):
        texts = (dimension.name, member.key, member.label, member.parent or "", member.level)
        for column, written in enumerate(texts):
            put_text(sheet, row, column, written, text)
        put_exact(sheet, row, 5, member.priority, plain)
        for column, name in enumerate(attributes, start=6):
            value = member.attributes.get(name)
            if isinstance(value, bool):
                sheet.write_boolean(row, column, value, plain)
            elif isinstance(value, int | float):
                put_exact(sheet, row, column, value, plain)
            elif value is not None:
                put_text(sheet, row, column, value, text)
        row += 1
    return row


def _write_cells(book: ScenarioBook, scenario: Scenario, ranges: Mapping[str, str]) -> None:
    problem, cells = scenario.problem, scenario.problem.cells
    headers = [(dimension.name, dimension.label, 16.0) for dimension in problem.dimensions]
    columns = (*MONEY_COLUMNS, *RATE_COLUMNS, HOLD_REASON)
    headers += [(column.name, book.described("cells", _field(column)), 13.0) for column in columns]
    sheet = book.table_sheet(book.title_of("cells"), headers, "Allot")
    text, width = book.book.format(TEXT, number="@"), len(problem.dimensions)
    for column, dimension in enumerate(problem.dimensions):
        keys = [leaf.key for leaf in dimension.leaves]
        for row, leaf in enumerate(cells.members[column].tolist(), start=1):
            put_text(sheet, row, column, keys[leaf], text)
        book.drop_down(sheet, column, ranges[dimension.name])
    for column, money in enumerate(MONEY_COLUMNS, start=width):
        _write_money(book, sheet, column, cells, money.name, problem.money)
    for column, rate in enumerate(RATE_COLUMNS, start=width + len(MONEY_COLUMNS)):
        style = book.book.format(TEXT, number=number_format(_field(rate)))
        for row, value in enumerate(getattr(cells, rate.name).tolist(), start=1):
            if value == value:  # not a number: not stated
                put_exact(sheet, row, column, value, style)
    for cell, reason in scenario.hold_reasons.items():
        put_text(sheet, cell + 1, len(headers) - 1, reason, text)
    sheet.freeze_panes(1, width)
    sheet.autofilter(0, 0, cells.count, len(headers) - 1)


def _write_money(book: ScenarioBook, sheet: Any, column: int, cells: Cells, name: str, money: Money) -> None:
    amounts = getattr(cells, name)
    values = {
        row: money.from_minor(minor)
        for row, (minor, present) in enumerate(zip(amounts.minor.tolist(), amounts.present.tolist(), strict=True), 1)
        if present
    }
    digits = max((-int(value.as_tuple().exponent) for value in values.values()), default=0)
    style = book.book.format(TEXT, number="#,##0" + ("." + "0" * digits if digits > 0 else ""))
    for row, value in values.items():
        put_exact(sheet, row, column, value, style)


def _field(column: Column) -> SheetField:
    """A table's column as a field of a sheet."""
    kind = {"text": FieldKind.TEXT, "money": FieldKind.NUMBER, "rate": FieldKind.RATE}[column.kind]
    return SheetField(column.name, (column.name,), kind, column.description, False)


def _at(value: Any, path: Sequence[str]) -> Any:
    """The value below nested objects; None where it is not stated."""
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value
