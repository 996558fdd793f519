"""Variance components."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.history.uncertainty import (
    DEFAULT_COMPANY_SD,
    DEFAULT_OWN_SD,
    DEFAULT_REGION_SD,
    LARGEST_SD,
    LEAST_SD,
    quarterly_growth,
    uncertainty_of,
)


def drawn(
    company: float, region: float, own: float, series: int, years: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Quarterly sums whose yearly log growth has these standard deviations; four series in each region."""
    rng = np.random.default_rng(seed)
    regions = np.arange(series) // 4
    level = np.zeros(series)
    quarters = [np.full((series, 4), 10**9, dtype=np.int64)]
    for _ in range(years):
        # A company shock per quarter has twice the spread of its mean over four of them.
        shock = company * 2.0 * rng.standard_normal(4)
        common = (region * rng.standard_normal(series // 4))[regions] + own * rng.standard_normal(series)
        quarters.append(np.rint(1e9 * np.exp(level[:, None] + common[:, None] + shock)).astype(np.int64))
        level = level + common
        quarters[-1] = np.rint(quarters[-2] * np.exp(common[:, None] + shock)).astype(np.int64)
    return np.hstack(quarters), regions


def test_growth_of_a_quarter() -> None:
    found = quarterly_growth(np.array([[100, 100, 0, 100, 110, 0, 100, 100]]))
    assert found[0, 0] == pytest.approx(math.log(1.1))
    assert np.isnan(found[0, [1, 2]]).all()
    assert found[0, 3] == 0


def test_without_history_the_defaults() -> None:
    found = uncertainty_of(np.array([[1, 2, 3, 4]]), np.array([0]))
    assert (found.company, found.region, found.pooled_own) == pytest.approx(
        (DEFAULT_COMPANY_SD, DEFAULT_REGION_SD, DEFAULT_OWN_SD)
    )
    assert found.counts == (0, 0, 0)
    assert found.log_sd()[0] == pytest.approx(math.sqrt(0.01 + 0.01 + 0.04))


def test_steady_growth_by_hand() -> None:
    found = uncertainty_of(np.array([[300] * 4 + [330] * 4]), np.array([0]))
    assert found.company == pytest.approx(math.sqrt(8 * 0.01 / 12))
    assert found.region == DEFAULT_REGION_SD
    assert found.pooled_own == pytest.approx(math.sqrt(8 * 0.04 / 12))


def test_much_history_tells_the_truth() -> None:
    quarters, regions = drawn(0.05, 0.08, 0.12, 160, 12, 3)
    found = uncertainty_of(quarters, regions)
    assert found.region == pytest.approx(0.08, rel=0.2)
    assert found.pooled_own == pytest.approx(0.12, rel=0.1)
    assert found.company == pytest.approx(0.05, rel=0.4)


def test_loadings_are_shares_of_the_variance() -> None:
    quarters, regions = drawn(0.05, 0.08, 0.12, 16, 3, 1)
    found = uncertainty_of(quarters, regions)
    company, region = found.loadings
    assert company**2 + region**2 + (found.pooled_own / found.typical_log_sd) ** 2 == pytest.approx(1.0)


def test_spreads_stay_within_reason() -> None:
    wild = np.array([[1, 10**6] * 4, [10**6, 1] * 4])
    found = uncertainty_of(wild, np.array([0, 1]), prior=0)
    assert LEAST_SD <= found.region <= LARGEST_SD
    assert (found.own <= LARGEST_SD).all()
