"""A payout curve as the tuner turns it: always the same knots, so that everything is smooth in its parameters.

Knots τ, 1, e and, with a cap, x = e + h/s3; bends s1 = (1 − p0)/(1 − τ), s2 − s1, s3 − s2, −s3; jump p0 at τ. The cap
is written by its headroom h above excellence: C = 1 + (e − 1)·s2 + h, so that no knot passes another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.incentives.curve import PayoutCurve
from models.incentives.knob import Knob, LineSlope
from models.incentives.piecewise import PiecewiseLinear

FLATTEST = 0.05
"""Least slope beyond excellence of a curve with a cap: a flatter one would meet it nowhere."""

LEAST_HEADROOM = 0.001
"""Least room between excellence and the cap: without any, two knots would be one."""


@dataclass(frozen=True)
class CurveKnobs:
    """The parameters; `headroom` None: no cap."""

    threshold: float
    pay_at_threshold: float
    accelerator: float
    excellence: float
    beyond: float
    headroom: float | None

    @classmethod
    def of(cls, curve: PayoutCurve) -> CurveKnobs | None:
        """A written curve in these terms; None for a threshold of 100 %, which is a step and no curve to tune.

        A cap that cuts before excellence is excellence at the cut, with nothing beyond.
        """
        if curve.threshold >= 1:
            return None
        s2, e = curve.accelerator, curve.excellence
        s3 = s2 if curve.beyond is None else curve.beyond
        if curve.cap is None:
            return cls(curve.threshold, curve.pay_at_threshold, s2, e, s3, None)
        headroom = curve.cap - 1 - (e - 1) * s2
        if headroom >= LEAST_HEADROOM:
            return cls(curve.threshold, curve.pay_at_threshold, s2, e, s3, headroom if s3 >= FLATTEST else None)
        cut = max(1 + (curve.cap - 1) / s2, 1.0 + 1e-6)
        return cls(curve.threshold, curve.pay_at_threshold, s2, cut, 0.0, None)

    def knobs(self) -> tuple[Knob, ...]:
        """What may be turned, with bounds that keep the curve rising."""
        found = [
            Knob.around("threshold", self.threshold, 0.5, 0.95, 0.001),
            Knob.around("pay_at_threshold", self.pay_at_threshold, 0.0, 1.0, 0.001),
            Knob.around("accelerator", self.accelerator, 0.5, 4.0, 0.001),
            Knob.around("excellence", self.excellence, 1.05, 1.5, 0.001),
            Knob.around("beyond", self.beyond, FLATTEST, 4.0, 0.001),
        ]
        if self.headroom is not None:
            found.append(Knob.around("headroom", self.headroom, LEAST_HEADROOM, 3.0, 0.001))
        return tuple(found)

    def turned(self, values: Mapping[str, float]) -> CurveKnobs:
        """The curve with some parameters at other values."""
        return replace(self, **{name: value for name, value in values.items() if hasattr(self, name)})

    def written(self) -> PayoutCurve:
        """The curve as a document states it."""
        cap = None if self.headroom is None else 1 + (self.excellence - 1) * self.accelerator + self.headroom
        return PayoutCurve(
            threshold=self.threshold,
            pay_at_threshold=self.pay_at_threshold,
            accelerator=self.accelerator,
            excellence=self.excellence,
            beyond=self.beyond,
            cap=None if cap is None else round(cap, 9),
        )

    @property
    def first_slope(self) -> float:
        """s1."""
        return (1 - self.pay_at_threshold) / (1 - self.threshold)

    def function(self) -> PiecewiseLinear:
        """g with all its knots, also those at which nothing bends."""
        knots = [self.threshold, 1.0, self.excellence]
        bends = [self.first_slope, self.accelerator - self.first_slope, self.beyond - self.accelerator]
        if self.headroom is not None:
            knots.append(self.excellence + self.headroom / self.beyond)
            bends.append(-self.beyond)
        jumps = [self.pay_at_threshold, *[0.0] * (len(knots) - 1)]
        return PiecewiseLinear(tuple(knots), tuple(jumps), tuple(bends))

    def slopes(self) -> dict[str, LineSlope]:
        """Derivatives of the function after each parameter."""
        gap, steep = 1 - self.threshold, (1 - self.pay_at_threshold) / (1 - self.threshold) ** 2
        count = 3 if self.headroom is None else 4
        moved = {name: np.zeros((3, count)) for name in _NAMES}
        moved["threshold"][:, :2] = [[0.0, 0.0], [steep, -steep], [1.0, 0.0]]
        moved["pay_at_threshold"][:, :2] = [[1.0, 0.0], [-1 / gap, 1 / gap], [0.0, 0.0]]
        moved["accelerator"][1, 1:3] = [1.0, -1.0]
        moved["excellence"][2, 2] = 1.0
        moved["beyond"][1, 2] = 1.0
        if self.headroom is not None:
            moved["excellence"][2, 3] = 1.0
            moved["beyond"][1, 3] = -1.0
            moved["beyond"][2, 3] = -self.headroom / self.beyond**2
            moved["headroom"][2, 3] = 1 / self.beyond
        return {name: LineSlope(0.0, part[0], part[1], part[2]) for name, part in moved.items()}


_NAMES = ("threshold", "pay_at_threshold", "accelerator", "excellence", "beyond", "headroom")
