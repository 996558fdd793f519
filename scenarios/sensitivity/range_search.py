"""One end of a number's range, by one price: min f(x) + t·x(G), t such that f is as much worse as it may be.

f(x(t)) rises with t, and for every plan with f ≤ f* + ε: x(G) ≥ x(t)(G) − (f* + ε − f(x(t)))/t. That distance ends the
search: it falls to zero where f(x(t)) meets f* + ε, and as t grows where the limits end the range before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

GROWTH = 6.0
DEAREST_PRICE = 1e5
"""Price beyond which nothing moves a number any more: multipliers are near 1, and digits are lost above."""

MAX_SEARCH = 40
SETTLED = 1e-7
"""Share of the movement that may be missing at the end."""


@dataclass(frozen=True, eq=False)
class Probe:
    """The plan at one price: how much worse it is (`cost`) and how far the number has moved (`moved`, ≥ 0), both in
    thousands."""

    price: float
    cost: float
    moved: float


@dataclass(frozen=True)
class End:
    """How far the number can move one way, in thousands of leaf targets. `by_score`: the score ends it."""

    moved: float
    by_score: bool


def find_end(at: Callable[[float], Probe], allowed: float, first: float, smallest: float) -> End:
    """The end of a range in one direction. `at` solves at a price, `allowed` ε in thousands, `first` a price to begin
    with, `smallest` a movement in thousands that does not matter."""
    low, high = Probe(0.0, 0.0, 0.0), at(first)
    while high.cost <= allowed:
        if _is_settled(high, allowed, smallest) or high.price >= DEAREST_PRICE:
            return End(high.moved, by_score=high.cost >= (1.0 - 1e-3) * allowed)
        low, high = high, at(min(high.price * GROWTH, DEAREST_PRICE))
    for turn in range(MAX_SEARCH):
        if low.price and _is_settled(low, allowed, smallest):
            break
        trial = at(_between(low, high, allowed, halve=turn % 3 == 2))
        low, high = (trial, high) if trial.cost <= allowed else (low, trial)
    return End(low.moved, by_score=True)


def _is_settled(probe: Probe, allowed: float, smallest: float) -> bool:
    return (allowed - probe.cost) / probe.price <= max(SETTLED * probe.moved, smallest)


def _between(low: Probe, high: Probe, allowed: float, *, halve: bool) -> float:
    """A price between two at which the cost is about what is allowed, a trace below: √cost is nearly linear."""
    if halve or high.price - low.price < 1e-9 * high.price:
        return 0.5 * (low.price + high.price)
    left, right = np.sqrt(max(low.cost, 0.0)), np.sqrt(high.cost)
    goal = np.sqrt(allowed) * (1.0 - 0.1 * SETTLED)
    return float(low.price + (high.price - low.price) * (goal - left) / (right - left))
