"""A scorecard of process KPIs: new customers, key-product progress, satisfaction, activity."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Listed, Name
from models.incentives.components.base import Component, ComponentContext, Weight
from models.incentives.curve import Curve, PayoutCurve, pays_on_target
from models.incentives.pay_line import Basis, Measured, PayLine, Scale

SUM_SLACK = 1e-9
UP_TO_150 = PayoutCurve(excellence=1.5, cap=1.5)
"""One percent per percent, never above 150 %."""


class KpiItem(BaseModel):
    """One KPI of a scorecard."""

    model_config = STRICT

    measure: Name = Field(description="Measure.")
    weight: Weight = Field(description="Share of the scorecard; all of them add up to 1.")
    of: Literal["attainment", "actual"] = Field(
        default="attainment", description="Whether the curve reads actual over target, or the actual mark itself."
    )
    curve: Curve = Field(default=UP_TO_150, description="Score by attainment or mark. Default: as attained, up to 1.5.")

    @field_validator("curve")
    @classmethod
    def _on_target(cls, curve: Curve, info: ValidationInfo) -> Curve:
        """On the axis of a mark 100 % is no target."""
        return pays_on_target(curve) if info.data.get("of") == "attainment" else curve


class KpiScorecard(Component):
    """Pay = multiplier · target incentive · weight · Σ v_m · g_m(z_m): every KPI's own curve, weighted by v, Σ v = 1.

    Example: weight 0.2 of 50,000; satisfaction (v 0.5) at 90 % scores 0.9, activity (v 0.5) at 120 % scores 1.2:
    50,000 · 0.2 · 1.05 = 10,500.
    """

    kind: Literal["kpi_scorecard"]
    weight: Weight = Field(description="Share of the target incentive; all weights of a group add up to 1.")
    items: Annotated[tuple[KpiItem, ...], Listed] = Field(min_length=1, max_length=30, description="The KPIs.")

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        total = sum(item.weight for item in self.items)
        if abs(total - 1) > SUM_SLACK:
            raise PydanticCustomError("kpi_weights_sum", "", {"total": round(total, 9)})
        return self

    @property
    def share(self) -> float | None:
        """Its weight."""
        return self.weight

    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:
        """One line per KPI."""
        lines = []
        for index, item in enumerate(self.items):
            position = context.position(item.measure, ["items", index, "measure"])
            function, basis = item.curve.function, Basis(item.of)
            if basis is Basis.ACTUAL:
                function = function.scaled(knots=context.per_unit((position,)))
            factor = context.multiplier * self.weight * item.weight
            measured, label = Measured((position,), basis), context.measures[position].shown
            lines.append(PayLine(self.name, self.shown, measured, Scale.TARGET_INCENTIVE, factor, function, item=label))
        return tuple(lines)
