"""A case file, `*.check.yaml`: the scenario that it is about, and what is expected of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from models.fields import STRICT
from scenarios.definition.expectation_document import Expectations
from scenarios.definition.fields import Line
from scenarios.definition.schema import DIALECT

SCHEMA = "allot.case/1"


class CaseDocument(BaseModel):
    """Expectations of a scenario that stands in a file of its own."""

    model_config = STRICT

    schema_version: Literal["allot.case/1"] = Field(alias="schema", description="Version of this document's form.")
    scenario: Line = Field(description="The scenario's file, seen from the folder of this one: ../plan.scenario.yaml.")
    expectations: Annotated[Expectations, Field(min_length=1)] = Field(description="What is expected of it.")


def case_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a case file."""
    schema = CaseDocument.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}", **schema, "title": "Allot case file"}
