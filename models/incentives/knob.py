"""Knobs: parameters of a plan that may be tuned, and how pay lines move with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from models.arrays import FloatArray
from models.incentives.pay_line import PayLine
from models.incentives.piecewise import PiecewiseLinear


@dataclass(frozen=True)
class Knob:
    """One parameter: its name within the component, today's value, bounds that hold it, and the step that published
    values are rounded to."""

    parameter: str
    today: float
    lower: float
    upper: float
    step: float

    @classmethod
    def around(cls, parameter: str, today: float, lower: float, upper: float, step: float) -> Knob:
        """A knob whose bounds are widened to hold today's value."""
        return cls(parameter, today, min(lower, today), max(upper, today), step)


@dataclass(frozen=True, eq=False)
class LineSlope:
    """Derivative of a pay line after one knob: of its `factor`, and of its function's `jumps`, `bends` and `knots`
    (k,)."""

    factor: float
    jumps: FloatArray
    bends: FloatArray
    knots: FloatArray

    @classmethod
    def of_factor(cls, function: PiecewiseLinear, factor: float) -> LineSlope:
        """Only the factor moves."""
        none = np.zeros(len(function.knots))
        return cls(factor, none, none, none)

    @classmethod
    def of_height(cls, function: PiecewiseLinear) -> LineSlope:
        """The whole function is multiplied by the knob, which is 1."""
        return cls(0.0, np.asarray(function.jumps), np.asarray(function.bends), np.zeros(len(function.knots)))


@dataclass(frozen=True, eq=False)
class TunedLine:
    """A pay line at certain values of its component's knobs, with its derivative after each of them, by parameter."""

    line: PayLine
    slopes: Mapping[str, LineSlope] = field(default_factory=dict)
