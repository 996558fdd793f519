"""A smooth program as the solver sees it: widths and scales are one, every point evaluated once, limits obeyed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from models.arrays import FloatArray
from models.program import ProgramError
from models.smooth.program import Evaluation, SmoothProgram
from models.smooth.result import Limit

EXACT = 1e-10
"""Points with shortfalls up to this, in scales, are remembered as fallback: less would let a program gain by them."""


class CutOff(Exception):
    """Time is up or a stop was asked for, between two evaluations."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        super().__init__(str(limit))


class NotFinite(Exception):
    """The program returned an infinite number or not-a-number, or the solver asked for a point that is none."""


def watch(deadline: float | None, stop: threading.Event | None) -> Callable[[], None]:
    """A look at the clock and at the event. Raises CutOff."""

    def look() -> None:
        if stop is not None and stop.is_set():
            raise CutOff(Limit.STOP)
        if deadline is not None and time.monotonic() >= deadline:
            raise CutOff(Limit.TIME)

    return look


class ScaledProgram:
    """y = (x − lower)/width, f/objective_scale, c/scale. `evaluations` counts the calls of the program; `fallback` is
    the best point seen that satisfies everything exactly."""

    def __init__(self, program: SmoothProgram, look: Callable[[], None]) -> None:
        self.program = program
        self._look = look
        variables = program.variables
        self.offsets = np.array([variable.lower for variable in variables])
        self.widths = np.array([variable.width for variable in variables])
        self._highest = np.array([variable.upper for variable in variables])
        self.upper: FloatArray = (self._highest - self.offsets) / self.widths
        self.scales = np.array([condition.scale for condition in program.conditions])
        self.evaluations = 0
        self.fallback: FloatArray | None = None
        self._fallback_objective = np.inf
        self._last: tuple[bytes, Evaluation] | None = None

    def inside(self, scaled: FloatArray) -> FloatArray:
        """The nearest point between the bounds: the solver steps over them by a few units in the last place."""
        inside: FloatArray = np.minimum(np.maximum(scaled, 0.0), self.upper)
        return inside

    def scaled(self, values: FloatArray) -> FloatArray:
        """A point in the program's units, moved between the bounds."""
        return self.inside((values - self.offsets) / self.widths)

    def values(self, scaled: FloatArray) -> FloatArray:
        """Back to the program's units, never beyond its bounds."""
        values = self.offsets + scaled * self.widths
        kept: FloatArray = np.minimum(np.maximum(values, self.offsets), self._highest)
        return kept

    def at(self, scaled: FloatArray) -> Evaluation:
        """Scaled numbers at a scaled point. Raises CutOff, NotFinite."""
        if not np.isfinite(scaled).all():
            raise NotFinite("the solver asked for a point that is not a number")
        scaled = self.inside(scaled)
        key = scaled.tobytes()
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        self._look()
        self.evaluations += 1
        found = self._scaled(self.program.evaluate(self.values(scaled)))
        self._last = (key, found)
        self._remember(scaled, found)
        return found

    def _scaled(self, at: Evaluation) -> Evaluation:
        n, m = len(self.widths), len(self.scales)
        if at.gradient.shape != (n,) or at.slacks.shape != (m,) or at.jacobian.shape != (m, n):
            raise ProgramError("the program's gradient, slacks and Jacobian do not fit its variables and conditions")
        if not at.finite:
            raise NotFinite("the program returned an infinite number or not-a-number")
        scale = self.program.objective_scale
        jacobian = at.jacobian * self.widths / self.scales[:, None]
        return Evaluation(at.objective / scale, at.gradient * self.widths / scale, at.slacks / self.scales, jacobian)

    def _remember(self, scaled: FloatArray, found: Evaluation) -> None:
        if found.objective < self._fallback_objective and (found.slacks >= -EXACT).all():
            self.fallback, self._fallback_objective = scaled.copy(), found.objective
