"""What people achieved against what they were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.incentives.measure import Aggregate, Measure
from models.incentives.pay_line import Basis, Measured
from models.incentives.roster import Roster


@dataclass(frozen=True, eq=False)
class Achievement:
    """Actuals and targets over one stretch of time, both of shape (n, m): minor units of money, pieces, marks.
    NaN: not stated."""

    actual: FloatArray
    target: FloatArray

    def number(self, measured: Measured, roster: Roster) -> FloatArray:
        """The number z of everybody, shape (n,). NaN: not stated, or no target to compare with, as in a quarter before
        a product is launched."""
        actual = _summed(self.actual, measured, roster)
        if measured.basis is Basis.ACTUAL:
            return actual
        target = _summed(self.target, measured, roster)
        return np.asarray(np.divide(actual, target, out=np.full(actual.shape, np.nan), where=target > 0))

    def target_of(self, measured: Measured, roster: Roster) -> FloatArray:
        """The target that z is measured against, shape (n,)."""
        return _summed(self.target, measured, roster)

    def actual_of(self, measured: Measured, roster: Roster) -> FloatArray:
        """The actual behind z, shape (n,)."""
        return _summed(self.actual, measured, roster)


def _summed(numbers: FloatArray, measured: Measured, roster: Roster) -> FloatArray:
    each = numbers[:, list(measured.measures)]
    if measured.pool is None:
        own: FloatArray = each.sum(axis=1)
        return own
    codes = roster.codes(measured.pool)
    inside = codes >= 0
    # Whoever has no number of their own, such as a manager, adds nothing to the pool.
    brought = np.nan_to_num(each[inside]).sum(axis=1)
    totals = np.bincount(codes[inside], weights=brought, minlength=int(codes.max(initial=0)) + 1)
    return np.where(inside, totals[np.maximum(codes, 0)], np.nan)


def over_months(numbers: FloatArray, measures: Sequence[Measure]) -> FloatArray:
    """Months of shape (t, n, m) as one stretch of shape (n, m), each measure by its own rule; NaN only where a month of
    a sum is not stated, or no month of a mean or last is."""
    joined = np.empty(numbers.shape[1:])
    for index, measure in enumerate(measures):
        months = numbers[:, :, index]
        if measure.adds_by is Aggregate.SUM:
            joined[:, index] = months.sum(axis=0)
            continue
        known = ~np.isnan(months)
        if measure.adds_by is Aggregate.MEAN:
            count = known.sum(axis=0)
            joined[:, index] = np.where(count > 0, np.nansum(months, axis=0) / np.maximum(count, 1), np.nan)
        else:
            last = known.shape[0] - 1 - np.argmax(known[::-1], axis=0)
            joined[:, index] = np.where(known.any(axis=0), np.take_along_axis(months, last[None], axis=0)[0], np.nan)
    return joined
