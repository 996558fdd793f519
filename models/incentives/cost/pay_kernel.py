"""The inner loop of paying many draws: every number read once, every pay written once.

What is in between (z, gates, values of lines) is a tile of a few hundred people, which stays next to the processor.
"""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.compiled import compiled, entry
from models.incentives.cost.pay_rules import PayRules

TILE = 256
"""People worked on at a time."""

LANES = 16
"""Sums that run side by side: their number is fixed, so that the last digits are the same on every processor."""


@entry
def pay_rows(
    actual: FloatArray, planes: IntArray, column: int, rules: PayRules, pay: FloatArray, totals: FloatArray
) -> None:
    """Pay k people in B draws. `actual` (B, m, n) over its divisor is z: of number q and person i in draw b it is
    `actual[b, planes[q], column + i]`. Written: `pay` (B, k) after gates and caps, `totals` (L, B) of the lines
    before caps."""
    people, lines, gated = pay.shape[1], rules.starts.size, rules.gate_least.size
    z, gates, space = np.empty((planes.size, TILE)), np.empty((gated, TILE)), np.empty(TILE)
    sums = np.empty((lines, LANES))
    for draw in range(pay.shape[0]):
        sums[:] = 0.0
        for start in range(0, people, TILE):
            stop = min(start + TILE, people)
            width = stop - start
            for q in range(planes.size):
                _divide(actual[draw, planes[q], column + start : column + stop], rules.divisors[q, start:stop], z[q])
            for g in range(gated):
                number = z[rules.gate_numbers[g], :width]
                _pass(number, rules.gate_least[g], rules.gate_factors[g], gates[g])
            paid, values = pay[draw, start:stop], space[:width]
            paid[:] = 0.0
            for line in range(lines):
                number = z[rules.line_numbers[line], :width]
                values[:] = rules.starts[line]
                for at in range(rules.first[line], rules.first[line + 1]):
                    _bend(number, rules.knots[at], rules.reached[at], rules.heights[at], rules.slopes[at], values)
                for g in range(gated):
                    if rules.holds[line, g]:
                        _multiply(values, gates[g])
                _add(values, rules.scales[line, start:stop], paid, sums[line])
            _cap(paid, rules.most[start:stop])
        for line in range(lines):
            totals[line, draw] = sums[line].sum()


@entry
def count_rows(
    actual: FloatArray, plane: int, column: int, divisors: FloatArray, reached: FloatArray, counts: FloatArray
) -> None:
    """How many of k people reach each of K levels in B draws: `counts` (K, B), written over."""
    people = divisors.size
    for draw in range(actual.shape[0]):
        row = actual[draw, plane, column : column + people]
        for level in range(reached.size):
            least, count = reached[level], 0
            for i in range(people):
                count += 1 if row[i] / divisors[i] >= least else 0
            counts[level, draw] = count


@compiled
def _divide(actual: FloatArray, divisors: FloatArray, z: FloatArray) -> None:
    # Divided, as an Achievement does it: somebody exactly on target is exactly at 1.
    for i in range(actual.size):
        z[i] = actual[i] / divisors[i]


@compiled
def _pass(z: FloatArray, least: float, factor: float, gates: FloatArray) -> None:
    for i in range(z.size):
        gates[i] = 1.0 if z[i] >= least else factor


@compiled
def _bend(z: FloatArray, knot: float, reached: float, height: float, slope: float, values: FloatArray) -> None:
    """`PiecewiseLinear.value`, operation by operation: the last knot that is reached decides."""
    for i in range(z.size):
        beyond = height + slope * (z[i] - knot)
        values[i] = beyond if z[i] >= reached else values[i]


@compiled
def _multiply(values: FloatArray, factors: FloatArray) -> None:
    for i in range(values.size):
        values[i] *= factors[i]


@compiled
def _add(values: FloatArray, scales: FloatArray, paid: FloatArray, sums: FloatArray) -> None:
    for i in range(paid.size):
        values[i] *= scales[i]
        paid[i] += values[i]
    whole = paid.size - paid.size % LANES
    for start in range(0, whole, LANES):
        some = values[start : start + LANES]
        for lane in range(LANES):
            sums[lane] += some[lane]
    for i in range(whole, paid.size):
        sums[i - whole] += values[i]


@compiled
def _cap(paid: FloatArray, most: FloatArray) -> None:
    for i in range(paid.size):
        paid[i] = min(paid[i], most[i])
