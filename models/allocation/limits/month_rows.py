"""Rows of monthly capacities: Σ_c use_gc · σ_cm · x_c ≤ upper_gm, σ_cm the share of month m in the target of cell c."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, MonthLimit, Quantity
from models.allocation.phasing.calendar import MONTHS
from models.allocation.selection import Groups
from models.arrays import BoolArray, FloatArray

MONTH = "month"
"""The axis that makes the month of a row readable wherever a limit is shown."""

SAME = 1e-12
"""Shares of a month that differ by less are the same."""


@dataclass(frozen=True, eq=False)
class MonthCapacities:
    """`use` (groups × cells): what a target of one takes of the capacity; `upper` (groups × 12)."""

    use: csr_array
    upper: FloatArray
    quantity: Quantity
    scale: float


def emit_months(context: LimitContext, limit: Limit, groups: Groups, capacities: MonthCapacities) -> None:
    """One row per group and month. Where all cells of a group have the same shares, its months are multiples of one
    row: only the tightest is kept, and none where the year is as tight."""
    problem = context.problem
    assert problem.shapes is not None and problem.phasing is not None
    shares = problem.shapes.shares
    entries = capacities.use.tocoo()
    needed = _needed(capacities, shares) & np.isfinite(capacities.upper)
    matrix = csr_array(
        (
            (entries.data[:, None] * shares[entries.col]).ravel(),
            (
                (entries.row[:, None].astype(np.int64) * MONTHS + np.arange(MONTHS)).ravel(),
                np.repeat(entries.col, MONTHS),
            ),
        ),
        shape=(groups.count * MONTHS, context.count),
    )
    matrix.eliminate_zeros()
    chosen = np.flatnonzero(needed.ravel() & (np.diff(matrix.indptr) > 0))
    months = problem.phasing.calendar.months
    keys = tuple((*groups.keys[row // MONTHS], months[row % MONTHS]) for row in chosen.tolist())
    by_month = Groups((*groups.axes, MONTH), keys, groups.code)
    lower, upper = np.full(chosen.size, -np.inf), capacities.upper.ravel()[chosen]
    context.emit(
        limit,
        by_month,
        csr_array(matrix[chosen]),
        lower,
        upper,
        quantity=capacities.quantity,
        scale=capacities.scale,
        by_month=True,
    )
    context.months.append(
        MonthLimit(
            identity=context.identity(limit),
            axes=groups.axes,
            keys=groups.keys,
            use=capacities.use,
            upper=capacities.upper * context.factor(limit),
            penalty=np.inf if limit.soft is None else limit.soft.penalty,
            quantity=capacities.quantity,
            scale=capacities.scale,
        )
    )


def _needed(capacities: MonthCapacities, shares: FloatArray) -> BoolArray:
    """Months (groups × 12) whose row says something that no other row of its group says."""
    entries = capacities.use.tocoo()
    count = capacities.upper.shape[0]
    low, high = np.full((count, MONTHS), np.inf), np.zeros((count, MONTHS))
    np.minimum.at(low, entries.row, shares[entries.col])
    np.maximum.at(high, entries.row, shares[entries.col])
    alike = (high - low <= SAME).all(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        year = np.where(high > 0.0, capacities.upper / high, np.inf)
    tightest = np.argmin(year, axis=1)
    only = np.zeros((count, MONTHS), dtype=np.bool_)
    only[np.arange(count), tightest] = True
    total = capacities.upper.sum(axis=1)
    only &= (year < total[:, None] * (1.0 - 1e-9)) & np.isfinite(year)
    return np.asarray(np.where(alike[:, None], only, high > 0.0), dtype=np.bool_)
