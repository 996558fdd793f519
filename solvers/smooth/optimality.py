"""Our own judgement of a point: what is broken, which prices the conditions carry, and how far from optimal it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from models.arrays import BoolArray, FloatArray
from models.smooth.program import Evaluation
from models.smooth.result import Optimum
from solvers.smooth.options import FEASIBILITY_TOLERANCE, OPTIMALITY_TOLERANCE
from solvers.smooth.scaled_program import ScaledProgram

ACTIVE = 1e-6
"""A condition with at most this slack, in scales, may carry a price."""

AT_BOUND = 1e-9
"""A variable this near to its bound, in widths, may carry a price there."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """A scaled point with its shortfalls in scales (m) and the point in the program's own units."""

    scaled: FloatArray
    shortfalls: FloatArray
    optimum: Optimum
    objective: float

    @property
    def feasible(self) -> bool:
        """All conditions hold within the tolerance."""
        return self.optimum.violation <= FEASIBILITY_TOLERANCE

    @property
    def converged(self) -> bool:
        """All conditions hold, and the first-order conditions (Karush-Kuhn-Tucker) too."""
        return self.feasible and self.optimum.residual <= OPTIMALITY_TOLERANCE

    @property
    def rank(self) -> tuple[float, float]:
        """The smaller, the better: what is broken comes before the objective (in its scales)."""
        return (0.0 if self.feasible else self.optimum.violation, self.objective)


def judged(program: ScaledProgram, scaled: FloatArray) -> Judgement:
    """Evaluate and judge a point. Raises CutOff and NotFinite."""
    at = program.at(scaled)
    scaled = program.inside(scaled)
    prices, at_bounds, residual = prices_of(at, scaled <= AT_BOUND, scaled >= program.upper - AT_BOUND)
    missed = np.maximum(0.0, -at.slacks)
    scale = program.program.objective_scale
    optimum = Optimum(
        values=program.values(scaled),
        objective=at.objective * scale,
        slacks=at.slacks * program.scales,
        multipliers=prices * scale / program.scales,
        bound_prices=at_bounds * scale / program.widths,
        residual=residual,
        violation=float(missed.max(initial=0.0)),
    )
    return Judgement(scaled, missed, optimum, at.objective)


def prices_of(at: Evaluation, at_lower: BoolArray, at_upper: BoolArray) -> tuple[FloatArray, FloatArray, float]:
    """Multipliers λ ≥ 0 of the active conditions and bound prices μ that come nearest to ∇f = Jᵀλ + μ.

    Nonnegative least squares (Lawson and Hanson 1974). The solver's own multipliers are those of its last quadratic
    program, which lag behind, and those of bounds are not returned. Returns λ (m), μ (n) and the largest entry of what
    is left, relative to the gradient where that is over 1.
    """
    n, active = len(at.gradient), np.flatnonzero(at.slacks <= ACTIVE)
    lower, upper = np.flatnonzero(at_lower), np.flatnonzero(at_upper)
    unit = np.eye(n)
    columns = np.hstack([at.jacobian[active].T, unit[:, lower], -unit[:, upper]])
    lengths = np.linalg.norm(columns, axis=0)
    lengths[lengths == 0.0] = 1.0
    carried = np.zeros(columns.shape[1])
    if columns.shape[1] and at.gradient.any():
        size = float(np.linalg.norm(at.gradient))
        carried = nnls(columns / lengths, at.gradient / size, maxiter=30 * (columns.shape[1] + 10))[0] * size / lengths
    prices, bounds = np.zeros(len(at.slacks)), np.zeros(n)
    prices[active] = carried[: len(active)]
    bounds[lower] += carried[len(active) : len(active) + len(lower)]
    bounds[upper] -= carried[len(active) + len(lower) :]
    left = at.gradient - at.jacobian.T @ prices - bounds
    residual = float(np.abs(left).max(initial=0.0)) / max(1.0, float(np.abs(at.gradient).max(initial=0.0)))
    return prices, bounds, residual
