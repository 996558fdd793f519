"""A class of pay at one value of the knobs: how people respond, what they are paid, and every derivative."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import Distribution
from models.incentives.tuning.class_base import NO_STREAM, ClassBase, mean_motion, moved
from models.incentives.tuning.moments import LineMoments, SlopeMatrix, line_moments, marginal_pay
from models.incentives.tuning.plan_knobs import ClassLines
from models.incentives.tuning.response import Response, ResponseAssumptions, respond


@dataclass(frozen=True, eq=False)
class Marginal:
    """Expected marginal pay per 100 % of each stream under today's forecasts: (J, k), derivatives (J, k, K)."""

    value: FloatArray
    slope: FloatArray


@dataclass(frozen=True, eq=False)
class LineView:
    """One line at the knobs' values: its derivatives as a matrix, and factor · scale (k,)."""

    index: int
    slopes: SlopeMatrix
    amount: FloatArray
    scale: FloatArray


@dataclass(frozen=True, eq=False)
class ClassPoint:
    """Of k people: expected `pay` and `variance` (k,) with derivatives (k, K); `marginal` pay; `responses` by stream;
    `moved` the lines' numbers after the response; `views` the lines."""

    pay: FloatArray
    pay_slope: FloatArray
    variance: FloatArray
    variance_slope: FloatArray
    marginal: Marginal
    responses: tuple[Response, ...]
    moved: tuple[Distribution, ...]
    views: tuple[LineView, ...]

    @property
    def effort_cost(self) -> FloatArray:
        """Σ ψ, (k,)."""
        return sum((response.cost for response in self.responses), np.zeros(self.pay.shape))

    @property
    def effort_cost_slope(self) -> FloatArray:
        """Its derivatives, (k, K)."""
        return sum((response.cost_slope for response in self.responses), np.zeros(self.pay_slope.shape))


def marginal(base: ClassBase, lines: ClassLines, seen: tuple[LineView, ...], count: int) -> Marginal:
    """Expected marginal pay at values of K = `count` knobs; `seen`: the lines there."""
    value = np.zeros((len(base.stream_measures), base.count))
    slope = np.zeros((*value.shape, count))
    for view in seen:
        stream = base.streams[view.index]
        if stream == NO_STREAM:
            continue
        line = lines.lines[view.index].line
        each, parts = marginal_pay(line.function, base.numbers[view.index].distribution)
        value[stream] += view.amount * each
        slope[stream] += np.outer(view.scale * each, view.slopes.factor)
        slope[stream] += (view.amount[:, None] * parts) @ view.slopes.parts
    return Marginal(value, slope)


def class_point(
    base: ClassBase,
    lines: ClassLines,
    count: int,
    assumptions: ResponseAssumptions,
    today: FloatArray,
    intrinsic: FloatArray,
) -> ClassPoint:
    """The class at values of the knobs; `today` (J, k) is the marginal pay of today's plan, `intrinsic` m0 (k,)."""
    seen = views(base, lines, count)
    pay_for = marginal(base, lines, seen, count)
    responses = tuple(
        respond(assumptions, today[j], intrinsic, pay_for.value[j], pay_for.slope[j]) for j in range(today.shape[0])
    )
    pay, variance = np.zeros((2, base.count))
    pay_slope, variance_slope = np.zeros((2, base.count, count))
    numbers = tuple(_after(base, index, responses) for index in range(len(base.numbers)))
    for view in seen:
        moments = line_moments(lines.lines[view.index].line.function, numbers[view.index])
        drift = _drift(base, view.index, responses, numbers[view.index], numbers[view.index], count)
        mean, square = line_slopes(view, moments, drift)
        pay += view.amount * moments.mean
        variance += view.amount**2 * moments.variance
        pay_slope += mean
        variance_slope += square
    return ClassPoint(pay, pay_slope, variance, variance_slope, pay_for, responses, numbers, seen)


def views(base: ClassBase, lines: ClassLines, count: int) -> tuple[LineView, ...]:
    """Every line with its derivatives."""
    found = []
    for index, (tuned, slopes) in enumerate(zip(lines.lines, lines.slopes, strict=True)):
        matrix = SlopeMatrix.of(slopes, len(tuned.line.function.knots), count)
        scale = base.scales[index]
        found.append(LineView(index, matrix, tuned.line.factor * scale, scale))
    return tuple(found)


def line_slopes(view: LineView, moments: LineMoments, drift: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Derivatives (k, K) of amount · E f and amount² · Var f; `drift` (k, K): of the number's mean."""
    amount, scale = view.amount[:, None], view.scale[:, None]
    mean = scale * np.outer(moments.mean, view.slopes.factor)
    mean += amount * (moments.mean_by_parts @ view.slopes.parts + moments.mean_by_mean[:, None] * drift)
    square = 2.0 * amount * scale * np.outer(moments.variance, view.slopes.factor)
    square += amount**2 * (moments.variance_by_parts @ view.slopes.parts + moments.variance_by_mean[:, None] * drift)
    return mean, square


def _after(base: ClassBase, index: int, responses: tuple[Response, ...]) -> Distribution:
    stream = base.streams[index]
    number = base.numbers[index].distribution
    return number if stream == NO_STREAM else moved(number, responses[stream].growth)


def _drift(
    base: ClassBase, index: int, responses: tuple[Response, ...], given: Distribution, whole: Distribution, count: int
) -> FloatArray:
    """Derivatives (k, K) of the mean of a line's number, as it is given common factors."""
    stream = base.streams[index]
    if stream == NO_STREAM:
        return np.zeros((base.count, count))
    return mean_motion(given, whole)[:, None] * responses[stream].log_growth_slope
