"""A fixed amount per piece of something the company wants sold now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field

from models.fields import Name, Number
from models.incentives.components.base import Component, ComponentContext, ComponentError
from models.incentives.knob import Knob, LineSlope, TunedLine
from models.incentives.measure import Counts
from models.incentives.pay_line import Basis, Measured, PayLine, Scale
from models.incentives.piecewise import Piece, from_pieces
from models.units import MAX_MINOR


class Spiff(Component):
    """Pay = amount · pieces from the first counted one on, at most `most_pieces`; beside the target incentive.

    Example: 200 per licence, from the 6th one on (`after_pieces: 5`), 12 sold: 200 · 7 = 1,400.
    """

    kind: Literal["spiff"]
    measure: Name = Field(description="Measure that counts units.")
    amount: Number = Field(gt=0, description="Pay per piece, money unit.")
    after_pieces: Number = Field(
        default=Decimal(0), ge=0, le=MAX_MINOR, description="Pieces that earn nothing before it begins."
    )
    most_pieces: Number | None = Field(
        default=None, gt=0, le=MAX_MINOR, description="Most pieces paid. Default: no end."
    )

    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:
        """One line."""
        position = context.position(self.measure, ["measure"])
        if context.measures[position].counts is not Counts.UNITS:
            raise ComponentError("measure_not_units", ["measure"], {"name": self.measure})
        minor, start = float(context.money.to_minor(self.amount)), float(self.after_pieces)
        pieces = [Piece(start, 0.0, minor)]
        if self.most_pieces is not None:
            most = float(self.most_pieces)
            pieces.append(Piece(start + most, minor * most, 0.0))
        measured = Measured((position,), Basis.ACTUAL)
        return (PayLine(self.name, self.shown, measured, Scale.ONE, 1.0, from_pieces(pieces)),)

    def knobs(self) -> tuple[Knob, ...]:
        """The amount per piece."""
        today = float(self.amount)
        return (Knob.around("amount", today, 0.25 * today, 4 * today, 0.01),)

    def turned(self, values: Mapping[str, float], context: ComponentContext) -> Self:
        """With another amount, to whole minor units."""
        if "amount" not in values:
            return self
        minor = max(round(values["amount"] * float(context.money.minor_per_unit)), 1)
        return self.model_copy(update={"amount": context.money.from_minor(minor)})

    def tuned_lines(self, context: ComponentContext, values: Mapping[str, float]) -> tuple[TunedLine, ...]:
        """One line, its factor the amount over the written one."""
        (line,) = self.lines(context)
        slope = LineSlope.of_factor(line.function, 1.0 / float(self.amount))
        return (
            TunedLine(
                replace(line, factor=values.get("amount", float(self.amount)) / float(self.amount)), {"amount": slope}
            ),
        )
