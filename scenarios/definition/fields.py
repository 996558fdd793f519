"""Field types of the scenario document: texts, names that selectors use, currencies."""

from __future__ import annotations

import re
from typing import Annotated

from iso4217 import Currency
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from models.findings import near_names
from models.formula_text import is_formula
from models.units import minor_digits

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that no label may hold: control characters, line separators, halves of surrogate pairs."""

_NAME = r"^[^\W\d]\w*$"


def visible(text: str) -> str:
    """The text with escapes in the place of characters that nobody sees: `a\\nb`."""
    return CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def _one_line(value: str) -> str:
    if CONTROL.search(value):
        facts = {"value": visible(value[:60])}
        raise PydanticCustomError("control_character", "one line without control characters", facts)
    if is_formula(value):
        raise PydanticCustomError("formula_text", "plain text, no formula", {"value": value[:60]})
    return value


def _identifier(value: str) -> str:
    if not re.fullmatch(_NAME[1:-1], value):
        raise PydanticCustomError("name_form", "letters, digits and _, no digit first", {"value": value[:60]})
    return value


def _known_currency(value: str) -> str:
    try:
        minor_digits(value)
    except ValueError:
        known = [currency.code for currency in Currency]
        facts = {"value": value[:60], "near": near_names(value.upper(), known)}
        raise PydanticCustomError("currency_unknown", "an ISO 4217 code", facts) from None
    return value


def _number_as_label(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
"""A text of one line."""

Text = Annotated[str, Field(max_length=10_000)]
"""A text of any number of lines."""

Identifier = Annotated[
    str, Field(min_length=1, max_length=60, json_schema_extra={"pattern": _NAME}), AfterValidator(_identifier)
]
"""A name that selectors use: letters of any script, digits and underscores."""

CurrencyCode = Annotated[str, Field(json_schema_extra={"pattern": "^[A-Z]{3}$"}), AfterValidator(_known_currency)]

PeriodLabel = Annotated[Line, BeforeValidator(_number_as_label, json_schema_input_type=str | int)]
