"""The quantities that rules of thumb speak of, and what a rule wants of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class RuleName(StrEnum):
    """What a rule is about."""

    FORECAST = "forecast"
    """f: expected result of the company over its plan."""
    OVER_ASSIGNMENT = "over_assignment"
    """h: Σ quotas = (1 + h) · company plan."""
    MEAN_ATTAINMENT = "mean_attainment"
    """μ: expected attainment of a person, f / (1 + h)."""
    SPREAD = "spread"
    """s: standard deviation of the log of a person's attainment."""
    COMPANY_LOADING = "company_loading"
    """ℓ: correlation of a person's log attainment with what moves the whole company."""
    SHARE_AT_QUOTA = "share_at_quota"
    """p: people at or above their quota."""
    PLAN_PROBABILITY = "plan_probability"
    """q: probability that the company meets its plan."""
    BUDGET_SHARE = "budget_share"
    """B: payout budget over Σ target incentive, the budget being the expected payout."""


@dataclass(frozen=True)
class Span:
    """What a rule allows, low ≤ value ≤ high; both alike: one value."""

    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high

    def holds(self, value: float, slack: float = 0.0) -> bool:
        """Whether a value is allowed."""
        return self.low - slack <= value <= self.high + slack

    def nearest_to(self, value: float) -> float:
        """The allowed value that is nearest."""
        return min(max(value, self.low), self.high)


RULES_OF_THUMB = MappingProxyType(
    {
        RuleName.SHARE_AT_QUOTA: Span(0.6, 0.7),
        RuleName.OVER_ASSIGNMENT: Span(0.05, 0.10),
        RuleName.BUDGET_SHARE: Span(1.0, 1.0),
        RuleName.PLAN_PROBABILITY: Span(0.8, 0.9),
    }
)
"""What is often said: 60 to 70 % of people at quota, 5 to 10 % over-assigned, a budget of Σ target incentive, a company
plan that is met in 80 to 90 % of years."""
