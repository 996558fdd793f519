"""Pay that makes an honest forecast the best one: a menu of pay by forecast and actual (Gonik 1978)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ForecastMenu:
    """Pay b1·F + b2·(A − F) for A ≥ F and b1·F − b3·(F − A) below, with 0 < b2 < b1 < b3.

    F and A are forecast and actual as multiples of the objective, pay is a multiple of the target incentive; the rates
    are pay per objective. The same as b1·A less what a miss costs: (b1 − b2)(A − F) over the forecast, (b3 − b1)(F − A)
    under it. Expected pay is therefore concave in F and highest at the quantile (b1 − b2)/(b3 − b2) of A, whatever its
    distribution. Gonik's 120/60/180 asks for the median. Raises ValueError for rates in another order.
    """

    at_forecast: Decimal
    above: Decimal
    below: Decimal

    def __post_init__(self) -> None:
        if not 0 < self.above < self.at_forecast < self.below:
            raise ValueError("rates of a menu are in the order 0 < above < at_forecast < below")

    @property
    def quantile(self) -> Decimal:
        """The share of outcomes that lie under the forecast that pays best."""
        return (self.at_forecast - self.above) / (self.below - self.above)

    def pay(self, forecast: Decimal, actual: Decimal) -> Decimal:
        """Pay as a multiple of the target incentive; negative where a miss costs more than the forecast earned."""
        rate = self.above if actual >= forecast else self.below
        return self.at_forecast * forecast + rate * (actual - forecast)


def miss_cost(quantile: Decimal, forecast: Decimal, actual: Decimal) -> Decimal:
    """What a miss costs for each unit of spread b3 − b2: q·(A − F) over the forecast, (1 − q)·(F − A) under it."""
    missed = actual - forecast
    return quantile * missed if missed >= 0 else (quantile - 1) * missed
