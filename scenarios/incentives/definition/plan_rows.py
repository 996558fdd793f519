"""Rows of an incentive plan: written inline, or a reference to a table beside it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag, WithJsonSchema

from scenarios.definition.rows import Rows, TableReference, rows_kind, rows_schema
from scenarios.incentives.definition.columns import PEOPLE_COLUMNS, TARGET_COLUMNS

_FACT: dict[str, Any] = {"type": ["string", "boolean", "number", "null"]}
_PEOPLE = rows_schema(
    PEOPLE_COLUMNS, ["key", "group"], {**_FACT, "description": "A fact of the person, as in `attributes`."}
)
_PEOPLE["items"]["properties"]["attributes"] = {
    "description": "Free facts of the person (region, market …), for variants, pools and reports. They may also stand "
    "beside it, as fields of the row.",
    "type": ["object", "null"],
    "additionalProperties": _FACT,
}
_TARGETS = rows_schema(TARGET_COLUMNS, ["person", "measure"], False)
_ACTUALS: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "person": {"type": ["string", "integer"], "description": "Key of the person."},
            "period": {
                "type": ["string", "integer", "null"],
                "description": "Month (2026-03, or 3), or quarter (2026-Q1, or Q1) of the plan year. Empty: the year.",
            },
        },
        "required": ["person"],
        "additionalProperties": {"type": ["number", "null"], "description": "What was achieved, by measure."},
    },
}

_Table = Annotated[TableReference, Tag("table")]

PeopleRows = Annotated[_Table | Annotated[Rows, WithJsonSchema(_PEOPLE), Tag("rows")], Discriminator(rows_kind)]
TargetRows = Annotated[_Table | Annotated[Rows, WithJsonSchema(_TARGETS), Tag("rows")], Discriminator(rows_kind)]
ActualRows = Annotated[_Table | Annotated[Rows, WithJsonSchema(_ACTUALS), Tag("rows")], Discriminator(rows_kind)]
