"""New numbers of fixed targets. A repair says how far each must move; as fixed numbers they must also add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from models.allocation.diagnosing.changes import changed_limits
from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.diagnosis import Change
from models.allocation.formulation import LimitRows
from models.allocation.repairing.written_number import NotWritable
from models.arrays import FloatArray
from models.program import LinearProgram

Solve = Callable[[LinearProgram], FloatArray | None]
"""A point of a program without integers that minimises its objective, None where there is none."""


def fixed_numbers(
    rows: LimitRows, changes: Sequence[Change], holds: Sequence[Change], minor: float, solve: Solve
) -> dict[Change, float]:
    """The number of each of `holds`, in thousands as written: what the repair says, or where that is an increment too
    much for the others, the nearest that fits, on whole minor units (`minor` thousands each). Raises NotWritable."""
    program = plan_program(changed_limits(rows, tuple(changes)))
    hard = np.flatnonzero(np.isinf(rows.penalty))
    found: dict[Change, float] = {}
    for change in holds:
        place = int(np.searchsorted(hard, change.row))
        factor = rows.origin(change.row).factor
        up = change.side == "cap"
        told = change.bound + (change.amount if up else -change.amount)
        number, fixed = told, _fixed(program, place, told * factor)
        if solve(fixed) is None:
            row = np.asarray(rows.matrix[[change.row]].toarray(), dtype=np.float64).ravel()
            nearest = solve(replace(program, objective=-row if up else row))
            if nearest is None:
                raise NotWritable(change)
            number = round(float(row @ nearest) / factor / minor) * minor
            fixed = _fixed(program, place, number * factor)
            if solve(fixed) is None:
                raise NotWritable(change)
        found[change], program = number, fixed
    return found


def _fixed(program: LinearProgram, place: int, value: float) -> LinearProgram:
    """The program with one row at one number."""
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    lower[place] = upper[place] = value
    return replace(program, row_lower=lower, row_upper=upper)
