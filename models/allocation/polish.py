"""From the active set that a linear program found to the exact quadratic optimum, with a proof.

The dual of the separable program is concave and once differentiable: for multipliers λ (one per row, |λ_i| ≤ ρ_i for
soft rows) the best x is a closed form per cell, and the gradient is what the rows miss. Newton's method on the rows
that act is the primal-dual active-set step; started at a linear program's duals it needs few steps. A line search on
the dual value makes it safe from any start, and L-BFGS-B takes over where Newton stalls.

Proof: with x(λ) the loss exceeds the optimum by at most gap = Σ_i |λ_i|·|row_i − active bound_i|, and strong
convexity turns that into a bound on every number: |x_c − x*_c| ≤ √(2·D_c·gap).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, minimize
from scipy.sparse import csc_array, diags_array
from scipy.sparse.linalg import splu

from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray

RESIDUAL_TARGET = 1e-15
"""Row residual, relative to the row's scale, that ends the work: nothing is left to gain in floating point."""

RESIDUAL_ENOUGH = 1e-11
"""Where Newton stalls below this, floating point is exhausted; above it, another method takes over."""

MAX_STEPS = 60
MAX_HALVINGS = 25
TRUST_RADIUS = 10.0
"""Damping of rows whose cells all rest on bounds: such rows have no curvature, and a multiplier of 10 is a large
price in a program whose costs are near 1."""


@dataclass(frozen=True, eq=False)
class Polished:
    """The exact plan. `multipliers`: λ > 0 presses on a row's upper side, λ < 0 on its lower.

    `residual`: largest relative row residual of the KKT conditions (the other conditions hold by construction).
    `gap`: bound on loss − optimum, in thousands. `cell_error`: bound on |x − x*| over all cells, in thousands.
    `steps`: Newton steps taken.
    """

    targets: FloatArray
    multipliers: FloatArray
    residual: float
    gap: float
    cell_error: float
    steps: int

    def is_exact(self, tolerance: float) -> bool:
        """True when every number is proven to be within `tolerance` (thousands) of the optimum."""
        return self.cell_error <= tolerance


@dataclass(frozen=True, eq=False)
class _State:
    """A point of the dual: x(λ), the gradient towards the acting side of each row, and the dual value."""

    multipliers: FloatArray
    targets: FloatArray
    activity: FloatArray
    gradient: FloatArray
    value: float

    def residual(self, row_scale: FloatArray) -> float:
        return float((np.abs(self.gradient) / row_scale).max(initial=0.0))


def polish(program: SeparableProgram, start: FloatArray) -> Polished:
    """The optimum of the separable program, from multipliers `start` (−duals of a linear program, or zeros).

    Always returns its best point; whether that point is exact, its residual and error bound say.
    """
    state = _evaluate(program, _boxed(program, start))
    steps = 0
    while steps < MAX_STEPS and state.residual(program.row_scale) > RESIDUAL_TARGET:
        steps += 1
        improved = _newton_step(program, state)
        if improved is None and state.residual(program.row_scale) <= RESIDUAL_ENOUGH:
            break
        if improved is None:
            improved = _quasi_newton(program, state)
            if improved.residual(program.row_scale) >= 0.5 * state.residual(program.row_scale):
                state = min(state, improved, key=lambda s: s.residual(program.row_scale))
                break
        state = improved
    return _certify(program, state, steps)


def _evaluate(program: SeparableProgram, multipliers: FloatArray) -> _State:
    targets = program.response(program.transposed @ multipliers)
    activity = program.matrix @ targets
    positive, negative = np.maximum(multipliers, 0.0), np.minimum(multipliers, 0.0)
    upper = np.where(positive > 0, program.row_upper, 0.0)
    lower = np.where(negative < 0, program.row_lower, 0.0)
    value = float(
        program.cell_loss(targets).sum() + (positive * (activity - upper)).sum() + (negative * (activity - lower)).sum()
    )
    return _State(multipliers, targets, activity, _ascent(program, multipliers, activity), value)


def _ascent(program: SeparableProgram, multipliers: FloatArray, activity: FloatArray) -> FloatArray:
    """Derivative of the dual where it may move: zero on rows at rest inside their range or at their price."""
    over = activity - program.row_upper
    under = activity - program.row_lower
    at_rest = np.where(over > 0, over, np.where(under < 0, under, 0.0))
    gradient = np.where(multipliers > 0, over, np.where(multipliers < 0, under, at_rest))
    gradient = np.where(program.is_equality, under, gradient)
    paid_up = (multipliers >= program.penalty) & (gradient > 0)
    paid_down = (multipliers <= -program.penalty) & (gradient < 0)
    gradient[paid_up | paid_down] = 0.0
    return gradient


def _boxed(program: SeparableProgram, multipliers: FloatArray) -> FloatArray:
    """Multipliers within their soft prices, and none pressing on a side that does not exist."""
    upper = np.where(np.isfinite(program.row_upper), program.penalty, 0.0)
    lower = np.where(np.isfinite(program.row_lower), -program.penalty, 0.0)
    boxed: FloatArray = np.clip(multipliers, lower, upper)
    return boxed


