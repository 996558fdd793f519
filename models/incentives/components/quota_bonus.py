"""A share of the target incentive by attainment of a target: revenue, strategic product, margin, new customers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.fields import Name
from models.incentives.components.base import Component, ComponentContext, MeasureNames, Weight
from models.incentives.curve import STRAIGHT, Curve
from models.incentives.pay_line import Basis, Measured, PayLine, Scale


class QuotaBonus(Component):
    """Pay = multiplier · target incentive · weight · g(Σ actual / Σ target), g the payout curve.

    With `pool` the sums run over all people who share that attribute: the team's or the region's attainment.

    Example: 60,000 of target incentive, weight 0.5, 110 % attained on a curve with accelerator 2:
    60,000 · 0.5 · 1.2 = 36,000.
    """

    kind: Literal["quota_bonus"]
    measure: MeasureNames = Field(description="Measure, or several that are summed.")
    weight: Weight = Field(description="Share of the target incentive; all weights of a group add up to 1.")
    curve: Curve = Field(default=STRAIGHT, description="Payout curve. Default: one percent per percent.")
    pool: Name | None = Field(
        default=None,
        description="Attribute of people, e.g. region: everybody is paid by the attainment of all who share it.",
    )

    @property
    def share(self) -> float | None:
        """Its weight."""
        return self.weight

    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:
        """One line."""
        measured = Measured(context.positions(self.measure, ["measure"]), Basis.ATTAINMENT, self.pool)
        factor = context.multiplier * self.weight
        return (PayLine(self.name, self.shown, measured, Scale.TARGET_INCENTIVE, factor, self.curve.function),)
