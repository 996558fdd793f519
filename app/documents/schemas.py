"""The JSON schemas of all kinds of documents, by name: the same for the command line and REST."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.documents.alternatives_schema import AlternativesDocument
from app.documents.check.check_schema import CheckDocument
from app.documents.comparison.break_even_schema import BreakEvenDocument
from app.documents.comparison.schema import ComparisonDocument
from app.documents.forecast_menu.schema import ForecastMenuDocument
from app.documents.frontier_schema import FrontierDocument
from app.documents.incentives.consistent_rules_schema import ConsistentRulesDocument
from app.documents.incentives.payout_schema import PayoutDocument
from app.documents.incentives.plan_cost_schema import PlanCostDocument
from app.documents.incentives.plan_lint_schema import PlanLintDocument
from app.documents.ledger_schema import LedgerDocument
from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from app.documents.sweep_schema import SweepResultDocument
from app.documents.tuning.schema import TuningCertificateDocument, TuningResultDocument
from scenarios.checking.case_document import case_schema
from scenarios.definition import scenario_schema
from scenarios.importing.mapping_loading import import_schema
from scenarios.incentives.definition import incentive_plan_schema
from scenarios.incentives.tuning.tuning_document import TuningRequest

SCHEMAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "scenario": scenario_schema,
    "import": import_schema,
    "plan": lambda: PlanDocument.model_json_schema(by_alias=True, mode="serialization"),
    "rollup": lambda: RollupDocument.model_json_schema(by_alias=True, mode="serialization"),
    "frontier": lambda: FrontierDocument.model_json_schema(by_alias=True, mode="serialization"),
    "alternatives": lambda: AlternativesDocument.model_json_schema(by_alias=True, mode="serialization"),
    "sweep": lambda: SweepResultDocument.model_json_schema(by_alias=True, mode="serialization"),
    "comparison": lambda: ComparisonDocument.model_json_schema(by_alias=True, mode="serialization"),
    "break_even": lambda: BreakEvenDocument.model_json_schema(by_alias=True, mode="serialization"),
    "forecast_menu": lambda: ForecastMenuDocument.model_json_schema(by_alias=True, mode="serialization"),
    "case": case_schema,
    "check": lambda: CheckDocument.model_json_schema(by_alias=True, mode="serialization"),
    "incentive_plan": incentive_plan_schema,
    "plan_lint": lambda: PlanLintDocument.model_json_schema(by_alias=True, mode="serialization"),
    "consistent_rules": lambda: ConsistentRulesDocument.model_json_schema(by_alias=True, mode="serialization"),
    "plan_cost": lambda: PlanCostDocument.model_json_schema(by_alias=True, mode="serialization"),
    "tuning": lambda: TuningRequest.model_json_schema(by_alias=True, mode="validation"),
    "tuning_result": lambda: TuningResultDocument.model_json_schema(by_alias=True, mode="serialization"),
    "certificate": lambda: TuningCertificateDocument.model_json_schema(by_alias=True, mode="serialization"),
    "payout": lambda: PayoutDocument.model_json_schema(by_alias=True, mode="serialization"),
    "ledger": lambda: LedgerDocument.model_json_schema(by_alias=True, mode="serialization"),
}
