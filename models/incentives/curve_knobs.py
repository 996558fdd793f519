"""A payout curve as the tuner turns it: always as many knots, so that everything is smooth in its parameters.

Knots τ, 1, e and x = e + h/s3, where h = C − 1 − (e − 1)·s2 is the room of the cap C above excellence; bends
s1 = (1 − p0)/(1 − τ), s2 − s1, s3 − s2, −s3; jump p0 at τ. A cap stays where it is while the rest is turned; one that
is reached before excellence, h ≤ 0, cuts at 1 + (C − 1)/s2. Only where h itself is turned the cap follows. Without a
cap x lies where nobody comes, and nothing bends there.
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


NEAR = 1e-9
"""Room under which a cap counts as reached at excellence, and the least distance of two knots."""

FURTHEST = 1e4
"""Attainment that nobody reaches: a cap from there on is none."""


@dataclass(frozen=True)
class CurveKnobs:
    """The parameters. `cap` C, None: there is none; `headroom` h where it is turned, None: the cap stays at C."""

    threshold: float
    pay_at_threshold: float
    accelerator: float
    excellence: float
    beyond: float
    cap: float | None
    headroom: float | None = None

    @classmethod
    def of(cls, curve: PayoutCurve) -> CurveKnobs | None:
        """A written curve in these terms; None for a threshold of 100 %, which is a step and no curve to tune."""
        if curve.threshold >= 1:
            return None
        beyond = curve.accelerator if curve.beyond is None else curve.beyond
        return cls(curve.threshold, curve.pay_at_threshold, curve.accelerator, curve.excellence, beyond, curve.cap)

    def knobs(self) -> tuple[Knob, ...]:
        """What may be turned, with bounds that keep the curve rising."""
        found = [
            Knob.around("threshold", self.threshold, 0.5, 0.95, 0.001),
            Knob.around("pay_at_threshold", self.pay_at_threshold, 0.0, 1.0, 0.001),
            Knob.around("accelerator", self.accelerator, 0.5, 4.0, 0.001),
            Knob.around("excellence", self.excellence, 1.05, 1.5, 0.001),
            Knob.around("beyond", self.beyond, FLATTEST, 4.0, 0.001),
        ]
        room = self._room
        if room is not None and room >= LEAST_HEADROOM and self.beyond >= FLATTEST:
            found.append(Knob.around("headroom", room, LEAST_HEADROOM, 3.0, 0.001))
        return tuple(found)

    def turned(self, values: Mapping[str, float]) -> CurveKnobs:
        """The curve with some parameters at other values."""
        return replace(self, **{name: value for name, value in values.items() if name in _NAMES})

    def written(self) -> PayoutCurve:
        """The curve as a document states it."""
        cap = self.cap
        if self.headroom is not None:
            cap = round(1 + (self.excellence - 1) * self.accelerator + self.headroom, 9)
        return PayoutCurve(
            threshold=self.threshold,
            pay_at_threshold=self.pay_at_threshold,
            accelerator=self.accelerator,
            excellence=self.excellence,
            beyond=self.beyond,
            cap=cap,
        )

    @property
    def _room(self) -> float | None:
        """h; None without a cap."""
        if self.headroom is not None or self.cap is None:
            return self.headroom
        return self.cap - 1 - (self.excellence - 1) * self.accelerator

    @property
    def first_slope(self) -> float:
        """s1."""
        return (1 - self.pay_at_threshold) / (1 - self.threshold)

    def function(self) -> PiecewiseLinear:
        """g with all its knots, also those at which nothing bends."""
        end = self._end()
        bends = (self.first_slope, self.accelerator - self.first_slope, *end.bends)
        return PiecewiseLinear((self.threshold, 1.0, *end.knots), (self.pay_at_threshold, 0.0, 0.0, 0.0), bends)

    def slopes(self) -> dict[str, LineSlope]:
        """Derivatives of the function after each parameter."""
        gap, steep, end = 1 - self.threshold, self.first_slope / (1 - self.threshold), self._end()
        moved = {name: np.zeros((3, 4)) for name in _NAMES}
        moved["threshold"][:, :2] = [[0.0, 0.0], [steep, -steep], [1.0, 0.0]]
        moved["pay_at_threshold"][:, :2] = [[1.0, 0.0], [-1 / gap, 1 / gap], [0.0, 0.0]]
        moved["accelerator"][1, 1] = 1.0
        for name, parts in end.moved.items():
            moved[name][1:, 2:] += parts
        return {name: LineSlope(0.0, part[0], part[1], part[2]) for name, part in moved.items()}

    def _end(self) -> _End:
        """Excellence and the cap."""
        s2, s3, e, room = self.accelerator, self.beyond, self.excellence, self._room
        alone = {"accelerator": _first(-1.0, 0.0), "beyond": _first(1.0, 0.0), "excellence": _first(0.0, 1.0)}
        if room is None or room > (FURTHEST - e) * s3:
            return _End((e, FURTHEST), (s3 - s2, 0.0), alone)
        if room <= NEAR:
            return self._cut_end()
        by_accelerator, by_excellence = (0.0, 1.0) if self.headroom is not None else (-(e - 1) / s3, 1.0 - s2 / s3)
        moved = {
            "accelerator": ((-1.0, 0.0), (0.0, by_accelerator)),
            "excellence": ((0.0, 0.0), (1.0, by_excellence)),
            "beyond": ((1.0, -1.0), (0.0, -room / s3**2)),
            "headroom": ((0.0, 0.0), (0.0, 1 / s3)),
        }
        return _End((e, max(e + room / s3, e + NEAR)), (s3 - s2, -s3), moved)

    def _cut_end(self) -> _End:
        """The cap is reached first: excellence and what lies beyond it do nothing."""
        assert self.cap is not None
        s2, rise = self.accelerator, self.cap - 1
        if rise <= NEAR * max(s2, 1.0):
            return _End((1.0 + NEAR, 2.0), (-s2, 0.0), {"accelerator": _first(-1.0, 0.0)})
        cut = 1 + rise / s2
        return _End((cut, cut + 1), (-s2, 0.0), {"accelerator": _first(-1.0, -rise / s2**2)})


Parts = tuple[tuple[float, float], tuple[float, float]]
"""Derivatives of bends and of knots."""

_NAMES = ("threshold", "pay_at_threshold", "accelerator", "excellence", "beyond", "headroom")


@dataclass(frozen=True)
class _End:
    """The two knots above 100 %, what bends there, and derivatives of both by parameter."""

    knots: tuple[float, float]
    bends: tuple[float, float]
    moved: Mapping[str, Parts]


def _first(bend: float, knot: float) -> Parts:
    """Only the first of two knots moves."""
    return (bend, 0.0), (knot, 0.0)
