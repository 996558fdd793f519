"""What one step of a binding limit is worth to the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.allocation.binding import BindingLimit
from models.allocation.sensitivity.counterfactual import StepUnit


class PriceSource(StrEnum):
    """Where a price is from. OPTIMUM: the rate of change at the optimum. RESOLVE: solved again one step away."""

    OPTIMUM = "optimum"
    RESOLVE = "resolve"


@dataclass(frozen=True)
class LimitPrice:
    """Change of the loss (no unit, under the plan's final weights) for one `step` of the limit as written, in the
    direction of the step: negative where the step makes the plan better. `price`: loss_change / step."""

    binding: BindingLimit
    asked: float | None
    step: float
    unit: StepUnit
    loss_change: float
    source: PriceSource

    @property
    def price(self) -> float:
        """Change of the loss per +1 of the limit as written."""
        return self.loss_change / self.step
