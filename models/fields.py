"""Field types that every document shares: exact numbers, counts, rates, names of one line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from models.formula_text import is_formula
from models.tables.number_faults import fault_of_text

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def exact_number(value: object) -> Decimal:
    """A written number as a Decimal. Text, booleans, NaN and infinities are refused, each with its own words."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        code = fault_of_text(value) if isinstance(value, str) else "not_a_number"
        raise PydanticCustomError(code, "a number is expected, not {value}", {"value": repr(value)[:60]})
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("not_finite", "a finite number is expected, not {value}", {"value": str(value)})
    return number


def _float_number(value: object) -> float:
    return float(exact_number(value))


class _JsonNumber:
    """The JSON schema of an exact number: a number with its bounds, never text."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        written = handler(core_schema)
        bounds = {keyword: written[short] for short, keyword in _BOUND_KEYWORDS.items() if short in written}
        return {"type": "number", **bounds}


_BOUND_KEYWORDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
# Behind a validator of our own pydantic writes the bounds under its own names, which no reader of schemas knows.

Number = Annotated[Decimal, BeforeValidator(exact_number), _JsonNumber]
"""An exact decimal number: money in the document's unit, hours, visits."""


def _whole_number(value: object) -> object:
    """A whole Decimal, as workbooks give it, as the int it is; everything else is left to be judged."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


Count = Annotated[int, BeforeValidator(_whole_number, json_schema_input_type=int)]
"""A number of things."""

Rate = Annotated[float, BeforeValidator(_float_number), _JsonNumber]
"""A fraction of one: 0.05 is five percent."""


def _no_formula(value: str) -> str:
    if is_formula(value):
        raise PydanticCustomError("formula_text", "plain text, no formula", {"value": value[:60]})
    return value


Name = Annotated[
    str,
    Field(min_length=1, max_length=120, pattern="^[^\\x00-\\x1f\\x7f-\\x9f\u2028\u2029]+$"),
    AfterValidator(_no_formula),
]
"""A label of one line: no control characters, no line separators, no formula."""


def as_tuple(value: object) -> object:
    """A list of a document as the tuple that frozen models hold."""
    return tuple(value) if isinstance(value, list) else value


Listed = BeforeValidator(as_tuple)
"""Reads a list of a document into the tuple that a frozen model holds."""

Scalar = str | bool | int | Decimal | float
Where = Mapping[Name, Scalar | tuple[Scalar, ...]]
"""Which members, cells or people: values by level or attribute."""


def _as_names(value: object) -> object:
    """A list from YAML or JSON, or one value standing for a list of one."""
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


def _where_lists(value: object) -> object:
    if isinstance(value, dict):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return value


NameList = Annotated[tuple[Name, ...], BeforeValidator(_as_names, json_schema_input_type=str | tuple[Name, ...])]
"""Names, or one name in the place of a list of one."""

WhereField = Annotated[Where, BeforeValidator(_where_lists)]
