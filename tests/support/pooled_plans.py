"""Plans in which managers, and people of teams, are paid by pools of what others sell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import pay_class
from models.incentives.role_group import RoleGroup
from tests.support.incentive_plans import CURVE, FOUR_COMPONENTS, STEEP, incentive_plan

TEAM = QuotaBonus(kind="quota_bonus", name="team", measure=("cloud", "revenue"), weight=0.1, curve=STEEP, pool="region")
REPS = RoleGroup(
    key="rep",
    pay_mix=0.4,
    components=(FOUR_COMPONENTS[0].model_copy(update={"weight": 0.4}), *FOUR_COMPONENTS[1:], TEAM),
)
MANAGERS = RoleGroup(
    key="manager",
    pay_mix=0.3,
    components=(
        QuotaBonus(kind="quota_bonus", name="region", measure=("revenue",), weight=0.7, curve=CURVE, pool="region"),
        QuotaBonus(kind="quota_bonus", name="cloud", measure=("cloud",), weight=0.3, curve=STEEP, pool="region"),
    ),
)


def pooled_plan(people: int, managers: int, regions: int = 2, seed: int = 3) -> IncentivePlan:
    """`people` reps, a tenth of whose incentive hangs on their team, and managers without numbers of their own, the
    last of them outside all regions."""
    plan = incentive_plan(people + managers + 1, regions=regions, seed=seed, group=REPS)
    manages = np.arange(people + managers + 1) >= people
    rules = pay_class(MANAGERS, None, plan.money, plan.measures)
    region = (*plan.roster.attributes["region"][:-1], None)
    return replace(
        plan,
        classes=(*plan.classes, rules),
        roster=replace(plan.roster, pay_class=manages.astype(np.int64), attributes={"region": region}),
        targets=np.where(manages[None, :, None], np.nan, plan.targets),
        outlook=replace(plan.outlook, mean=np.where(manages[:, None], np.nan, plan.outlook.mean)),
    )