def _newton_step(program: SeparableProgram, state: _State) -> _State | None:
    """One damped Newton step on the acting rows, halved until the dual rises; None when no length helps."""
    acting = np.flatnonzero((state.multipliers != 0.0) | (state.gradient != 0.0))
    acting = acting[~_at_price(program, state, acting)]
    direction = np.zeros(program.n_rows)
    direction[acting] = _solve_newton(program, state, acting)
    length = 1.0
    before = state.residual(program.row_scale)
    noise = 1e-13 * (abs(state.value) + float(np.abs(program.cell_loss(state.targets)).sum()))
    for _ in range(MAX_HALVINGS):
        moved = _project(program, state.multipliers, state.multipliers + length * direction)
        trial = _evaluate(program, moved)
        rise = float(state.gradient @ (moved - state.multipliers))
        if trial.value >= state.value + 1e-4 * max(rise, 0.0) and trial.value > state.value + noise:
            return trial
        if trial.value >= state.value - noise and trial.residual(program.row_scale) < 0.9 * before:
            return trial
        length *= 0.5
    return None


def _at_price(program: SeparableProgram, state: _State, rows: IntArray) -> BoolArray:
    """Soft rows that pay their full price and would pay more: fixed there."""
    full = np.abs(state.multipliers[rows]) >= program.penalty[rows]
    return np.asarray(full & (state.gradient[rows] == 0.0), dtype=np.bool_)


def _solve_newton(program: SeparableProgram, state: _State, acting: IntArray) -> FloatArray:
    """s with (A_J D A_Jᵀ + damping)·s = gradient, D the curvature of the cells that can move."""
    if not acting.size:
        return np.zeros(0)
    weight = np.where(_free_cells(program, state), program.curvature, 0.0)
    rows = program.matrix[acting]
    gradient = state.gradient[acting]
    normal = csc_array(rows @ diags_array(weight) @ rows.T)
    diagonal = normal.diagonal()
    full = np.maximum((rows * rows) @ program.curvature, 1e-9)
    damping = np.maximum(1e-10 * full, np.where(diagonal < 1e-9 * full, np.abs(gradient) / TRUST_RADIUS, 0.0))
    scale = 1.0 / np.sqrt(diagonal + damping)
    scaling = diags_array(scale)
    system = csc_array(scaling @ (normal + diags_array(damping)) @ scaling)
    factor = splu(system, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    solution: FloatArray = scale * factor.solve(scale * gradient)
    return solution


def _free_cells(program: SeparableProgram, state: _State) -> BoolArray:
    """Cells that follow a small change of price: not on a bound, not resting on their previous target."""
    x = state.targets
    resting = (program.anchor_weight > 0) & (x == program.anchor)
    return np.asarray((x > program.lower) & (x < program.upper) & ~resting, dtype=np.bool_)


def _project(program: SeparableProgram, before: FloatArray, after: FloatArray) -> FloatArray:
    """Stop at zero where a multiplier would change sides: the other side of a range is another bound."""
    boxed = _boxed(program, after)
    crossed = (before * boxed < 0.0) & ~program.is_equality
    return np.where(crossed, 0.0, boxed)


def _quasi_newton(program: SeparableProgram, state: _State) -> _State:
    """L-BFGS-B on the dual with split multipliers (λ = λ⁺ − λ⁻), scaled by the rows' curvature."""
    size = 1.0 / np.sqrt(np.maximum((program.matrix * program.matrix) @ program.curvature, 1e-9))
    m = program.n_rows
    up_end = np.where(np.isfinite(program.row_upper), program.penalty, 0.0) / size
    down_end = np.where(np.isfinite(program.row_lower), program.penalty, 0.0) / size
    end = np.concatenate([up_end, down_end])
    row_upper = np.where(np.isfinite(program.row_upper), program.row_upper, 0.0)
    row_lower = np.where(np.isfinite(program.row_lower), program.row_lower, 0.0)

    def negative_dual(split: FloatArray) -> tuple[float, FloatArray]:
        up, down = split[:m] * size, split[m:] * size
        targets = program.response(program.transposed @ (up - down))
        over, under = program.matrix @ targets - row_upper, row_lower - program.matrix @ targets
        value = float(program.cell_loss(targets).sum() + up @ over + down @ under)
        return -value, -np.concatenate([over * size, under * size])

    start = np.concatenate([np.maximum(state.multipliers, 0.0), np.maximum(-state.multipliers, 0.0)])
    found = minimize(
        negative_dual,
        np.clip(start / np.tile(size, 2), 0.0, end),
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(np.zeros(2 * m), end),
        options={"maxcor": 10, "ftol": 1e-16, "gtol": 1e-9, "maxiter": 2000, "maxfun": 4000},
    )
    split = np.asarray(found.x, dtype=np.float64)
    return _evaluate(program, _boxed(program, (split[:m] - split[m:]) * size))


def _certify(program: SeparableProgram, state: _State, steps: int) -> Polished:
    activity, multipliers = state.activity, state.multipliers
    bound = np.where(multipliers > 0, program.row_upper, program.row_lower)
    pressed = multipliers != 0.0
    paying = np.isfinite(program.penalty) & (np.abs(multipliers) >= program.penalty)
    missing = np.where(pressed, activity - np.where(pressed, bound, 0.0), 0.0)
    # A soft row at its full price may lie beyond its bound: that violation is paid for, not missed.
    missing[paying & (missing * np.sign(multipliers) > 0)] = 0.0
    gap = float((np.abs(multipliers) * np.abs(missing)).sum())
    return Polished(
        targets=state.targets,
        multipliers=multipliers,
        residual=state.residual(program.row_scale),
        gap=gap,
        cell_error=float(np.sqrt(2.0 * program.curvature.max(initial=0.0) * gap)),
        steps=steps,
    )
