"""Changes as people would write them, and the limits with changes applied."""

from __future__ import annotations

import math

import numpy as np

from models.allocation.diagnosing.elastic import ElasticProgram
from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.diagnosis import Change, noise
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import Quantity
from models.arrays import FloatArray
from models.program import LinearProgram

STEP_NOISE = 1e-6
DIGITS = 6
"""Significant digits of changed efforts, rates and counts."""


def changes_of(
    rows: LimitRows, elastic: ElasticProgram, values: FloatArray, scale: float, step: float
) -> tuple[Change, ...]:
    """The limits that gave, in document order, with how far they must move: money up to the next `step` (thousands),
    other counts to a bound of few digits, so that the written change is a human number and enough."""
    moved = elastic.violations(values)
    changes = []
    for position in np.flatnonzero(np.abs(moved) > noise(scale, float(np.abs(moved).sum()))):
        row = int(elastic.rows[position])
        block = rows.origin(row)
        raised = moved[position] > 0
        amount = float(abs(moved[position]))
        bound = float(rows.upper[row] if raised else rows.lower[row]) / block.factor
        if block.quantity is Quantity.MONEY:
            amount = math.ceil(amount / step - STEP_NOISE) * step
        else:
            amount = _to_few_digits(bound * block.scale, amount * block.scale, raised=raised) / block.scale
        changes.append(
            Change(
                row=row,
                identity=block.identity,
                group=rows.key(row),
                side="cap" if raised else "floor",
                bound=bound,
                amount=amount,
                quantity=block.quantity,
                scale=block.scale,
            )
        )
    return tuple(changes)


def _to_few_digits(bound: float, amount: float, *, raised: bool) -> float:
    """At least `amount`: what takes a bound to the next number of DIGITS digits."""
    sign = 1.0 if raised else -1.0
    grid = 10.0 ** (math.floor(math.log10(max(abs(bound), amount))) - DIGITS + 1)
    return sign * (math.ceil(sign * (bound + sign * amount) / grid - STEP_NOISE) * grid * sign - bound)


def changed_limits(rows: LimitRows, changes: tuple[Change, ...]) -> LimitRows:
    """The limit rows with changes applied as written; a company target that is a number moves both its sides. Changes
    of limits of yes or no are left out."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    for change in changes:
        if change.row < 0:
            continue
        moved = change.bound + (change.amount if change.side == "cap" else -change.amount)
        moved *= rows.origin(change.row).factor
        fixed = rows.block[change.row] == 0 and rows.lower[change.row] == rows.upper[change.row]
        if fixed or change.side == "cap":
            upper[change.row] = moved
        if fixed or change.side == "floor":
            lower[change.row] = moved
    return rows.within(lower, upper)


def changed_rows(rows: LimitRows, changes: tuple[Change, ...]) -> LinearProgram:
    """Any plan under the hard limits with changes applied as written; limits of yes or no are left out."""
    return plan_program(changed_limits(rows, changes))
