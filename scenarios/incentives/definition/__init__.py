"""Reading an incentive plan: a document becomes checked rules, people, targets and actuals, or a list of findings."""

from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.definition.plan_loading import load_plan, read_plan

__all__ = ["IncentivePlanDocument", "LoadedPlan", "load_plan", "read_plan"]
