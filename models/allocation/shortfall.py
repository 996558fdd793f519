"""Expected shortfall of a target under its forecast: E(x − S)⁺, S log-normal with a known mean.

With mean μ, log standard deviation s and z(x) = (ln(x/μ) + s²/2)/s: the distribution function is F(x) = Φ(z), and
E(x − S)⁺ = x·Φ(z) − μ·Φ(z − s). It is convex in x; its slope is F(x), between 0 and 1. (Black's formula for a put.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr

from models.arrays import FloatArray, IntArray

LEAST_LOG_SD = 1e-3
"""A smaller spread counts as this one: without any spread the loss would have a corner instead of a curve."""

MAX_ROUNDS = 120
SETTLED = 4e-15
"""Relative movement below which a cell has come to rest."""


@dataclass(frozen=True, eq=False)
class Shortfall:
    """weight·E(x_c − S_c)⁺ for the cells `covered` (k positions); other cells cost nothing. `mean` and amounts in
    thousands; `mean` > 0, `log_sd` ≥ LEAST_LOG_SD, both (k)."""

    weight: float
    covered: IntArray
    mean: FloatArray
    log_sd: FloatArray

    def weighing(self, weight: float) -> Shortfall:
        """The same shortfall at another weight."""
        return replace(self, weight=weight)

    def loss(self, x: FloatArray) -> FloatArray:
        """weight·E(x − S)⁺ per cell (n), 0 for cells that are not covered."""
        amount = x[self.covered]
        z = self._z(amount)
        inner = self.weight * (amount * ndtr(z) - self.mean * ndtr(z - self.log_sd))
        return self._spread(x, np.where(amount > 0, inner, 0.0))

    def slope(self, x: FloatArray) -> FloatArray:
        """weight·F(x) per cell (n)."""
        return self._spread(x, self.weight * ndtr(self._z(x[self.covered])))

    def stiffness(self, x: FloatArray) -> FloatArray:
        """weight·F′(x) per cell (n)."""
        return self._spread(x, self.weight * self._density(x[self.covered]))

    def settle(self, goal: FloatArray, curvature: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
        """x in [lower, upper] with x + D·weight·F(x) = goal, all of the covered cells (k): where a cell of curvature D
        comes to rest. The nearer bound where no such x lies between them.

        The left side rises, so the bounds bracket the answer; Newton's step becomes a halving where it leaves the
        bracket, and where the step before did not halve the miss: F is flat, steep and flat again, and Newton alone can
        jump to and fro between its two ends for ever.
        """
        pull = self.weight * curvature
        low, high = lower.copy(), np.maximum(upper, lower)
        x = np.clip(goal - pull * ndtr(self._z(np.clip(goal, low, high))), low, high)
        before = np.full(x.shape, np.inf)
        for _ in range(MAX_ROUNDS):
            miss = x + pull * ndtr(self._z(x)) - goal
            low, high = np.where(miss < 0, x, low), np.where(miss > 0, x, high)
            step = x - miss / (1.0 + pull * self._density(x))
            inside = (step > low) & (step < high) & (np.abs(miss) <= 0.5 * before)
            before = np.abs(miss)
            step = np.where(miss == 0, x, np.where(inside, step, 0.5 * (low + high)))
            moved = np.abs(step - x) > SETTLED * np.maximum(1.0, np.abs(x))
            x = step
            if not moved.any():
                break
        return x

    def reach(self, x: FloatArray, curvature: FloatArray) -> FloatArray:
        """x + D·weight·F(x) of the covered cells (k): what `settle` inverts."""
        return np.asarray(x + self.weight * curvature * ndtr(self._z(x)), dtype=np.float64)

    def _z(self, amount: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore"):
            ratio = np.log(np.maximum(amount, 0.0) / self.mean)
        return np.asarray((ratio + self.log_sd**2 / 2.0) / self.log_sd, dtype=np.float64)

    def _density(self, amount: FloatArray) -> FloatArray:
        positive = np.maximum(amount, 1e-300)
        z = self._z(positive)
        density = np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * positive * self.log_sd)
        return np.where(amount > 0, density, 0.0)

    def _spread(self, x: FloatArray, values: FloatArray) -> FloatArray:
        full = np.zeros(x.shape[0])
        full[self.covered] = values
        return full
