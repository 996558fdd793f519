"""Commission on what was sold, by a table of rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import Name
from models.incentives.components.base import Component, ComponentContext, ComponentError, MeasureNames
from models.incentives.knob import Knob, LineSlope, TunedLine
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis, Measured, PayLine, Scale
from models.incentives.rate_table import RateTable

RATE_FACTOR = "rate_factor"
RATE_DIGITS = 6
"""Digits of a tuned rate: a ten-thousandth of a percent."""


class Commission(Component):
    """Pay = the table's commission on Σ sales; beside the target incentive.

    `by: amount` reads thresholds as sales in the money unit. `by: attainment` reads them as shares of the target: the
    commission is target · f(attainment). Sales below zero earn nothing.

    Example: 1 % up to 1,000,000 and 2 % from there, marginal, 1,500,000 sold: 10,000 + 10,000 = 20,000; retroactive:
    2 % of 1,500,000 = 30,000.
    """

    kind: Literal["commission"]
    measure: MeasureNames | None = Field(default=None, description="Sales measure, or several that are summed.")
    lifecycle: Name | None = Field(
        default=None, description="In the place of `measure`: all money measures of this product life cycle."
    )
    by: Literal["amount", "attainment"] = Field(
        default="amount", description="Whether thresholds are sales in the money unit, or shares of the target."
    )
    rates: RateTable = Field(description="Tiers of rates.")

    @model_validator(mode="after")
    def _one_selection(self) -> Self:
        if (self.measure is None) == (self.lifecycle is None):
            raise PydanticCustomError("commission_selection", "", {"fields": ["measure", "lifecycle"]})
        return self

    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:
        """One line."""
        measures = self._measures(context)
        if any(context.measures[index].counts is not Counts.MONEY for index in measures):
            names = [context.measures[index].name for index in measures]
            raise ComponentError("measure_not_money", ["measure"], {"names": names})
        if self.by == "attainment":
            measured, scale = Measured(measures, Basis.ATTAINMENT), Scale.TARGET
            return (PayLine(self.name, self.shown, measured, scale, 1.0, self.rates.function()),)
        function = self.rates.function(context.per_unit(measures))
        return (PayLine(self.name, self.shown, Measured(measures, Basis.ACTUAL), Scale.ONE, 1.0, function),)

    def knobs(self) -> tuple[Knob, ...]:
        """One factor on all rates."""
        return (Knob.around(RATE_FACTOR, 1.0, 0.25, 4.0, 0.001),)

    def turned(self, values: Mapping[str, float], context: ComponentContext) -> Self:  # noqa: ARG002
        """With all rates multiplied; a rate stays at most 1."""
        factor = values.get(RATE_FACTOR, 1.0)
        if factor == 1.0:
            return self
        tiers = tuple(
            tier.model_copy(update={"rate": min(round(tier.rate * factor, RATE_DIGITS), 1.0)})
            for tier in self.rates.tiers
        )
        return self.model_copy(update={"rates": self.rates.model_copy(update={"tiers": tiers})})

    def tuned_lines(self, context: ComponentContext, values: Mapping[str, float]) -> tuple[TunedLine, ...]:
        """One line, its factor the knob."""
        (line,) = self.lines(context)
        slope = LineSlope.of_factor(line.function, 1.0)
        return (TunedLine(replace(line, factor=values.get(RATE_FACTOR, 1.0)), {RATE_FACTOR: slope}),)

    def _measures(self, context: ComponentContext) -> tuple[int, ...]:
        if self.measure is not None:
            return context.positions(self.measure, ["measure"])
        found = tuple(
            index
            for index, measure in enumerate(context.measures)
            if measure.lifecycle == self.lifecycle and measure.counts is Counts.MONEY
        )
        if not found:
            known = sorted({measure.lifecycle for measure in context.measures if measure.lifecycle})
            raise ComponentError("lifecycle_unknown", ["lifecycle"], {"name": str(self.lifecycle), "known": known})
        return found
