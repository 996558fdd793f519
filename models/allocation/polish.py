"""From the active set that a linear program found to the exact quadratic optimum, with a proof.

The dual of the separable program is concave and once differentiable: for multipliers λ (one per row, |λ_i| ≤ ρ_i for
soft rows) the best x is a closed form per cell, and the gradient is what the rows miss. Newton's method on the rows
that act is the primal-dual active-set step; started at a linear program's duals it needs few steps. A line search on
the dual value makes it safe from any start, and L-BFGS-B takes over where Newton stalls.

Proof: with x(λ) the loss differs from the optimum by at most gap = Σ_i |λ_i|·|row_i − active bound_i|, and strong
convexity turns that into a bound on every number: |x_c − x*_c| ≤ √(2·D_c·gap). A row that is broken although nothing
presses on it counts with the largest multiplier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.newton_step import newton_step
from models.allocation.separable import SeparableProgram
from models.arrays import BoolArray, FloatArray, IntArray

RESIDUAL_TARGET = 1e-15
"""Row residual, relative to the row's scale, that ends the work: nothing is left to gain in floating point."""

RESIDUAL_ENOUGH = 1e-11
"""Where Newton stalls below this, floating point is exhausted; above it, another method takes over."""

MAX_STEPS = 60
MAX_HALVINGS = 25
MAX_SENDS = 12
MAX_BLIND = 6
MAX_RESCUES = 5
BLIND_BELOW = 1e-6
DAMPINGS = (1e-10, 1e-6, 1e-4, 1e-2, 1.0)
"""Shares of a row's own curvature added to the Newton system: the first so that redundant rows stay solvable, the
others one after the other where the step leads nowhere."""

GOOD_LENGTH = 0.1
"""Share of a Newton step that is long enough not to try more damping."""

SHORT_SEARCH = 6
"""Halvings of a damped step."""

ROUNDING = 4.0 * float(np.finfo(np.float64).eps)
"""Share of Σ|a·x| that the floating-point sum of a row may be off by."""


@dataclass(frozen=True, eq=False)
class Polished:
    """The exact plan. `multipliers`: λ > 0 presses on a row's upper side, λ < 0 on its lower.

    `residual`: largest relative row residual of the KKT conditions (the other conditions hold by construction).
    `gap`: bound on loss − optimum, in thousands. `cell_error`: bound on |x − x*| over all cells, in thousands.
    `steps`: Newton steps taken. `rounding`: what the floating-point sums of the rows may be off by, part of the bound.
    """

    targets: FloatArray
    multipliers: FloatArray
    residual: float
    gap: float
    cell_error: float
    steps: int
    rounding: float = 0.0

    def is_exact(self, tolerance: float) -> bool:
        """True when every number is proven to be within `tolerance` (thousands) of the optimum."""
        return self.cell_error <= tolerance


@dataclass
class Budget:
    """What a polish may cost: `systems` of linear equations that it may still solve; None: as many as it needs."""

    systems: int | None = None

    @property
    def is_spent(self) -> bool:
        """True when nothing is left."""
        return self.systems is not None and self.systems <= 0

    def spend(self) -> None:
        """One system more."""
        if self.systems is not None:
            self.systems -= 1


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


def polish(
    program: SeparableProgram,
    start: FloatArray,
    rescues: int = MAX_RESCUES,
    residual: float = RESIDUAL_TARGET,
    budget: Budget | None = None,
) -> Polished:
    """The optimum of the separable program, from multipliers `start` (−duals of a linear program, or zeros).

    `rescues`: how often L-BFGS-B may take over; 0 for an answer that will be improved anyway. `residual`: the relative
    row residual that ends the work. `budget`: what it may cost at most; by default whatever is needed.

    Always returns its best point; whether that point is exact, its residual and error bound say.
    """
    state, steps = _ascend(program, start, rescues, residual, budget or Budget())
    return _certify(program, state, steps)


def _ascend(
    program: SeparableProgram, start: FloatArray, most_rescues: int, enough: float, budget: Budget
) -> tuple[_State, int]:
    """Climb the dual from `start` until nothing is left to gain; the best state and the steps taken."""
    state = best = _evaluate(program, _boxed(program, start))
    steps = blind = rescues = 0
    while steps < MAX_STEPS and not budget.is_spent and best.residual(program.row_scale) > enough:
        steps += 1
        direction, improved = _newton_step(program, state, budget)
        if improved is None and blind < MAX_BLIND and state.residual(program.row_scale) < BLIND_BELOW:
            # The rise is below what the dual value resolves; Newton itself still converges there.
            blind += 1
            improved = _evaluate(program, _boxed(program, state.multipliers + direction))
        elif improved is None:
            if best.residual(program.row_scale) <= RESIDUAL_ENOUGH or rescues == most_rescues:
                break
            rescues += 1
            improved, blind = _quasi_newton(program, state), 0
            if improved.value <= state.value:
                break
        state = improved
        best = min(best, state, key=lambda candidate: candidate.residual(program.row_scale))
    return best, steps


