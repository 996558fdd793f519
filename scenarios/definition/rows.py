"""Rows in a document: written inline, or a reference to a CSV file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from models.fields import STRICT
from models.tables.inline_table import ATTRIBUTES
from scenarios.definition.columns import CELL_COLUMNS, MEMBER_COLUMNS, Column


class TableReference(BaseModel):
    """Rows that stand in a CSV file (UTF-8, with a header)."""

    model_config = STRICT

    table: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="Path of the file, relative to the scenario file and within its folder."
    )


def rows_kind(value: object) -> Literal["table", "rows"]:
    """Which of the two a value is meant to be."""
    return "table" if isinstance(value, dict | TableReference) else "rows"


def _rows(value: object) -> object:
    if not isinstance(value, list):
        raise PydanticCustomError("rows_expected", "a list of rows or a table", {"value": str(value)[:60]})
    return value


Rows = Annotated[list[Any], BeforeValidator(_rows)]


def _column_schema(column: Column) -> Mapping[str, object]:
    schema: dict[str, object] = {"description": column.description}
    if column.kind == "text":
        schema["type"] = ["string", "integer", "null"]
        return schema
    schema["type"] = ["number", "null"]
    if column.minimum is not None:
        schema["minimum"] = column.minimum
    if column.maximum is not None:
        schema["maximum"] = column.maximum
    return schema


def rows_schema(columns: Sequence[Column], required: Sequence[str], other: object) -> dict[str, Any]:
    """JSON schema of rows with these columns; `other` is the schema of further ones, False for none."""
    properties = {column.name: _column_schema(column) for column in columns}
    row = {"type": "object", "properties": properties, "required": list(required), "additionalProperties": other}
    return {"type": "array", "items": row}


_ATTRIBUTES_SCHEMA = {
    "description": "Free facts of the member (lifecycle, capability, capacity …); members below inherit them.",
    "type": ["object", "null"],
    "additionalProperties": {"type": ["string", "boolean", "number", "null"]},
}
_MEMBER_SCHEMA = rows_schema(MEMBER_COLUMNS, ["key"], False)
_MEMBER_SCHEMA["items"]["properties"][ATTRIBUTES] = _ATTRIBUTES_SCHEMA
_CELL_SCHEMA = rows_schema(
    CELL_COLUMNS, [], {"description": "Key of a leaf member, by dimension.", "type": ["string", "integer"]}
)

MemberRows = Annotated[
    Annotated[TableReference, Tag("table")] | Annotated[Rows, WithJsonSchema(_MEMBER_SCHEMA), Tag("rows")],
    Discriminator(rows_kind),
]
CellRows = Annotated[
    Annotated[TableReference, Tag("table")] | Annotated[Rows, WithJsonSchema(_CELL_SCHEMA), Tag("rows")],
    Discriminator(rows_kind),
]
