"""One end of a number's range, by one price: min f(x) + t·x(G), t such that f is as much worse as it may be.

f(x(t)) rises with t, on each piece linearly in t², and for every plan with f ≤ f* + ε
x(G) ≥ x(t)(G) − (f* + ε − f(x(t)))/t. That distance ends the search: it falls to zero where f(x(t)) meets f* + ε. Where
the number stops moving before, a linear program says whether the limits let it go further.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

GROWTH = 6.0
DEAREST_PRICE = 1e5
"""Price beyond which nothing moves a number any more: multipliers are near 1, and digits are lost above."""

MAX_SEARCH = 40
SETTLED = 1e-6
"""Share of the movement that may be missing at the end."""


@dataclass(frozen=True)
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


def find_end(
    at: Callable[[float], Probe], furthest: Callable[[], float], allowed: float, first: float, smallest: float
) -> End:
    """The end of a range in one direction. `at` solves at a price, `furthest` says how far the limits alone let the
    number move, `allowed` ε in thousands, `first` a price to begin with, `smallest` a movement in thousands that does
    not matter."""
    low, high = Probe(0.0, 0.0, 0.0), at(first)
    limit: float | None = None
    while high.cost < allowed and not _is_settled(high, allowed, smallest):
        if high.moved - low.moved <= smallest:
            limit = furthest() if limit is None else limit
        if (limit is not None and high.moved >= limit - smallest) or high.price >= DEAREST_PRICE:
            return End(high.moved, by_score=False)
        low, high = high, at(min(high.price * GROWTH, DEAREST_PRICE))
    trial = high
    for turn in range(MAX_SEARCH):
        if _is_settled(trial, allowed, smallest):
            break
        trial = at(_between(low, high, allowed, halve=turn % 4 == 3))
        low, high = (trial, high) if trial.cost < allowed else (low, trial)
    return End(trial.moved, by_score=True)


def _is_settled(probe: Probe, allowed: float, smallest: float) -> bool:
    return abs(allowed - probe.cost) / probe.price <= max(SETTLED * probe.moved, smallest)


def _between(low: Probe, high: Probe, allowed: float, *, halve: bool) -> float:
    """A price between two at which the cost is about what is allowed."""
    left, right = low.price**2, high.price**2
    if halve or right - left <= 1e-12 * right or high.cost <= low.cost:
        return 0.5 * (low.price + high.price)
    return float((left + (right - left) * (allowed - low.cost) / (high.cost - low.cost)) ** 0.5)
