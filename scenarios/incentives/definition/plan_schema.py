"""The JSON schema of incentive plans, for editors, for REST, and for `allot schema incentive_plan`."""

from __future__ import annotations

from typing import Any

from scenarios.definition.schema import DIALECT
from scenarios.incentives.definition.plan_document import PLAN_SCHEMA, IncentivePlanDocument


def incentive_plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan. What it cannot say (references, sums of weights) reading the plan says."""
    schema = IncentivePlanDocument.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": DIALECT,
        "$id": f"urn:{PLAN_SCHEMA.replace('/', ':')}",
        **schema,
        "title": "Allot incentive plan",
    }
