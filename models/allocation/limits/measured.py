"""What targets are measured against: forecast, potential or last year, per cell and per group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from models.allocation.limits.context import LimitContext
from models.allocation.selection import Groups
from models.arrays import BoolArray, FloatArray

if TYPE_CHECKING:
    from models.allocation.problem import Amounts, Cells

Against = Literal["forecast", "potential", "baseline"]
"""The denominator f of a difficulty x/f."""


def amounts_of(cells: Cells, column: str) -> Amounts:
    """A money column of the cells by its name."""
    amounts: Amounts = getattr(cells, column)
    return amounts


def group_sums(context: LimitContext, groups: Groups, amounts: Amounts) -> FloatArray:
    """What each group's cells state together, in thousands; cells that state nothing add nothing."""
    inside = (groups.code >= 0) & amounts.present
    total = np.bincount(groups.code[inside], weights=amounts.minor[inside], minlength=groups.count)
    return np.asarray(total / context.problem.money.minor_per_thousand, dtype=np.float64)


def with_positive(groups: Groups, sums: FloatArray) -> Groups:
    """Only the groups whose sum is positive, renumbered; the cells of the others are outside."""
    kept = np.flatnonzero(sums > 0.0)
    number = np.full(groups.count + 1, -1, dtype=np.int64)
    number[kept] = np.arange(kept.size)
    return replace(groups, keys=tuple(groups.keys[group] for group in kept), code=number[groups.code])


def left_out(every: Sequence[tuple[str, ...]], kept: Sequence[tuple[str, ...]]) -> list[str]:
    """Names of the groups that are not among those kept."""
    known = set(kept)
    return [" × ".join(key) for key in every if key not in known]


def leave_out_cells(context: LimitContext, name: str, mask: BoolArray, column: str) -> BoolArray:
    """The cells of the mask that state the column, with a notice that counts the others and names the first."""
    present = mask & amounts_of(context.problem.cells, column).present
    missing = np.flatnonzero(mask & ~present)
    if missing.size and present.any():
        cell = " × ".join(context.problem.cell_key(int(missing[0])))
        context.notice("cells_left_out", name=name, count=int(missing.size), column=column, cell=cell)
    return present


def notice_empty_groups(context: LimitContext, name: str, groups: Groups, sums: FloatArray, column: str) -> None:
    """One notice per group whose sum is zero: no ratio can be formed with it."""
    for group in np.flatnonzero(sums <= 0.0):
        context.notice("group_left_out", name=name, group=" × ".join(groups.keys[group]) or "all", column=column)
