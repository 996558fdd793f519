"""Payout curves: share of the target incentive that an attainment earns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Listed, Rate
from models.incentives.piecewise import Piece, PiecewiseLinear, from_pieces

LARGEST = 1000.0
Share = Annotated[Rate, Field(ge=0, le=1)]
Slope = Annotated[Rate, Field(ge=0, le=LARGEST)]


class PayoutCurve(BaseModel):
    """Nothing below the threshold τ, p0 at it, a straight line to (100 %, 100 %), then accelerators up to a cap.

    g(a) = 0 for a < τ; p0 + s1·(a − τ) on [τ, 1] with s1 = (1 − p0)/(1 − τ); 1 + s2·(a − 1) on [1, e];
    1 + s2·(e − 1) + s3·(a − e) beyond; never above the cap C. A slope under 1 is a decelerator.
    """

    model_config = STRICT

    threshold: Rate = Field(
        default=0.0, ge=0, description="Attainment τ from which on something is paid, inclusive; 0.8 is 80 %."
    )
    pay_at_threshold: Share = Field(default=0.0, description="Share p0 of the target incentive paid at the threshold.")
    accelerator: Slope = Field(default=1.0, description="Slope s2 above 100 %: 2 pays two percent per percent.")
    excellence: Rate = Field(
        default=1.2, gt=1, le=LARGEST, description="Attainment e up to which the accelerator counts."
    )
    beyond: Slope | None = Field(default=None, description="Slope s3 beyond excellence. Default: the accelerator.")
    cap: Rate | None = Field(default=None, le=LARGEST, description="Largest share paid, C. Default: no cap.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.threshold > 1:
            raise PydanticCustomError("threshold_over_target", "", {"value": self.threshold})
        if self.threshold == 1 and self.pay_at_threshold < 1:
            # Between (100 %, p0) and (100 %, 100 %) there is no line: at a threshold of 100 % everything is paid there.
            raise PydanticCustomError("threshold_at_target", "", {"value": self.pay_at_threshold})
        if self.cap is not None and self.cap < 1:
            raise PydanticCustomError("cap_under_target", "", {"value": self.cap})
        return self

    @property
    def function(self) -> PiecewiseLinear:
        """g as a function of attainment."""
        pieces = []
        if self.threshold < 1:
            slope = (1 - self.pay_at_threshold) / (1 - self.threshold)
            pieces.append(Piece(self.threshold, self.pay_at_threshold, slope))
        pieces.append(Piece(1.0, 1.0, self.accelerator))
        beyond = self.accelerator if self.beyond is None else self.beyond
        if beyond != self.accelerator:
            pieces.append(Piece(self.excellence, 1 + self.accelerator * (self.excellence - 1), beyond))
        whole = from_pieces(pieces)
        return whole if self.cap is None else whole.capped_at(self.cap)


class CurvePoint(BaseModel):
    """One corner of a curve that is drawn by points."""

    model_config = STRICT

    attainment: Rate = Field(ge=0, le=LARGEST, description="Attainment, 1 is 100 %.")
    pay: Rate = Field(ge=0, le=LARGEST, description="Share of the target incentive paid there.")


class PointCurve(BaseModel):
    """A curve through points: straight between them, nothing before the first, flat or by a slope after the last."""

    model_config = STRICT

    points: Annotated[tuple[CurvePoint, ...], Listed] = Field(
        min_length=1, max_length=50, description="Corners by ascending attainment."
    )
    beyond: Slope = Field(default=0.0, description="Slope after the last point.")
    steps: bool = Field(default=False, description="Hold each point's pay up to the next instead of a line.")

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for before, point in zip(self.points, self.points[1:], strict=False):
            if point.attainment <= before.attainment:
                facts = {"value": point.attainment, "before": before.attainment}
                raise PydanticCustomError("points_not_ascending", "", facts)
        return self

    @property
    def function(self) -> PiecewiseLinear:
        """The curve as a function of attainment."""
        pieces = []
        for point, after in zip(self.points, [*self.points[1:], None], strict=True):
            if after is None:
                slope = self.beyond
            elif self.steps:
                slope = 0.0
            else:
                slope = (after.pay - point.pay) / (after.attainment - point.attainment)
            pieces.append(Piece(point.attainment, point.pay, slope))
        return from_pieces(pieces)


def _kind(value: object) -> Literal["points", "parameters"]:
    has_points = "points" in value if isinstance(value, dict) else isinstance(value, PointCurve)
    return "points" if has_points else "parameters"


Curve = Annotated[
    Annotated[PayoutCurve, Tag("parameters")] | Annotated[PointCurve, Tag("points")], Discriminator(_kind)
]
"""A curve by its parameters, or by its corners (`points`)."""

SLACK = 1e-9
"""What a line between two points may miss 1 by at 100 %."""


def pays_on_target(curve: Curve) -> Curve:
    """The curve, for `AfterValidator`. Raises PydanticCustomError, `curve_under_target`, where people on target would
    earn less than their target incentive."""
    pay = float(curve.function.value(np.array(1.0)))
    if pay < 1 - SLACK:
        raise PydanticCustomError("curve_under_target", "", {"percent": round(100 * pay, 2)})
    return curve


STRAIGHT = PayoutCurve()
"""One percent per percent from the first one on."""


def corners(function: PiecewiseLinear, last: float) -> Sequence[tuple[float, float]]:
    """Points that draw the function up to `last`: both ends of every jump and every bend."""
    drawn: list[tuple[float, float]] = [(0.0, function.start)] if not function.knots or function.knots[0] > 0 else []
    for index, (knot, jump) in enumerate(zip(function.knots, function.jumps, strict=True)):
        if knot > last:
            break
        height = float(function.heights[index])
        if jump:
            drawn.append((knot, height - jump))
        drawn.append((knot, height))
    if not function.knots or last > drawn[-1][0]:
        drawn.append((last, float(function.value(np.array(last)))))
    return drawn
