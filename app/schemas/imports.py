"""Schemas of imports: what is posted as JSON, and what comes back."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from models.fields import STRICT
from scenarios.importing.mapping import ImportMapping

_ROWS = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    },
}

Rows = Annotated[list[Any], WithJsonSchema(_ROWS)]
"""Rows as objects: column name → value. Dates are text."""


class ImportBody(BaseModel):
    """A mapping with the rows of its tables."""

    model_config = STRICT

    mapping: ImportMapping = Field(description="Which column is what, and the rules.")
    rows: Rows = Field(description="The transactions.")
    people_rows: Rows | None = Field(default=None, description="The people table.")
    assignment_rows: Rows | None = Field(default=None, description="Who had which region when.")
    previous_rows: Rows | None = Field(default=None, description="Last targets.")


class ImportResult(BaseModel):
    """The scenario, its tables as CSV, and where every number came from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenario: dict[str, Any] = Field(description="The scenario with its rows inline: post it to /v1/allocations.")
    alternatives: dict[str, dict[str, Any]] = Field(description="Scenarios of further company targets, by name.")
    files: dict[str, str] = Field(description="The same scenarios as commented YAML, by file name.")
    tables: dict[str, str] = Field(description="Their tables as CSV, by file name.")
    report: dict[str, Any] = Field(description="Where every number came from, and what to look at in the data.")
    report_text: str = Field(description="The report as Markdown, in the language of Accept-Language.")
