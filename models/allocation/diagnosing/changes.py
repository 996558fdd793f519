"""Changes as people would write them, and the limits with changes applied."""

from __future__ import annotations

import math

import numpy as np

from models.allocation.diagnosing.elastic import ElasticProgram
from models.allocation.diagnosing.probes import plan_program
from models.allocation.diagnosis import Change, noise
from models.allocation.formulation import LimitRows
from models.allocation.limits.context import Quantity
from models.arrays import FloatArray
from models.program import LinearProgram

STEP_NOISE = 1e-6


def changes_of(
    rows: LimitRows, elastic: ElasticProgram, values: FloatArray, scale: float, step: float
) -> tuple[Change, ...]:
    """The limits that gave, in document order, with how far they must move: money up to the next `step` (thousands),
    so that the written change is a human number and enough."""
    moved = elastic.violations(values)
    changes = []
    for position in np.flatnonzero(np.abs(moved) > noise(scale, float(np.abs(moved).sum()))):
        row = int(elastic.rows[position])
        block = rows.origin(row)
        raised = moved[position] > 0
        amount = float(abs(moved[position]))
        if block.quantity is Quantity.MONEY:
            amount = math.ceil(amount / step - STEP_NOISE) * step
        changes.append(
            Change(
                row=row,
                identity=block.identity,
                group=rows.key(row),
                side="cap" if raised else "floor",
                bound=float(rows.upper[row] if raised else rows.lower[row]) / block.factor,
                amount=amount,
                quantity=block.quantity,
                scale=block.scale,
            )
        )
    return tuple(changes)


def changed_rows(rows: LimitRows, changes: tuple[Change, ...]) -> LinearProgram:
    """Any plan under the hard limits with the changes applied as written; a company target that is a number moves
    both its sides."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    for change in changes:
        moved = change.bound + (change.amount if change.side == "cap" else -change.amount)
        moved *= rows.origin(change.row).factor
        fixed = rows.block[change.row] == 0 and rows.lower[change.row] == rows.upper[change.row]
        if fixed or change.side == "cap":
            upper[change.row] = moved
        if fixed or change.side == "floor":
            lower[change.row] = moved
    return plan_program(rows.within(lower, upper))
