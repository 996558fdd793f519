"""What an incentive plan pays under each strategy of a comparison, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.findings import Finding
from models.units import Money


@dataclass(frozen=True)
class StrategyPay:
    """Expected pay of the plan year and its P90, minor units, by what decides; `over_budget`: P(cost > budget), None
    without a budget."""

    expected: float
    p90: float
    over_budget: float | None


@dataclass(frozen=True)
class PayCosts:
    """By the name of a strategy that has a plan; amounts in minor units of `money`. `notices`: what is worth knowing of
    them, such as whose targets stay and what is expected of people."""

    plan_name: str
    money: Money
    by_strategy: Mapping[str, StrategyPay]
    notices: tuple[Finding, ...] = ()
