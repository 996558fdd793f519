"""Figures of a tuning as its document writes them: amounts exact, everything else cut to its significant digits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.documents.amounts import known_significant
from app.documents.incentives.plan_lint import exact_amount
from models.incentives.cost.estimate import Estimate
from models.units import Money

Figure = Decimal | float | None


@dataclass(frozen=True)
class TuningFigures:
    """Writes figures of one plan. `in_money`: whether its objective is money."""

    money: Money
    in_money: bool

    def amount(self, minor: float | None) -> Decimal | None:
        """An amount of minor units."""
        return exact_amount(self.money, minor)

    def objective(self, value: float | None) -> Figure:
        """A value of the objective."""
        return self.measured(value, in_money=self.in_money)

    def measured(self, value: float | None, *, in_money: bool) -> Figure:
        """An amount, or a number."""
        return self.amount(value) if in_money else known_significant(value)

    def price(self, value: float | None, *, of_money: bool) -> float | None:
        """What one unit of a condition brings: per written unit of money, or per 1 of a share. In units of the
        objective."""
        if value is None:
            return None
        unit = float(self.money.minor_per_unit)
        return known_significant(value * (unit if of_money else 1.0) / (unit if self.in_money else 1.0))

    def estimate(self, found: Estimate | None, *, in_money: bool) -> dict[str, Any] | None:
        """A value from draws with its interval."""
        if found is None:
            return None
        parts = {"value": found.value, "low": found.low, "high": found.high}
        return {name: self.measured(value, in_money=in_money) for name, value in parts.items()}
