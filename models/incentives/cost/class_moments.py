"""Mean and variance of people's pay, component by component, in closed form.

P = Σ_l scale_l·G_l·f_l(z_l). Lines of one number, in whatever unit: E f·g exactly. Lines of two numbers: the
covariance of two functions of correlated normals (Mehler's series). Gates: folded into f where they look at its own
number, else G is taken as independent of f. Caps of persons, rounding, draws: not here; simulation has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.cost.distribution import Bands, Distribution
from models.incentives.cost.expectation import (
    Lines,
    expectation,
    hermite_coefficients,
    lines_on,
    product_mean,
    rescaled_product_mean,
)
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Measured, PayGate, PayLine
from models.incentives.piecewise import Piece, PiecewiseLinear, from_pieces

ACCURACY = 1e-5
MOST_TERMS = 64

Correlation = Callable[[Measured, Measured], FloatArray | float]
"""Correlation of what is behind two different numbers of a person."""


@dataclass(frozen=True, eq=False)
class PayMoments:
    """Of the k people of a class: `line_means` (L, k), `variance` (k,) of what moves each by itself, and `pooled`: per
    pooled number the standard deviation (k,) of what it moves, which is the same for all who share the pool."""

    line_means: FloatArray
    variance: FloatArray
    pooled: Mapping[Measured, FloatArray]

    @property
    def mean(self) -> FloatArray:
        """E P, shape (k,)."""
        total: FloatArray = self.line_means.sum(axis=0)
        return total

    @property
    def whole_variance(self) -> FloatArray:
        """Var P, shape (k,), the pooled part included."""
        return self.variance + sum((sd**2 for sd in self.pooled.values()), np.zeros(self.variance.size))


@dataclass(frozen=True, eq=False)
class _Part:
    """A line with what it pays by: its function with the gates on its own number, the other gates, bands and mean."""

    line: PayLine
    function: PiecewiseLinear
    others: tuple[int, ...]
    number: Distribution
    bands: Bands
    lines: Lines
    scale: FloatArray
    mean: FloatArray

    @property
    def measured(self) -> Measured:
        return self.line.measured


def class_moments(
    pay_class: PayClass, numbers: Mapping[Measured, Distribution], scales: FloatArray, correlation: Correlation
) -> PayMoments:
    """Moments of the pay of k people of a class. `numbers`: the distributions (k people) behind its lines and gates;
    `scales` (L, k): what each line's function is multiplied by, 0 where a number is not known."""
    parts = [
        _part(pay_class, line, numbers[line.measured], scale)
        for line, scale in zip(pay_class.lines, scales, strict=True)
    ]
    gates = [_step(gate) for gate in pay_class.gates]
    let_through = [expectation(gate, numbers[one.measured]) for gate, one in zip(gates, pay_class.gates, strict=True)]
    first = [_product([let_through[g].mean for g in part.others], part.mean) for part in parts]
    count = scales.shape[1]
    variance, pooled = np.zeros(count), dict[Measured, FloatArray]()
    series = _Series(correlation)
    for index, one in enumerate(parts):
        for other_index in range(index, len(parts)):
            other = parts[other_index]
            both = series.product(one, other)
            shared = set(one.others) & set(other.others)
            apart = set(one.others) ^ set(other.others)
            both = _product([let_through[g].square for g in sorted(shared)], both)
            both = _product([let_through[g].mean for g in sorted(apart)], both)
            covariance = (both - first[index] * first[other_index]) * one.scale * other.scale
            covariance *= 1.0 if index == other_index else 2.0
            if one.measured.pool is not None and one.measured.pool == other.measured.pool:
                pooled[one.measured] = pooled.get(one.measured, np.zeros(count)) + covariance
            else:
                variance += covariance
    means = np.array([mean * part.scale for mean, part in zip(first, parts, strict=True)]).reshape(-1, count)
    spreads = {measured: np.sqrt(np.maximum(square, 0.0)) for measured, square in pooled.items()}
    return PayMoments(means, np.maximum(variance, 0.0), spreads)


def effective_function(pay_class: PayClass, line: PayLine) -> tuple[PiecewiseLinear, tuple[int, ...]]:
    """A line's function with the gates on its own number folded in, and the positions of the other gates."""
    function, others = line.function, list[int]()
    for index in pay_class.gates_of(line):
        gate = pay_class.gates[index]
        if gate.measured == line.measured:
            function = _gated(function, gate)
        else:
            others.append(index)
    return function, tuple(others)


class _Series:
    """Products E f·g of lines, with each line's Hermite coefficients worked out once."""

    def __init__(self, correlation: Correlation) -> None:
        self.correlation = correlation
        self._coefficients: dict[int, FloatArray] = {}

    def product(self, one: _Part, other: _Part) -> FloatArray:
        if one is other:
            return one.lines.times(one.lines, one.bands)
        if one.measured == other.measured:
            return product_mean(one.function, other.function, one.number)
        if (one.measured.measures, one.measured.pool) == (other.measured.measures, other.measured.pool):
            first, second = one.number.expected(), other.number.expected()
            known = (first > 0) & (second > 0)
            ratio = np.divide(second, first, out=np.ones_like(first), where=known)
            return rescaled_product_mean(one.function, other.function, one.number, ratio)
        independent = one.mean * other.mean
        r = np.asarray(self.correlation(one.measured, other.measured))
        if not np.any(r):
            return independent
        terms = min(MOST_TERMS, max(2, int(np.ceil(np.log(ACCURACY) / np.log(min(float(np.abs(r).max()), 0.99))))))
        first, second = self._of(one, terms), self._of(other, terms)
        covariance, power = np.zeros(independent.size), np.ones(())
        for k in range(terms):
            power = power * r
            covariance += power * first[k] * second[k]
        return independent + covariance

    def _of(self, part: _Part, terms: int) -> FloatArray:
        known = self._coefficients.get(id(part))
        if known is None or known.shape[0] < terms:
            known = hermite_coefficients(part.function, part.number, terms, part.bands)
            self._coefficients[id(part)] = known
        return known


def _part(pay_class: PayClass, line: PayLine, number: Distribution, scale: FloatArray) -> _Part:
    function, others = effective_function(pay_class, line)
    knots = np.asarray(function.knots, dtype=np.float64)
    bands, lines = number.bands(knots), lines_on(function, knots)
    return _Part(line, function, others, number, bands, lines, scale, lines.mean(bands))


def _product(factors: list[FloatArray], value: FloatArray) -> FloatArray:
    for factor in factors:
        value = value * factor
    return value


def _step(gate: PayGate) -> PiecewiseLinear:
    return PiecewiseLinear((gate.least,), (1.0 - gate.factor,), (0.0,), gate.factor)


def _gated(function: PiecewiseLinear, gate: PayGate) -> PiecewiseLinear:
    """f·(factor below `least`, 1 from there on)."""
    knots = sorted({*function.knots, gate.least})
    lines = lines_on(function, np.array(knots))
    pieces = []
    for knot, level, slope in zip(knots, lines.level[1:], lines.slope[1:], strict=True):
        share = 1.0 if knot >= gate.least else gate.factor
        pieces.append(Piece(knot, float(share * (level + slope * knot)), float(share * slope)))
    return from_pieces(pieces, function.start * gate.factor)
