"""The surface between three terms: weights on an even lattice, each in units of the terms' ranges."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.frontier.programs import FrontierPrograms, Payoff, Trial

LEAST_SHARE = 1e-3
"""Share of a term at the corners of the others: of the plans that are best for one, the best for the rest counts."""


def surface_trials(programs: FrontierPrograms, payoff: Payoff, points: int) -> Iterator[Trial]:
    """The optimum at every point of the finest lattice that has at most so many, rows of it to and fro so that each
    starts near the one before."""
    near = payoff.lone[0].optimum
    widths = [one.width for one in payoff.ranges]
    for shares in lattice(points):
        parts = [max(share, LEAST_SHARE) / width for share, width in zip(shares, widths, strict=True)]
        trial = programs.at(parts, near)
        near = trial.optimum
        yield trial


def lattice(points: int) -> list[tuple[float, float, float]]:
    """Shares of three terms (Σ = 1): all multiples of 1/h for the largest h that gives at most `points` of them, at
    least the three corners."""
    h = 1
    while (h + 2) * (h + 3) // 2 <= points:
        h += 1
    found = []
    for first in range(h, -1, -1):
        row = [(first / h, second / h, (h - first - second) / h) for second in range(h - first, -1, -1)]
        found += row if (h - first) % 2 == 0 else row[::-1]
    return found
