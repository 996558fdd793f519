"""The polish for programs with auxiliary columns: shared totals and worst deviations, priced but without curvature.

The dual needs a curvature in every column. An auxiliary column t gets one around a centre, (t − t₀)²/(2D), and the
centre moves to each answer (the proximal point method). At a fixed point the curvature costs nothing, so the answer is
that of the program as written. So is the proof: the part of an auxiliary column in the gap is what its reduced price
p = q + y could still gain within its bounds, p·t − min(p·lower, p·upper).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.allocation.polish import MAX_RESCUES, RESIDUAL_TARGET, Budget, Polished, cell_error, polish
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray

MAX_ROUNDS = 24
EXACT_ERROR, ROUGH_ERROR = 1e-12, 1e-6
"""Error of any cell, as a share of the company target, that ends the work; the first is what doubles resolve."""

ROUGH_RESIDUAL = 1e-10
"""Relative row residual that is enough for a rough answer."""

FIRMEST = 3.0
"""The auxiliary columns' curvature after the first round, times that of the cells behind them. More of it would need
fewer rounds and cost digits: what a column's price is rounded by, it is multiplied with."""

PATIENCE = 3
"""Rounds without a smaller gap that end the work. After the first of them L-BFGS-B may help; before, Newton's method
may stop early, because the next round improves on it anyway."""

STEADY = 1e-14
"""Movement of the centres, relative to their size, that ends the rounds: floating point has nothing left to give."""


def polish_columns(
    program: SeparableProgram,
    start: FloatArray,
    centre: FloatArray | None = None,
    rough: bool = False,
    budget: Budget | None = None,
) -> Polished:
    """The optimum of a separable program, auxiliary columns included, from multipliers `start`.

    `centre`: a first guess of the auxiliary columns (n_auxiliary), such as a linear program's answer; default: as the
    program says. `rough`: an answer to find the way by, to about a millionth of the company target, without help for
    Newton's method. `budget`: what the work may cost in all, without that help then: for a start that should be near.
    Always returns its best point; its error bound says how good that is.
    """
    rescues, residual, enough = (
        (0, ROUGH_RESIDUAL, ROUGH_ERROR) if rough else (MAX_RESCUES, RESIDUAL_TARGET, EXACT_ERROR)
    )
    rescues = rescues if budget is None else 0
    if not program.n_auxiliary:
        return polish(program, start, rescues, residual, budget)
    n = program.n_cells
    current = program.reference[n:] if centre is None else centre
    multipliers, steps = start, 0
    best: Polished | None = None
    stale = 0
    for number in range(MAX_ROUNDS):
        centred = program.centred(current, FIRMEST if number else 1.0)
        found = polish(centred, multipliers, rescues if stale else 0, residual, budget)
        steps += found.steps
        judged = _judged(program, found, steps)
        better = best is None or judged.gap < best.gap
        best, stale = (judged, 0) if better or best is None else (best, stale + 1)
        reached = found.targets[n:]
        moved = float((np.abs(reached - current) / np.maximum(program.reference_floor[n:], 1.0)).max(initial=0.0))
        current, multipliers = reached, found.multipliers
        if moved <= STEADY or stale == PATIENCE or judged.cell_error <= enough * program.scale:
            break
        if budget is not None and budget.is_spent:
            break
    assert best is not None
    return best


def _judged(program: SeparableProgram, found: Polished, steps: int) -> Polished:
    """The point with a gap and an error bound that hold for the program as written."""
    n = program.n_cells
    price = program.price[n:] + (program.transposed @ found.multipliers)[n:]
    cheapest = np.minimum(price * program.lower[n:], price * program.upper[n:])
    gap = found.gap + float(np.maximum(price * found.targets[n:] - cheapest, 0.0).sum())
    return replace(found, gap=gap, cell_error=max(cell_error(program, gap), found.rounding), steps=steps)
