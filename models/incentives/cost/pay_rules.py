"""A pay class as arrays, for the compiled loop that pays by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.incentives.pay_class import PayClass
from models.incentives.piecewise import reached_from


class PayRules(NamedTuple):
    """A class as arrays: Q numbers, G gates, L lines with J knots in all, k people.

    `divisors` (Q, k): what an actual is divided by to be z, +∞ where z is not known. Gates: `gate_numbers`,
    `gate_least` (the least z that counts as reached), `gate_factors` (G,). Lines: `line_numbers`, `starts` (L,);
    `first` (L + 1,): where their knots begin; `knots`, `reached`, `heights`, `slopes` (J,) as in PiecewiseLinear;
    `holds` (L, G): which gates act; `scales` (L, k). `most` (k,): caps of persons, +∞ without.
    """

    divisors: FloatArray
    gate_numbers: IntArray
    gate_least: FloatArray
    gate_factors: FloatArray
    line_numbers: IntArray
    starts: FloatArray
    first: IntArray
    knots: FloatArray
    reached: FloatArray
    heights: FloatArray
    slopes: FloatArray
    holds: BoolArray
    scales: FloatArray
    most: FloatArray


def pay_rules(pay_class: PayClass, divisors: FloatArray, scales: FloatArray, most: FloatArray) -> PayRules:
    """The arrays of a class; its numbers are in the order of `PayClass.looks_at`, as are the `divisors`."""
    looked, gates, lines = pay_class.looks_at, pay_class.gates, pay_class.lines
    functions = [line.function for line in lines]
    knots = _joined(function.knots for function in functions)
    holds = [[gate in pay_class.gates_of(line) for gate in range(len(gates))] for line in lines]
    return PayRules(
        divisors=divisors.reshape(len(looked), most.size),
        gate_numbers=np.array([looked.index(gate.measured) for gate in gates], dtype=np.int64),
        gate_least=reached_from(np.array([gate.least for gate in gates], dtype=np.float64)),
        gate_factors=np.array([gate.factor for gate in gates], dtype=np.float64),
        line_numbers=np.array([looked.index(line.measured) for line in lines], dtype=np.int64),
        starts=np.array([function.start for function in functions], dtype=np.float64),
        first=np.cumsum([0, *(len(function.knots) for function in functions)]),
        knots=knots,
        reached=reached_from(knots),
        heights=_joined(function.heights for function in functions),
        slopes=_joined(function.slopes for function in functions),
        holds=np.array(holds, dtype=np.bool_).reshape(len(lines), len(gates)),
        scales=scales,
        most=most,
    )


def _joined(parts: Iterable[FloatArray | tuple[float, ...]]) -> FloatArray:
    return np.concatenate([np.zeros(0), *(np.asarray(part, dtype=np.float64) for part in parts)])
