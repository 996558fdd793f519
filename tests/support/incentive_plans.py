"""Incentive plans of any size, made of numbers from a seed, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from models.incentives.components.commission import Commission
from models.incentives.components.families import ComponentFamily
from models.incentives.components.kpi_scorecard import KpiItem, KpiScorecard
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.curve import PayoutCurve
from models.incentives.incentive_plan import IncentivePlan, Outlook
from models.incentives.measure import Counts, Measure
from models.incentives.pay_class import pay_class
from models.incentives.rate_table import RateTable, Tier
from models.incentives.role_group import RoleGroup
from models.incentives.roster import Roster
from models.units import Money, MoneyUnit

MEASURES = (
    Measure(name="revenue"),
    Measure(name="cloud"),
    Measure(name="customers", counts=Counts.UNITS),
    Measure(name="satisfaction", counts=Counts.SCORE),
)
CURVE = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5)
STEEP = PayoutCurve(threshold=0.5, pay_at_threshold=0.4, accelerator=1.5, cap=2.0)

FOUR_COMPONENTS: tuple[ComponentFamily, ...] = (
    QuotaBonus(kind="quota_bonus", name="revenue", measure=("revenue",), weight=0.5, curve=CURVE),
    QuotaBonus(kind="quota_bonus", name="cloud", measure=("cloud",), weight=0.3, curve=STEEP),
    KpiScorecard(kind="kpi_scorecard", name="customers", weight=0.2, items=(KpiItem(measure="customers", weight=1.0),)),
    Commission(
        kind="commission",
        name="commission",
        measure=("revenue",),
        rates=RateTable(tiers=(Tier(start=Decimal(0), rate=0.001), Tier(start=Decimal(2_000_000), rate=0.003))),
    ),
)
REVENUE_ALONE: tuple[ComponentFamily, ...] = (
    QuotaBonus(kind="quota_bonus", name="revenue", measure=("revenue",), weight=1.0, curve=CURVE),
)


def incentive_plan(
    people: int,
    components: Sequence[ComponentFamily] = FOUR_COMPONENTS,
    regions: int = 5,
    seed: int = 1,
    log_sd: float | None = None,
    scale: int = 1,
    group: RoleGroup | None = None,
    alike: bool = False,
) -> IncentivePlan:
    """A plan of one group. `scale` multiplies every amount of money; `alike`: everybody has the same numbers."""
    random = np.random.default_rng(seed)
    money = Money("CNY", MoneyUnit.MAJOR)
    group = group or RoleGroup(key="rep", pay_mix=0.4, components=tuple(components))
    rules = pay_class(group, None, money, MEASURES)
    unit = 100 * scale
    ote = random.integers(100_000, 300_000, people) if not alike else np.full(people, 200_000)
    target = np.stack(
        [
            random.integers(1_000_000, 4_000_000, people) * float(unit),
            random.integers(200_000, 900_000, people) * float(unit),
            random.integers(5, 30, people).astype(float),
            np.full(people, 0.85),
        ],
        axis=1,
    )
    if alike:
        target[:] = target[0]
    ratio = np.ones_like(target) if alike else random.uniform(0.85, 1.2, target.shape)
    spread = random.uniform(0.15, 0.4, target.shape) if log_sd is None else np.full(target.shape, log_sd)
    names = tuple(f"p{index}" for index in range(people))
    months = np.zeros((12, *target.shape))
    months[:, :, 3] = target[:, 3]
    months[0, :, :3] = target[:, :3]
    return IncentivePlan(
        name="test",
        language="en",
        money=money,
        first_month=2026 * 12,
        measures=MEASURES,
        classes=(rules,),
        roster=Roster(
            keys=names,
            labels=names,
            pay_class=np.zeros(people, dtype=np.int64),
            ote=(ote * unit).astype(np.int64),
            months=np.full(people, 12.0),
            attributes={"region": tuple(f"r{index % regions}" if regions else None for index in range(people))},
            hired=np.full(people, -1, dtype=np.int64),
            left=np.full(people, -1, dtype=np.int64),
        ),
        targets=months,
        outlook=Outlook(target * ratio, spread),
    )
