"""A share of the target incentive by attainment of a target: revenue, strategic product, margin, new customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from models.fields import Name
from models.incentives.components.base import Component, ComponentContext, MeasureNames, Weight
from models.incentives.curve import STRAIGHT, Curve, PayoutCurve, pays_on_target
from models.incentives.curve_knobs import CurveKnobs
from models.incentives.knob import Knob, LineSlope, TunedLine
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
    curve: Annotated[Curve, AfterValidator(pays_on_target)] = Field(
        default=STRAIGHT, description="Payout curve. Default: one percent per percent."
    )
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

    def knobs(self) -> tuple[Knob, ...]:
        """Weight, and the parameters of the curve where it has some."""
        curve = self._curve_knobs()
        return (*super().knobs(), *(() if curve is None else curve.knobs()))

    def turned(self, values: Mapping[str, float], context: ComponentContext) -> Self:
        """With another weight or curve."""
        turned, curve = super().turned(values, context), self._curve_knobs()
        if curve is None or not values.keys() - {"weight"}:
            return turned
        found = curve.turned(values).written()
        return turned if found == curve.written() else turned.model_copy(update={"curve": found})

    def tuned_lines(self, context: ComponentContext, values: Mapping[str, float]) -> tuple[TunedLine, ...]:
        """One line, on all knots of the curve."""
        (tuned,), curve = super().tuned_lines(context, values), self._curve_knobs()
        if curve is None:
            return (tuned,)
        at = curve.turned(values)
        line = replace(tuned.line, function=at.function())
        weight = LineSlope.of_factor(line.function, tuned.slopes["weight"].factor)
        return (TunedLine(line, {"weight": weight, **at.slopes()}),)

    def _curve_knobs(self) -> CurveKnobs | None:
        return CurveKnobs.of(self.curve) if isinstance(self.curve, PayoutCurve) else None
