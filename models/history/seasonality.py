"""Which share of a year's sales falls into each of its months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.history.calendar import MONTHS
from models.history.exact_sums import apportioned

SHARE_UNITS = 1_000_000
"""Shares are whole millionths of the year, so that twelve of them add up to one exactly."""

PRIOR_MONTHS = 12
"""Months with sales at which a group's own shape and the company's count alike."""


@dataclass(frozen=True, eq=False)
class Seasonality:
    """Millionths of the year by month: of the `company` (12), of each group (`shares`, groups × 12). `weight` is the
    part of each group's own shape in its shares, `observed` the months with sales it rests on."""

    company: IntArray
    shares: IntArray
    weight: FloatArray
    observed: IntArray


def seasonality_of(sums: IntArray, prior_months: int = PRIOR_MONTHS) -> Seasonality:
    """Seasonality from `sums` (groups × years × 12, minor units, full years only).

    The company's share of month m is the mean over its years of S_ym / Σ_m S_ym; months below zero count as zero. A
    group's own shape is the same over its years with sales, and n is its number of months with sales. Shares are
    w · own + (1 − w) · company with w = n / (n + prior_months). Years without any sales give even months.
    """
    company = _mean_shape(sums.sum(axis=0))
    even = np.full(MONTHS, 1.0 / MONTHS)
    company_shape = even if company is None else company
    observed = np.asarray((sums > 0).sum(axis=(1, 2)), dtype=np.int64)
    weight = np.asarray(observed / np.maximum(observed + prior_months, 1), dtype=np.float64)
    shapes = []
    for group in range(sums.shape[0]):
        own = _mean_shape(sums[group])
        part = 0.0 if own is None else float(weight[group])
        shapes.append(company_shape if own is None else part * own + (1.0 - part) * company_shape)
    shares = np.array([_millionths(shape) for shape in shapes], dtype=np.int64).reshape(len(shapes), MONTHS)
    return Seasonality(_millionths(company_shape), shares, weight, observed)


def _mean_shape(sums: IntArray) -> FloatArray | None:
    """Mean of the years' shapes (years × 12); None when no year sold anything."""
    positive = np.maximum(sums, 0).astype(np.float64)
    totals = positive.sum(axis=1)
    sold: BoolArray = totals > 0
    if not sold.any():
        return None
    return np.asarray((positive[sold] / totals[sold, None]).mean(axis=0), dtype=np.float64)


def _millionths(shape: FloatArray) -> IntArray:
    # Twelve digits are far below the noise of any history, and make the rounding independent of summation order.
    weights = [round(float(share) * 10**12) for share in shape]
    return np.array(apportioned(SHARE_UNITS, weights), dtype=np.int64)
