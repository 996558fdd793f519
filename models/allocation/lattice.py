"""The lattice of human numbers: which multiples of the increment lie below each exact target, and what is left over.

Holds keep their exact amount. When the company target (less the holds) is no multiple of the increment, one named
free cell takes the remainder: x = base + q·(below + z), z ∈ {0, 1}.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.allocation.over_assignment import PLAN_ONLY, Layer
from models.allocation.problem import AllocationProblem
from models.arrays import BoolArray, FloatArray, IntArray

SNAP = 1e-6
"""Fractions of an increment that two solvers' answers may differ by; targets are snapped to it before rounding."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """`increment` q and `base` in minor units; `below` = ⌊(x − base)/q⌋; `fraction` in [0, 1) is what lies above.

    `open` marks the cells whose z is still to be decided, `held` those whose amount is fixed. `total` is what the
    numbers add up to in minor units,
    None where the company target is soft. `remainder_cell` takes `remainder` minor units, −1 where none is left.
    """

    increment: int
    base: IntArray
    below: IntArray
    fraction: FloatArray
    open: BoolArray
    total: int | None
    remainder_cell: int
    remainder: int
    held: BoolArray

    def minor(self, up: BoolArray) -> IntArray:
        """Targets in minor units for a choice of z."""
        return np.asarray(self.base + self.increment * (self.below + up), dtype=np.int64)


def build_lattice(
    problem: AllocationProblem,
    exact: FloatArray,
    reference: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    layer: Layer = PLAN_ONLY,
) -> Lattice:
    """The lattice of one layer's numbers. `exact` and `reference` are of the leaf targets, in thousands; `lower` and
    `upper` bound the layer's own numbers. Holds are leaf targets."""
    q = problem.increment_minor
    per_thousand = problem.money.minor_per_thousand
    fixed = problem.cells.hold.present if layer.is_leaf else np.zeros(exact.shape[0], dtype=np.bool_)
    held = fixed | (lower == upper)
    hold = np.where(fixed, problem.cells.hold.minor, np.rint(lower * per_thousand).astype(np.int64))
    base = np.where(held, hold, 0).astype(np.int64)
    total = _published_total(problem, float(exact.sum()) * per_thousand, layer)
    exact = exact / layer.below
    remainder = 0 if total is None else int((total - int(base.sum())) % q)
    needed = remainder or _leaves_coarse_rest(problem, total)
    cell = _remainder_cell(exact, reference, lower, upper, held, q / per_thousand) if needed else -1
    if cell >= 0:
        base[cell] = remainder
    steps = np.where(held, 0.0, (exact * per_thousand - base) / q)
    steps = np.rint(steps / SNAP) * SNAP
    # A remainder larger than its cell's exact target would otherwise round below zero.
    below = np.maximum(np.floor(steps + 0.5 * SNAP), 0.0).astype(np.int64)
    fraction = np.maximum(steps - below, 0.0)
    return Lattice(
        increment=q,
        base=base,
        below=below,
        fraction=fraction,
        open=np.asarray((fraction > 0.5 * SNAP) & ~held, dtype=np.bool_),
        total=total,
        remainder_cell=cell,
        remainder=remainder,
        held=np.asarray(held, dtype=np.bool_),
    )


def _published_total(problem: AllocationProblem, leaf_minor: float, layer: Layer) -> int | None:
    """What the layer's numbers add up to, in minor units: the plan's total, and as many whole increments more as come
    nearest to its hedge. None where the company target is soft."""
    plan = _plan_total(problem, leaf_minor / problem.hedge_factor)
    if plan is None or layer.is_plan:
        return plan
    target = problem.company_total
    wanted = Fraction(leaf_minor / layer.below)
    if target.lower == target.upper:
        wanted = plan * layer.above
    return plan + problem.increment_minor * round((wanted - plan) / problem.increment_minor)


def _plan_total(problem: AllocationProblem, exact_minor: float) -> int | None:
    """The company total in minor units: the target itself, or the nearest multiple of the increment inside its
    range, or, where the range holds none, the nearest total."""
    target = problem.company_total
    if target.soft is not None:
        # Coarse levels need a total to add up to.
        q = _total_steps(problem)[0]
        return round(exact_minor / q) * q if problem.level_increments else None
    low, high = problem.money.to_minor(target.lower), problem.money.to_minor(target.upper)
    if low == high:
        return low
    for q in _total_steps(problem):
        nearest = round(exact_minor / q) * q
        candidates = [value for value in (nearest - q, nearest, nearest + q) if low <= value <= high]
        if candidates:
            return min(candidates, key=lambda value: (abs(value - exact_minor), value))
    return min(max(round(exact_minor), low), high)


def _total_steps(problem: AllocationProblem) -> list[int]:
    """Steps that a company total may be a multiple of, the best first: of every coarse level, then of targets."""
    levels = list(problem.level_increments.values())
    return (
        [math.lcm(*levels), *sorted(levels, reverse=True), problem.increment_minor]
        if levels
        else [problem.increment_minor]
    )


def _leaves_coarse_rest(problem: AllocationProblem, total: int | None) -> bool:
    return total is not None and any(total % step for step in problem.level_increments.values())


def _remainder_cell(
    exact: FloatArray,
    reference: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    held: BoolArray,
    step: float,
) -> int:
    """The free cell with the largest reference that has room both ways; the first by key on ties."""
    free = np.asarray(~held, dtype=np.bool_)
    roomy = free & (exact - lower >= step) & (upper - exact >= step)
    candidates = np.flatnonzero(roomy if roomy.any() else free)
    if not candidates.size:
        return -1
    return int(candidates[np.argmax(reference[candidates])])
