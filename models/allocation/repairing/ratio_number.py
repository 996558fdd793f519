"""The share or rate that a repaired limit has to state: it depends on the plan, so it is read off one that exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from models.allocation.diagnosing.changes import changed_rows
from models.allocation.diagnosis import Change
from models.allocation.formulation import LimitRows
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.problem import AllocationProblem
from models.allocation.repairing.written_number import BEYOND, NotWritable, field_of, rounded_outward
from models.allocation.selection import Selection
from models.arrays import FloatArray
from models.program import LinearProgram

TIE = 1e-3
"""Weight of a large whole against a small violation, both in thousands."""

LEAST_WHOLE = 1e-9


def nearest_program(
    problem: AllocationProblem, rows: LimitRows, changes: Sequence[Change], ratios: Sequence[tuple[Limit, Change]]
) -> LinearProgram:
    """Any plan under the hard limits with the changes applied, in which the ratios miss their limits as little as can
    be, and of a large whole: then the shares that people read change little."""
    program = changed_rows(rows, tuple(changes))
    objective = np.zeros(program.n_columns)
    for limit, change in ratios:
        part, whole = _part_and_whole(problem, limit, change)
        row = part - float(getattr(limit, field_of(limit, change.side))) * whole
        objective += (row if change.side == "cap" else -row) - TIE * np.abs(whole)
    return replace(program, objective=objective)


def ratio_number(
    problem: AllocationProblem, limit: Limit, change: Change, targets: FloatArray
) -> Decimal:
    """The share or rate that lets `targets` (n, thousands) pass, rounded to the side that leaves more room. Raises
    NotWritable where the whole is empty."""
    part, whole = _part_and_whole(problem, limit, change)
    size = float(whole @ targets)
    if abs(size) <= LEAST_WHOLE:
        raise NotWritable(change)
    stated = float(getattr(limit, field_of(limit, change.side)))
    found = float(part @ targets) / size
    up = change.side == "cap"
    exact = max(found, stated) if up else min(found, stated)
    return rounded_outward(exact, up=up, most=BEYOND * abs(exact - stated))


def _part_and_whole(problem: AllocationProblem, limit: Limit, change: Change) -> tuple[FloatArray, FloatArray]:
    """(part, whole) as coefficients of the cells: the limit compares part·x with its number times whole·x."""
    nothing, everything = (_row(problem, limit, change, number) for number in (0.0, 1.0))
    return nothing, nothing - everything


def _row(problem: AllocationProblem, limit: Limit, change: Change, number: float) -> FloatArray:
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    name = field_of(limit, change.side)
    other = field_of(limit, "floor" if change.side == "cap" else "cap") if limit_has_caps(limit) else name
    limit.model_copy(update={other: None, name: number}).apply(context.at("/limits/0"))
    for block in context.blocks:
        if change.group in block.keys:
            return np.asarray(block.matrix[[block.keys.index(change.group)]].todense(), dtype=np.float64).ravel()
    raise NotWritable(change)


def limit_has_caps(limit: Limit) -> bool:
    """True where the family has a number for each side."""
    return hasattr(limit, "max_share")
