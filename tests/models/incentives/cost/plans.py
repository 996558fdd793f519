"""Plans that the cost tests share, and their uncertain numbers."""

from __future__ import annotations

from models.incentives.components.families import ComponentFamily
from models.incentives.components.gate import Gate
from models.incentives.components.kpi_scorecard import KpiItem, KpiScorecard
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.factor_table import factor_table
from models.incentives.cost.total_cost import TotalCost
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.curve import PayoutCurve
from models.incentives.incentive_plan import IncentivePlan
from tests.support.incentive_plans import CURVE, FOUR_COMPONENTS

SCORED = KpiScorecard(
    kind="kpi_scorecard",
    name="satisfied",
    weight=1.0,
    items=(KpiItem(measure="satisfaction", weight=1.0, of="actual", curve=PayoutCurve(threshold=0.7, excellence=1.2)),),
)
OWN_GATE = Gate(kind="gate", name="own", measure=("satisfaction",), least=0.8, factor=0.5, components=("satisfied",))
OTHER_GATE = Gate(kind="gate", name="other", measure=("satisfaction",), least=0.8, factor=0.5)
POOLED = QuotaBonus(kind="quota_bonus", name="team", measure=("revenue",), weight=1.0, curve=CURVE, pool="region")

KINDS: dict[str, tuple[ComponentFamily, ...]] = {
    "four components": FOUR_COMPONENTS,
    "a score and its gate": (SCORED, OWN_GATE),
    "a pool": (POOLED,),
    "a gate on another number": (*FOUR_COMPONENTS, OTHER_GATE),
}


def uncertain(plan: IncentivePlan, company: float = 0.4, region: float = 0.4, own: float = 0.3) -> UncertainNumbers:
    return UncertainNumbers(plan, CostAssumptions(company_loading=company, region_loading=region, own_correlation=own))


def total_cost(plan: IncentivePlan, company: float = 0.4, region: float = 0.4) -> TotalCost:
    return TotalCost(factor_table(uncertain(plan, company, region)).of([0]))
