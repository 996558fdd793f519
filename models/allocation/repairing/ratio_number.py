"""The share or rate that a repaired limit has to state. It depends on the plan, so it is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from models.allocation.diagnosing.changes import changed_limits
from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.diagnosis import Change
from models.allocation.formulation import LimitRows
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.margin import Margin
from models.allocation.problem import AllocationProblem
from models.allocation.repairing.fixed_number import Solve
from models.allocation.repairing.written_number import NotWritable, field_of
from models.allocation.selection import Selection
from models.arrays import BoolArray, FloatArray
from models.program import LinearProgram

STEPS = 10_000
"""Shares and rates are searched for on whole hundredths of a percent."""


@dataclass(frozen=True, eq=False)
class RatioRows:
    """The changed rows of one side of one limit: part·x is compared with its number times whole·x (rows × cells)."""

    limit: Limit
    changes: tuple[Change, ...]
    part: FloatArray
    whole: FloatArray

    @classmethod
    def of(cls, problem: AllocationProblem, limit: Limit, changes: Sequence[Change]) -> RatioRows:
        """Those of some changes of the same side. Raises NotWritable where the limit has no such row."""
        nothing, everything = (_rows(problem, limit, changes, number) for number in (0.0, 1.0))
        return cls(limit, tuple(changes), nothing, nothing - everything)

    @property
    def side(self) -> str:
        """`floor` or `cap`."""
        return self.changes[0].side

    @property
    def stated(self) -> float:
        """The number that the limit states."""
        return float(getattr(self.limit, field_of(self.limit, self.side)))

    @property
    def loosest(self) -> float:
        """The number that asks for nothing any more."""
        return 1.0 if self.side == "cap" else -1.0 if isinstance(self.limit, Margin) else 0.0


def ratio_number(rows: LimitRows, changes: Sequence[Change], ratio: RatioRows, solve: Solve) -> Decimal:
    """The number nearest to the stated one that, for all groups of `ratio` alike, leaves a plan while the other
    `changes` are made as they are. Raises NotWritable where none does."""
    own = [change.row for change in ratio.changes]
    program = plan_program(changed_limits(rows, tuple(change for change in changes if change.row not in own)))
    opened = np.isin(np.flatnonzero(np.isinf(rows.penalty)), own)
    up = ratio.side == "cap"
    tight, loose = _step(ratio.stated, up=not up), _step(ratio.loosest, up=up)
    if solve(_at(program, opened, ratio, loose / STEPS)) is None:
        raise NotWritable(ratio.changes[0])
    while abs(loose - tight) > 1:
        middle = (tight + loose) // 2
        if solve(_at(program, opened, ratio, middle / STEPS)) is not None:
            loose = middle
        else:
            tight = middle
    return Decimal(loose) / STEPS


def _step(number: float, *, up: bool) -> int:
    scaled = number * STEPS
    return int(np.ceil(scaled - 1e-9) if up else np.floor(scaled + 1e-9))


def _at(program: LinearProgram, opened: BoolArray, ratio: RatioRows, number: float) -> LinearProgram:
    """The program with one side of the rows `opened` at another number; where a row has two sides, the other stays."""
    rows = csr_array(ratio.part - number * ratio.whole)
    count = len(ratio.changes)
    up = ratio.side == "cap"
    lower, upper = program.row_lower, program.row_upper
    return replace(
        program,
        matrix=csc_array(vstack([program.matrix, rows], format="csc")),
        row_lower=np.append(lower if up else np.where(opened, -np.inf, lower), np.full(count, -np.inf if up else 0.0)),
        row_upper=np.append(np.where(opened, np.inf, upper) if up else upper, np.full(count, 0.0 if up else np.inf)),
    )


def _rows(problem: AllocationProblem, limit: Limit, changes: Sequence[Change], number: float) -> FloatArray:
    """The rows of the changed groups where the limit states this number on their side, and nothing on the other."""
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    name = field_of(limit, changes[0].side)
    other = {"min_share": "max_share", "max_share": "min_share"}.get(name)
    stated: dict[str, object] = {name: number} if other is None else {other: None, name: number}
    limit.model_copy(update=stated).apply(context.at("/limits/0"))
    found = {key: (block, place) for block in context.blocks for place, key in enumerate(block.keys)}
    for change in changes:
        if change.group not in found:
            raise NotWritable(change)
    picked = [found[change.group] for change in changes]
    return np.array([block.matrix[[place]].toarray().ravel() for block, place in picked], dtype=np.float64)
