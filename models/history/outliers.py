"""Deals that are far larger than the others of their kind."""

from __future__ import annotations

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray

NORMAL_MAD = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""

LEAST_SCALE = 0.25
"""Smallest spread of a group in logs: where all deals are alike, one of twice the size is no outlier."""

LEAST_DEALS = 8
"""Deals that a group needs before one of them can stand out."""


def robust_scores(amounts: IntArray, group: IntArray) -> FloatArray:
    """How many robust standard deviations each deal lies above its group's median, in logs.

    z = (ln a − median) / max(1.4826 · MAD, LEAST_SCALE) over the deals above zero. −∞ for deals at or below zero, for
    those in a group of fewer than LEAST_DEALS, and for those outside every group (code below zero).
    """
    scores = np.full(amounts.shape[0], -np.inf)
    usable: BoolArray = (amounts > 0) & (group >= 0)
    places = np.flatnonzero(usable)
    if not places.size:
        return scores
    order = places[np.argsort(group[places], kind="stable")]
    logs = np.log(amounts[order].astype(np.float64))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for first, last in zip(starts, [*starts[1:], order.size], strict=True):
        if last - first < LEAST_DEALS:
            continue
        median = np.median(logs[first:last])
        scale = max(NORMAL_MAD * float(np.median(np.abs(logs[first:last] - median))), LEAST_SCALE)
        scores[order[first:last]] = (logs[first:last] - median) / scale
    return scores


def size_class(amounts: IntArray, customer: IntArray) -> IntArray:
    """Size of each row's customer: 0, 1, 2 or 3, the quarter in which its total lies among all customers' totals."""
    totals = np.zeros(int(customer.max(initial=-1)) + 1, dtype=np.int64)
    inside = customer >= 0
    np.add.at(totals, customer[inside], amounts[inside])
    bounds = np.quantile(totals, [0.25, 0.5, 0.75]) if totals.size else np.zeros(3)
    sizes = np.searchsorted(bounds, totals, side="left").astype(np.int64)
    return np.where(inside, sizes[np.maximum(customer, 0)] if totals.size else 0, 0)
