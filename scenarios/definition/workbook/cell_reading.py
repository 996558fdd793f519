"""One cell of a sheet as the value that a YAML document would hold in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

from models.findings import FindingList, Location
from models.tables.number_texts import NumberRefused, number_from_text
from models.tables.sheet_table import add_cell_fault, value_words
from models.tables.sheet_values import (
    CellValue,
    PercentNumber,
    exact_cell_number,
    lost_digits,
    moment_words,
    number_words,
)
from scenarios.definition.workbook.selector_text import (
    SelectorMalformed,
    attribute_named,
    names_from_text,
    selector_from_text,
    tiers_from_text,
)
from scenarios.definition.workbook.sheet_fields import FieldKind

_TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "是", "真"), True),
    **dict.fromkeys(("false", "no", "n", "否", "假"), False),
}


def document_value(value: CellValue, kind: FieldKind, place: Location, findings: FindingList) -> object:
    """The document's value of a cell that is not blank. What cannot be read stays as its words, with a finding:
    `cell_error`, `formula_not_computed`, `digits_lost`, `selector_malformed`, or why a text is no number. What is of
    the wrong type stays as it is: the document's model says so, at the same place."""
    if add_cell_fault(value, place, findings):
        return value_words(value)
    if isinstance(value, date | time | timedelta):
        return moment_words(value)
    try:
        return _READERS[kind](value)
    except NumberRefused as refused:
        findings.add(refused.code, place, {"value": value_words(value)})
    except SelectorMalformed:
        findings.add("selector_malformed" if kind is FieldKind.SELECTOR else "list_malformed", place, _words(value))
    except _DigitsLost:
        findings.add("digits_lost", place, _words(value))
    return value_words(value)


class _DigitsLost(ValueError):
    """A number that is too long to be a key."""


def _words(value: CellValue) -> dict[str, str]:
    return {"value": value_words(value)}


def _text(value: CellValue) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if lost_digits(value):
            raise _DigitsLost
        return number_words(value)
    if isinstance(value, str) and "\n" not in value:  # a text of several lines is kept as it was written
        return value.strip()
    return value


def _number(value: CellValue, *, is_rate: bool) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if isinstance(value, PercentNumber) and not is_rate:
            raise NumberRefused("percent_not_amount")
        return exact_cell_number(value)
    return number_from_text(str(value).strip(), is_rate=is_rate, commas_group=True)


def _truth(value: CellValue) -> object:
    return _TRUTH.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _names(value: CellValue) -> object:
    written = _text(value)
    return names_from_text(written) if isinstance(written, str) else written


def _tiers(value: CellValue) -> object:
    return tiers_from_text(value) if isinstance(value, str) else value


def _numbers(value: CellValue) -> object:
    if isinstance(value, str):
        return [number_from_text(text, is_rate=True, commas_group=False) for text in names_from_text(value)]
    return [_number(value, is_rate=True)]


def _selector(value: CellValue) -> object:
    return selector_from_text(value) if isinstance(value, str) else value


def _number_or_attribute(value: CellValue) -> object:
    attribute = attribute_named(value) if isinstance(value, str) else None
    return _number(value, is_rate=False) if attribute is None else {"attribute": attribute}


_READERS: dict[FieldKind, Callable[[CellValue], object]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: lambda value: _number(value, is_rate=False),
    FieldKind.RATE: lambda value: _number(value, is_rate=True),
    FieldKind.TRUTH: _truth,
    FieldKind.NAMES: _names,
    FieldKind.NUMBERS: _numbers,
    FieldKind.TIERS: _tiers,
    FieldKind.SELECTOR: _selector,
    FieldKind.NUMBER_OR_ATTRIBUTE: _number_or_attribute,
}