def _newton_step(program: SeparableProgram, state: _State, budget: Budget) -> tuple[FloatArray, _State | None]:
    """The Newton direction and the better state it leads to, None where it finds none.

    Far from the optimum whole groups of cells rest on bounds, and rows over them have next to no curvature between
    them: an undamped step is then as long as its noise makes it. So where only a short piece of a step helps, more
    damping is tried, and the best of these steps is taken.
    """
    undamped = _direction(program, state, DAMPINGS[0], budget)
    found, length = _line_search(program, state, undamped, MAX_HALVINGS)
    if length >= GOOD_LENGTH or state.residual(program.row_scale) <= BLIND_BELOW:
        return undamped, found
    for damping in DAMPINGS[1:]:
        if budget.is_spent:
            break
        direction = _direction(program, state, damping, budget)
        trial, length = _line_search(program, state, direction, SHORT_SEARCH)
        if trial is not None and (found is None or trial.value > found.value):
            found = trial
        if length >= GOOD_LENGTH:
            break
    return undamped, found


def _evaluate(program: SeparableProgram, multipliers: FloatArray) -> _State:
    targets = program.response(program.transposed @ multipliers)
    activity = program.matrix @ targets
    positive, negative = np.maximum(multipliers, 0.0), np.minimum(multipliers, 0.0)
    upper = np.where(positive > 0, program.row_upper, 0.0)
    lower = np.where(negative < 0, program.row_lower, 0.0)
    value = float(
        program.dual_loss(targets).sum() + (positive * (activity - upper)).sum() + (negative * (activity - lower)).sum()
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
    # A step that ends at the price in exact arithmetic must end there in floating point too.
    at_price = np.isfinite(program.penalty) & (np.abs(boxed) >= program.penalty * (1.0 - 1e-12))
    return np.where(at_price, np.copysign(program.penalty, boxed), boxed)


def _line_search(
    program: SeparableProgram, state: _State, direction: FloatArray, halvings: int
) -> tuple[_State | None, float]:
    """The step halved until the dual rises, and its length; (None, 0) when no length helps."""
    before = state.residual(program.row_scale)
    noise = 1e-13 * (abs(state.value) + float(np.abs(program.dual_loss(state.targets)).sum()))
    length = 1.0
    for _ in range(halvings):
        trial = _evaluate(program, _boxed(program, state.multipliers + length * direction))
        rise = float(state.gradient @ direction) * length
        if trial.value >= state.value + 1e-4 * max(rise, 0.0) and trial.value > state.value + noise:
            return trial, length
        if trial.value >= state.value - noise and trial.residual(program.row_scale) < 0.9 * before:
            return trial, length
        length *= 0.5
        if abs(rise) < noise:
            return None, 0.0
    return None, 0.0


def _direction(program: SeparableProgram, state: _State, damping: float, budget: Budget) -> FloatArray:
    """The Newton direction that keeps every multiplier on its side: the largest rise of the dual's quadratic model
    within each multiplier's room, by its own active set.

    A multiplier that would change sides (or exceed its soft price) is sent exactly to that end and the others are
    solved again around it, until none leaves its room and none that was sent would rather come back. Projecting
    afterwards instead makes Newton zigzag at rows that are about to let go.
    """
    low, high = _room(program, state)
    acting = ((state.multipliers != 0.0) | (state.gradient != 0.0)) & ~_paid(program, state)
    weight = np.where(_free_cells(program, state), program.give(state.targets), 0.0)
    step = np.where(acting, _diagonal_step(program, state), 0.0)
    sent = acting & ((step <= low) | (step >= high))
    step = np.where(sent, np.clip(step, low, high), 0.0)
    for _ in range(MAX_SENDS):
        solving = np.flatnonzero(acting & ~sent)
        budget.spend()
        step[solving] = _solve_newton(program, state, solving, np.where(sent, step, 0.0), damping)
        leaves = acting & ~sent & ((step < low) | (step > high))
        step = np.clip(step, low, high)
        pull = state.gradient - program.matrix @ (weight * (program.transposed @ step))
        returns = sent & (((step >= high) & (pull < 0.0)) | ((step <= low) & (pull > 0.0)))
        if not (leaves.any() or returns.any()):
            break
        sent = (sent | leaves) & ~returns
    return step


def _room(program: SeparableProgram, state: _State) -> tuple[FloatArray, FloatArray]:
    """How far each multiplier may move down and up without changing sides or leaving its price."""
    held = state.multipliers
    equal = program.is_equality
    lowest = np.where(np.isfinite(program.row_lower), -program.penalty, 0.0)
    highest = np.where(np.isfinite(program.row_upper), program.penalty, 0.0)
    downward = (held < 0.0) | ((held == 0.0) & (state.gradient < 0.0)) | equal
    upward = (held > 0.0) | ((held == 0.0) & (state.gradient > 0.0)) | equal
    return np.where(downward, lowest, 0.0) - held, np.where(upward, highest, 0.0) - held


def _paid(program: SeparableProgram, state: _State) -> BoolArray:
    """Soft rows that pay their full price and would pay more: fixed there."""
    full = np.isfinite(program.penalty) & (np.abs(state.multipliers) >= program.penalty)
    return np.asarray(full & (state.gradient == 0.0), dtype=np.bool_)


def _diagonal_step(program: SeparableProgram, state: _State) -> FloatArray:
    """What each row's multiplier would do if it were alone."""
    weight = np.where(_free_cells(program, state), program.give(state.targets), 0.0)
    own = np.maximum(program.squared @ weight, 1e-9 * program.row_curvature)
    return np.asarray(state.gradient / own, dtype=np.float64)


def _solve_newton(
    program: SeparableProgram, state: _State, rows_solved: IntArray, given: FloatArray, damping: float
) -> FloatArray:
    """s with (A_J D A_Jᵀ + damping)·s = gradient_J − A_J D Aᵀ·given, D the curvature of the cells that can move."""
    if not rows_solved.size:
        return np.zeros(0)
    weight = np.where(_free_cells(program, state), program.give(state.targets), 0.0)
    rows = csr_array(program.matrix[rows_solved])
    gradient = state.gradient[rows_solved] - rows @ (weight * (program.transposed @ given))
    full = program.row_curvature[rows_solved]
    return newton_step(rows, weight, gradient, full, damping, program.n_auxiliary)


def _free_cells(program: SeparableProgram, state: _State) -> BoolArray:
    """Cells that follow a small change of price: not on a bound, not resting on their previous target."""
    x = state.targets
    resting = (program.anchor_weight > 0) & (x == program.anchor)
    return np.asarray((x > program.lower) & (x < program.upper) & ~resting, dtype=np.bool_)


def _quasi_newton(program: SeparableProgram, state: _State) -> _State:
    """L-BFGS-B on the dual with split multipliers (λ = λ⁺ − λ⁻), scaled by the rows' curvature."""
    from scipy.optimize import Bounds, minimize  # slow to load, and rarely needed

    size = 1.0 / np.sqrt(program.row_curvature)
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
        value = float(program.dual_loss(targets).sum() + up @ over + down @ under)
        return -value, -np.concatenate([over * size, under * size])

    start = np.concatenate([np.maximum(state.multipliers, 0.0), np.maximum(-state.multipliers, 0.0)])
    found = minimize(
        negative_dual,
        np.clip(start / np.tile(size, 2), 0.0, end),
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(np.zeros(2 * m), end),
        options={"maxcor": 10, "ftol": 1e-16, "gtol": 1e-9, "maxiter": 500, "maxfun": 1000},
    )
    split = np.asarray(found.x, dtype=np.float64)
    return _evaluate(program, _boxed(program, (split[:m] - split[m:]) * size))


def _certify(program: SeparableProgram, state: _State, steps: int) -> Polished:
    rounding = ROUNDING * (abs(program.matrix) @ np.abs(state.targets))
    gap = float((_price_of_a_miss(program, state) * _misses(program, state, rounding)).sum())
    largest = float(rounding.max(initial=0.0))
    return Polished(
        targets=state.targets,
        multipliers=state.multipliers,
        residual=state.residual(program.row_scale),
        gap=gap,
        cell_error=max(cell_error(program, gap), largest),
        steps=steps,
        rounding=largest,
    )


def cell_error(program: SeparableProgram, gap: float) -> float:
    """√(2·D·gap) for the cell that moves most easily: how far any cell may be from the optimum, in thousands."""
    return float(np.sqrt(2.0 * program.curvature[: program.n_cells].max(initial=0.0) * gap))


def _misses(program: SeparableProgram, state: _State, rounding: FloatArray) -> FloatArray:
    """How far each row is from where its multiplier says it is: from the side it presses on, or from its range.

    A soft row at its full price may lie beyond its side: that violation is paid for, not missed. What is left below
    the rounding of the row's own sum is no miss: cells that differ in their last digit would close it.
    """
    over, under = state.activity - program.row_upper, program.row_lower - state.activity
    up, down = state.multipliers > 0, state.multipliers < 0
    paying = np.isfinite(program.penalty) & (np.abs(state.multipliers) >= program.penalty)
    pressed = np.where(up, over, np.where(down, under, 0.0))
    pressed = np.where(paying, np.minimum(pressed, 0.0), pressed)
    outside = np.maximum(np.where(up, 0.0, over), np.where(down, 0.0, under))
    miss = np.maximum(np.abs(pressed), outside)
    return np.where(miss > rounding, miss, 0.0)


def _price_of_a_miss(program: SeparableProgram, state: _State) -> FloatArray:
    """Each row's multiplier at the optimum, as far as it is known: its own where it presses, the largest of all
    (at least 1) where a row is broken that nothing presses on yet. Soft rows never cost more than their price."""
    held = np.abs(state.multipliers)
    unknown = max(float(held.max(initial=0.0)), 1.0)
    over = (state.activity > program.row_upper) & ~(state.multipliers > 0)
    under = (state.activity < program.row_lower) & ~(state.multipliers < 0)
    return np.minimum(np.where(over | under, unknown, held), program.penalty)
