"""The JSON schema of scenario documents, for editors, for REST, and for `allot schema scenario`."""

from __future__ import annotations

from typing import Any

from scenarios.definition.document import SCHEMA, ScenarioDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def scenario_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a scenario. What it cannot say (references, trees, sums) `validate` says."""
    schema = ScenarioDocument.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}", **schema, "title": "Allot scenario"}
