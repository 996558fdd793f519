"""`allot schema`: the JSON schemas of what goes in and what comes out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from app.cli.voice import Voice
from app.documents.alternatives_schema import AlternativesDocument
from app.documents.check.check_schema import CheckDocument
from app.documents.comparison.schema import ComparisonDocument
from app.documents.frontier_schema import FrontierDocument
from app.documents.ledger_schema import LedgerDocument
from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from app.documents.sweep_schema import SweepResultDocument
from models.errors import UnknownResource
from scenarios.checking.case_document import case_schema
from scenarios.definition import scenario_schema
from scenarios.importing.mapping_loading import import_schema

SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "scenario": scenario_schema,
    "import": import_schema,
    "plan": lambda: PlanDocument.model_json_schema(by_alias=True, mode="serialization"),
    "rollup": lambda: RollupDocument.model_json_schema(by_alias=True, mode="serialization"),
    "frontier": lambda: FrontierDocument.model_json_schema(by_alias=True, mode="serialization"),
    "alternatives": lambda: AlternativesDocument.model_json_schema(by_alias=True, mode="serialization"),
    "sweep": lambda: SweepResultDocument.model_json_schema(by_alias=True, mode="serialization"),
    "comparison": lambda: ComparisonDocument.model_json_schema(by_alias=True, mode="serialization"),
    "case": case_schema,
    "check": lambda: CheckDocument.model_json_schema(by_alias=True, mode="serialization"),
    "ledger": lambda: LedgerDocument.model_json_schema(by_alias=True, mode="serialization"),
}


def print_schema(voice: Voice, name: str) -> int:  # noqa: ARG001
    """Write one schema to standard output, indented. Raises UnknownResource."""
    if name not in SCHEMAS:
        raise UnknownResource("schema", name, list(SCHEMAS))
    text = json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
    return 0
