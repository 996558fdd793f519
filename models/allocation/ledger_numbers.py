"""From the numbers at the end of each line, in thousands, to lines in minor units that add up exactly.

A number becomes whole once per line: what a line did not move keeps its whole number, and the others are rounded by
largest remainders so that the company's sum is the rounded sum. Every whole number is within one minor unit of its
exact one, a line that does nothing to a cell is zero there, and a line that only shifts targets is zero in total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.ledger import LedgerLine
from models.allocation.over_assignment import Layer, LevelNumbers
from models.allocation.problem import AllocationProblem
from models.arrays import FloatArray, IntArray

SNAP = 1e-4
"""Minor units to which numbers are rounded first: two computations of one number differ by far less."""

PLAN_LINES = (LedgerLine.COMPANY_GROWTH, LedgerLine.REFERENCE_BLEND, LedgerLine.STRATEGIC_TILT)
"""Lines that speak of the plan's numbers; from over-assignment on they are leaf targets."""


@dataclass(frozen=True, eq=False)
class LedgerStages:
    """Numbers per cell (n) in thousands at the end of the lines after last year's and before rounding: `plan` for
    PLAN_LINES, `leaf` for those that follow."""

    plan: tuple[FloatArray, ...]
    leaf: tuple[FloatArray, ...]


def ledger_minor(problem: AllocationProblem, stages: LedgerStages, published: LevelNumbers) -> tuple[IntArray, ...]:
    """Lines × cells in minor units for every layer, from the plan to the leaf targets. Every column adds up to the
    layer's published number of its cell."""
    return tuple(
        _layer_lines(problem, stages, layer, minor)
        for layer, minor in zip(problem.layers, published.minor, strict=True)
    )


def _layer_lines(problem: AllocationProblem, stages: LedgerStages, layer: Layer, published: IntArray) -> IntArray:
    baseline = problem.cells.baseline
    last_year = np.where(baseline.present, baseline.minor, 0).astype(np.int64)
    thousand = problem.money.minor_per_thousand
    exact = [stage * thousand for stage in stages.plan] + [stage / layer.below * thousand for stage in stages.leaf]
    numbers = [last_year, *whole_numbers(last_year, exact), published]
    return np.diff(np.vstack(numbers), axis=0, prepend=0)


def whole_numbers(start: IntArray, stages: Sequence[FloatArray]) -> list[IntArray]:
    """Every stage's numbers (n, minor units) as integers, each next to the one before; `start` is whole already."""
    found: list[IntArray] = []
    before, whole = start.astype(np.float64), start
    for stage in stages:
        snapped = np.rint(stage / SNAP) * SNAP
        moved = np.flatnonzero(np.abs(snapped - before) > SNAP / 2)
        whole = whole.copy()
        whole[moved] = 0
        whole[moved] = _rounded(snapped[moved], round(float(snapped.sum())) - int(whole.sum()))
        found.append(whole)
        before = snapped
    return found


def _rounded(amounts: FloatArray, total: int) -> IntArray:
    """Integers next to the amounts that add up to `total`, or as near to it as that allows; equal remainders go up in
    the order of the cells."""
    floors = np.floor(amounts + SNAP / 2)
    remainder = np.maximum(amounts - floors, 0.0)
    up = min(max(total - int(floors.sum()), 0), int((remainder > SNAP / 2).sum()))
    whole = floors.astype(np.int64)
    whole[np.argsort(-np.rint(remainder / SNAP), kind="stable")[:up]] += 1
    return whole
