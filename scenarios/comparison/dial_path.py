"""Exact plans of one strategy along one of its dials, each found from the one before."""

from __future__ import annotations

from models.allocation.strategy import Strategy
from models.arrays import FloatArray
from models.solution import Solution
from scenarios.comparison.dial import Dial
from scenarios.many import StrategyEngine
from scenarios.optimum import Optimum


class DialPath:
    """`solves`: optima found so far. Months change no target: they are left out."""

    def __init__(self, engine: StrategyEngine, strategy: Strategy, dial: Dial) -> None:
        self._engine, self._strategy, self._dial = engine.yearly(), strategy, dial
        self._near: Optimum | None = None
        self.solves = 0

    def targets(self, value: float) -> FloatArray:
        """Unrounded targets in thousands per cell, with the dial at a value. Raises what stands in the place of a plan:
        Infeasible, LimitReached, SolverFailed."""
        self.solves += 1
        engine, strategy = self._engine, self._dial.turned(self._strategy, value)
        if engine.rows.choices:
            result = engine.solve(strategy, self._near)
            self._near = result.optimum or self._near
            return result.raise_for_outcome().exact
        found = engine.optimum(strategy, self._near)
        if isinstance(found, Solution):
            return engine.solve(strategy).raise_for_outcome().exact
        self._near = found.optimum
        return found.optimum.targets
