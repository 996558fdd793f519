"""Small incentive plans for tests of the lint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.incentives.incentive_plan import IncentivePlan, Outlook
from models.incentives.lint.base import LintAssumptions
from models.incentives.lint.finding import LintFinding
from models.incentives.lint.plan_lint import lint_plan
from models.incentives.measure import Measure
from models.incentives.pay_class import pay_class
from models.incentives.role_group import RoleGroup
from models.incentives.roster import Roster
from models.units import Money, MoneyUnit

CNY = Money("CNY", MoneyUnit.MAJOR)
MEASURES = (
    Measure(name="revenue"),
    Measure(name="strategic"),
    Measure.model_validate({"name": "satisfaction", "counts": "score"}),
    Measure.model_validate({"name": "licences", "counts": "units"}),
)
TARGET = 1_000_000_00.0
INCENTIVE = 60_000_00


def bonus(curve: Mapping[str, object], **more: object) -> dict[str, object]:
    """A quota bonus on revenue with all of the weight."""
    return {"kind": "quota_bonus", "name": "bonus", "measure": "revenue", "weight": 1.0, "curve": curve, **more}


def commission(tiers: Sequence[tuple[float, float]], **more: object) -> dict[str, object]:
    """Commission on revenue by tiers of (threshold, rate)."""
    rates = {"mode": more.pop("mode", "marginal"), "tiers": [{"from": start, "rate": rate} for start, rate in tiers]}
    return {"kind": "commission", "name": "commission", "measure": "revenue", "rates": rates, **more}


def group(*components: Mapping[str, object], **more: object) -> dict[str, object]:
    """A role group with an even pay mix."""
    return {"key": "rep", "pay_mix": 0.5, "components": list(components), **more}


def plan_of(
    *groups: Mapping[str, Any],
    people: int = 4,
    mean: float = np.nan,
    log_sd: float = np.nan,
    margin_rate: float | None = None,
    target: float = TARGET,
) -> IncentivePlan:
    """Every group with as many people, 60,000 of target incentive and a target of 1,000,000 of revenue and half of it
    of the strategic product each; `mean` and `log_sd`: the outlook of their revenue's attainment."""
    classes = tuple(pay_class(RoleGroup.model_validate(one), None, CNY, MEASURES) for one in groups)
    count = people * len(groups)
    targets = np.full((12, count, len(MEASURES)), np.nan)
    targets[:, :, 0] = target / 12
    targets[:, :, 1] = target / 24
    means, spreads = np.full((count, len(MEASURES)), np.nan), np.full((count, len(MEASURES)), np.nan)
    means[:, 0], spreads[:, 0] = mean * target, log_sd
    roster = Roster(
        keys=tuple(f"P{index}" for index in range(count)),
        labels=tuple(f"P{index}" for index in range(count)),
        pay_class=np.repeat(np.arange(len(groups)), people),
        ote=np.full(count, 2 * INCENTIVE),
        months=np.full(count, 12.0),
        attributes={"region": ("West",) * count},
        hired=np.full(count, -1),
        left=np.full(count, -1),
    )
    return IncentivePlan(
        name="test",
        language="en",
        money=CNY,
        first_month=12 * 2025,
        measures=MEASURES,
        classes=classes,
        roster=roster,
        targets=targets,
        outlook=Outlook(means, spreads),
        margin_rate=margin_rate,
    )


def found(plan: IncentivePlan, rule: str, **assumed: float) -> list[LintFinding]:
    """What one rule finds."""
    return [finding for finding in lint_plan(plan, LintAssumptions(**assumed)).findings if finding.rule == rule]
