"""Sums and divisions of money that lose nothing: integers of the minor unit all the way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from models.arrays import IntArray


def group_sums(code: IntArray, values: IntArray, count: int) -> IntArray:
    """Exact sum of the integers in every group 0 … count − 1. A code below zero belongs to no group."""
    sums = np.zeros(count, dtype=np.int64)
    inside = code >= 0
    np.add.at(sums, code[inside], values[inside])
    return sums


def rounded(amount: Fraction) -> int:
    """The nearest integer; halves go to the even one."""
    return round(amount)


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """Integers in proportion to the weights (≥ 0, not all zero) that add up to `total` exactly.

    Largest remainders: every part is total · w / Σw rounded down, and what is left goes, one each, to the largest
    fractions, ties to the first. Raises ValueError for weights below zero or without a sum.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights are at least zero and not all zero")
    return scaled([int(weight) for weight in weights], Fraction(total, whole), total)


def scaled(values: Sequence[int], factor: Fraction, total: int) -> list[int]:
    """value · factor for every value, as integers that add up to `total`, the rounded Σ value · factor.

    Every part is within one of its exact value; equal values get equal parts up to one.
    """
    exact = [value * factor.numerator for value in values]
    parts = [number // factor.denominator for number in exact]
    left = total - sum(parts)
    by_fraction = sorted(range(len(values)), key=lambda place: (-(exact[place] % factor.denominator), place))
    for place in by_fraction[:left]:
        parts[place] += 1
    return parts
