"""Reading an incentive plan: a document becomes checked rules, people, targets and actuals, or a list of findings."""

from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.definition.plan_loading import load_plan, read_plan
from scenarios.incentives.definition.plan_schema import incentive_plan_schema

__all__ = ["IncentivePlanDocument", "LoadedPlan", "incentive_plan_schema", "load_plan", "read_plan"]
