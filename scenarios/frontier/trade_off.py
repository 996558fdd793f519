"""The frontier between two aims by ε-constraint: ends first, then an even grid over what the second term may lose."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, log

from scenarios.frontier.programs import FrontierPrograms, Payoff, Trial

END = 1e-3
"""Share of its range that a term may give up at its own end of the frontier: of the plans that are best for it, the
end is the one that is best for the other."""

NEAR_LEVEL = 0.1
"""Share of a step of the grid by which a point may miss its level."""

MAX_SEARCH = 10
CLOSE_PRICES = 1e-6


@dataclass(frozen=True, order=True)
class _Tried:
    """A trial by the logarithm of the second term's price."""

    price: float
    trial: Trial = field(compare=False)


class TradeOff:
    """The search for the points between two contested terms. Trials that were made for one level serve the others."""

    def __init__(self, programs: FrontierPrograms, payoff: Payoff) -> None:
        self._programs = programs
        self._payoff = payoff
        self._tried: list[_Tried] = []

    def trials(self, points: int) -> Iterator[Trial]:
        """The trials of an even grid, both ends included, best for the first term first; levels that a trial already
        keeps, with more room than to the next, are passed over."""
        start, end = self._ends()
        yield start
        step = (start.losses[1] - end.losses[1]) / (points - 1)
        last = start
        for number in range(1, points - 1):
            level = start.losses[1] - number * step
            if step > 0.0 and last.losses[1] > level:
                last = self._reach(1, level, NEAR_LEVEL * step)
                yield last
        if end is not start:
            yield end

    def _ends(self) -> tuple[Trial, Trial]:
        """Of the plans in which a term keeps its best, but for END of its range, those that are best for the other.

        A price below END in ranges cannot take more than that: there the search begins.
        """
        first, second = self._payoff.ranges
        even = log(first.width / second.width)
        self._at(even + log(END), self._payoff.lone[0])
        self._at(even - log(END), self._payoff.lone[1])
        ends = (
            self._reach(place, one.ideal + END * one.width, 0.5 * END * one.width)
            for place, one in enumerate(self._payoff.ranges)
        )
        start, end = ends
        return start, end

    def _reach(self, place: int, level: float, room: float) -> Trial:
        """The trial that keeps a term (`place`) at a level, but for `room`, at the price that is best for the other."""
        for turn in range(MAX_SEARCH):
            low, high = self._around(place, level)
            kept, missed = (high, low) if place else (low, high)
            closest = min((kept, missed), key=lambda one: abs(one.trial.losses[place] - level))
            if kept is missed or abs(closest.trial.losses[place] - level) <= room:
                return closest.trial
            if high.price - low.price <= CLOSE_PRICES:
                break
            below, above = low.trial.losses[place] - level, high.trial.losses[place] - level
            share = 0.5 if turn % 3 == 2 else min(max(below / (below - above), 0.05), 0.95)
            near = (low if share < 0.5 else high).trial
            self._at(low.price + share * (high.price - low.price), near)
        low, high = self._around(place, level)
        return (high if place else low).trial

    def _around(self, place: int, level: float) -> tuple[_Tried, _Tried]:
        """The neighbours of which one keeps a term at a level and the other does not; twice the same at either side."""
        keeps = [one.trial.losses[place] <= level for one in self._tried]
        if place:
            first = keeps.index(True) if any(keeps) else len(keeps) - 1
            return self._tried[max(first - 1, 0)], self._tried[first]
        last = len(keeps) - 1 - keeps[::-1].index(True) if any(keeps) else 0
        return self._tried[last], self._tried[min(last + 1, len(keeps) - 1)]

    def _at(self, price: float, near: Trial) -> Trial:
        parts = (1.0, exp(price)) if price <= 0.0 else (exp(-price), 1.0)
        trial = self._programs.at(parts, near.optimum)
        insort(self._tried, _Tried(price, trial))
        return trial
