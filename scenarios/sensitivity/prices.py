"""What one step of each binding limit is worth, also where the plan was shaped by choices."""

from __future__ import annotations

from models.allocation.sensitivity.limit_price import LimitPrice
from scenarios.sensitivity.reopened_plan import ReopenedPlan


def limit_prices(reopened: ReopenedPlan, most: int = 20) -> tuple[LimitPrice, ...]:
    """Prices of the binding limits that can be stepped, largest first."""
    raise NotImplementedError
