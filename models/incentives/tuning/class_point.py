"""A class of pay at one value of the knobs: how people respond, what they are paid, and every derivative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import Distribution
from models.incentives.pay_line import Measured
from models.incentives.tuning.class_base import NO_STREAM, ClassBase, mean_motion, moved
from models.incentives.tuning.moments import LineMoments, SlopeMatrix, line_moments, marginal_pay
from models.incentives.tuning.plan_knobs import ClassLines
from models.incentives.tuning.pooled_response import Growth
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
    by line the `growth` of its number's mean, their own or their pool's, `moved` the number after it, and its view."""

    pay: FloatArray
    pay_slope: FloatArray
    variance: FloatArray
    variance_slope: FloatArray
    marginal: Marginal
    responses: tuple[Response, ...]
    growth: tuple[Growth, ...]
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


@dataclass(frozen=True, eq=False)
class ClassAnswer:
    """How the people of a class respond at values of the knobs, before anybody is paid for what others do."""

    views: tuple[LineView, ...]
    marginal: Marginal
    responses: tuple[Response, ...]


def class_answer(
    base: ClassBase,
    lines: ClassLines,
    count: int,
    assumptions: ResponseAssumptions,
    today: FloatArray,
    intrinsic: FloatArray,
) -> ClassAnswer:
    """At values of the knobs; `today` (J, k) is the marginal pay of today's plan, `intrinsic` m0 (k,)."""
    seen = views(base, lines, count)
    pay_for = marginal(base, lines, seen, count)
    responses = tuple(
        respond(assumptions, today[j], intrinsic, pay_for.value[j], pay_for.slope[j]) for j in range(today.shape[0])
    )
    return ClassAnswer(seen, pay_for, responses)


def class_point(
    base: ClassBase, lines: ClassLines, count: int, answer: ClassAnswer, pooled: Mapping[Measured, Growth]
) -> ClassPoint:
    """The class where its people respond as in `answer`, and pools grow as in `pooled`, (n,) people each."""
    pay, variance = np.zeros((2, base.count))
    pay_slope, variance_slope = np.zeros((2, base.count, count))
    growth = tuple(_growth(base, view.index, answer, pooled) for view in answer.views)
    numbers = tuple(moved(one.distribution, grown.factor) for one, grown in zip(base.numbers, growth, strict=True))
    for view, grown, number in zip(answer.views, growth, numbers, strict=True):
        moments = line_moments(lines.lines[view.index].line.function, number)
        mean, square = line_slopes(view, moments, mean_motion(number, number)[:, None] * grown.log_slope)
        pay += view.amount * moments.mean
        variance += view.amount**2 * moments.variance
        pay_slope += mean
        variance_slope += square
    return ClassPoint(
        pay, pay_slope, variance, variance_slope, answer.marginal, answer.responses, growth, numbers, answer.views
    )


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


def _growth(base: ClassBase, index: int, answer: ClassAnswer, pooled: Mapping[Measured, Growth]) -> Growth:
    """Of the mean of a line's number, own or pooled."""
    stream = base.streams[index]
    if stream == NO_STREAM:
        return pooled[base.pay_class.lines[index].measured].some(base.people)
    response = answer.responses[stream]
    return Growth(response.growth, response.log_growth_slope)
