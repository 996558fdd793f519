"""What a line pays for a year of equal periods, by how the periods went."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray
from models.incentives.piecewise import PiecewiseLinear
from models.incentives.settlement.advances import Advances, PaidBy


def year_pay(function: PiecewiseLinear, advances: Advances, attainments: FloatArray) -> FloatArray:
    """What is paid for years of Q equal periods, attainments of shape (…, Q), f in money for the whole year, as
    `settle` does it; shape (…)."""
    count = attainments.shape[-1]
    since = np.arange(1, count + 1)
    by_period = np.cumsum(function.value(attainments), axis=-1) / count
    to_date = function.value(np.cumsum(attainments, axis=-1) / since) * since / count
    earned = to_date if advances.paid_by is PaidBy.CUMULATIVE else by_period
    last: FloatArray = (by_period if sums_periods(advances) else to_date)[..., -1]
    if advances.recoverable:
        return last
    kept: FloatArray = np.maximum(last, advances.share * earned[..., :-1].max(axis=-1, initial=0.0))
    return kept


def sums_periods(advances: Advances) -> bool:
    """Whether the year's pay is the sum of its periods' instead of the pay of the year's attainment."""
    return advances.paid_by is PaidBy.PERIOD and not advances.true_up
