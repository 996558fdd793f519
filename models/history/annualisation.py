"""A year that began late, brought to a full year: amount ÷ share of the year that was active."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.history.calendar import MONTHS

EVEN: tuple[int, ...] = (1,) * MONTHS
"""Weights of twelve equal months."""


def active_share(active: Sequence[Fraction], weights: Sequence[int] = EVEN) -> Fraction:
    """Share of the year that was active: Σ active_m · w_m / Σ w_m, exact.

    `active` is the part of each month (`months_active`); `weights` are equal months, or the seasonality's twelve
    shares. A start in the fifth month with equal months gives 8/12.
    """
    return Fraction(sum(part * weight for part, weight in zip(active, weights, strict=True)), sum(weights))
