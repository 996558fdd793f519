"""The section `phasing` of a scenario document."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from models.allocation.phasing.availability import HIRE_DATE
from models.allocation.phasing.calendar import MONTH_NAMES, plan_calendar
from models.fields import STRICT, Name, Number, Rate
from scenarios.definition.columns import Column
from scenarios.definition.rows import TableReference, rows_kind

MONTH_COLUMNS = tuple(
    Column(name, "rate", f"{name.capitalize()}: a share, or last year's amount of this month; none below zero.", 0.0)
    for name in MONTH_NAMES
)


def _month(value: str) -> str:
    if plan_calendar(value) is None:
        raise PydanticCustomError("month_form", "a month such as 2025-01", {"value": value[:60]})
    return value


MonthLabel = Annotated[str, Field(json_schema_extra={"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}), AfterValidator(_month)]
"""A calendar month: 2025-01."""


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_SEASONALITY_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            column.name: {"type": "number", "minimum": 0, "description": column.description} for column in MONTH_COLUMNS
        },
        "required": list(MONTH_NAMES),
        "additionalProperties": {
            "description": "Which cells the row is for: a member or class, by dimension, level or attribute.",
            "type": ["string", "integer", "null"],
        },
    },
}

SeasonalityRows = Annotated[
    Annotated[TableReference, Tag("table")] | Annotated[list[Any], WithJsonSchema(_SEASONALITY_SCHEMA), Tag("rows")],
    Discriminator(rows_kind),
]


class PhasingDocument(BaseModel):
    """How annual targets are spread over the months of the plan year."""

    model_config = STRICT

    start: Annotated[
        str, Field(json_schema_extra={"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}), AfterValidator(_month)
    ] = Field(description="First month of the plan year, such as 2025-01 or 2025-04.")
    seasonality: SeasonalityRows | None = Field(
        default=None,
        description="Monthly shares or amounts, jan … dec, by any keys: rows, or {table: seasonality.csv}. The most "
        "specific row counts; default: equal months.",
    )
    ramp: Annotated[
        tuple[Annotated[Rate, Field(ge=0, le=1)], ...],
        Field(max_length=36),
        BeforeValidator(_as_tuple, json_schema_input_type=Annotated[list[float], Field(max_length=36)]),
    ] = Field(
        default=(),
        description="Productivity in the first months from the hire date on, fractions of one, e.g. [0.2, 0.5, 0.8].",
    )
    hire_date_attribute: Name = Field(
        default=HIRE_DATE, description="Attribute of members that holds the hire date, such as 2025-03-01."
    )
    increment: Annotated[Number, Field(gt=0)] | None = Field(
        default=None,
        description="Step of month numbers, money unit; the annual one must be a multiple of it. Default: the annual.",
    )
