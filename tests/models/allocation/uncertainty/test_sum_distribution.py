"""Distributions of sums, against formulas where there are any and against simulation where not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from models.allocation.uncertainty import ForecastDistribution, SumDistribution, sum_distribution
from models.arrays import FloatArray, IntArray

EVERYBODY = np.zeros(25, dtype=np.int64)


def distribution(
    mean: list[float] | FloatArray,
    log_sd: float | FloatArray = 0.3,
    company: float | FloatArray = 0.0,
    regional: float | FloatArray = 0.0,
    region: int | IntArray = 0,
) -> ForecastDistribution:
    def every(value: object) -> FloatArray:
        return np.broadcast_to(np.asarray(value, dtype=np.float64), len(mean)).copy()

    regions = np.broadcast_to(np.asarray(region, dtype=np.int64), len(mean)).copy()
    return ForecastDistribution(every(mean), every(log_sd), every(company), every(regional), regions)


def equal_cells(company: float, regional: float) -> SumDistribution:
    return sum_distribution(distribution([1.0] * 25, 0.3, company, regional), EVERYBODY, 1)


class TestTwentyFiveEqualCells:
    @pytest.mark.parametrize(
        ("company", "regional", "share"),
        [
            (0.0, 0.0, 0.92),
            (np.sqrt(0.3), 0.0, 0.79),
            (0.0, np.sqrt(0.3), 0.79),
            (1.0, 0.0, 0.65),
            (0.0, 1.0, 0.65),
            (0.6, 0.8, 0.65),
        ],
    )
    def test_ten_percent_quantile(self, company: float, regional: float, share: float) -> None:
        assert equal_cells(company, regional).quantile(0.1)[0] / 25 == pytest.approx(share, abs=0.005)

    @pytest.mark.parametrize(("company", "regional"), [(1.0, 0.0), (0.0, 1.0), (0.6, 0.8), (-1.0, 0.0)])
    def test_cells_that_move_as_one_are_one(self, company: float, regional: float) -> None:
        found = equal_cells(company, regional)
        for probability in (0.01, 0.1, 0.5, 0.9, 0.99):
            alone = 25 * np.exp(-0.045 + 0.3 * ndtri(probability))
            assert found.quantile(probability)[0] == pytest.approx(alone, rel=1.5e-3)


class TestOneCell:
    """A cell is log-normal, whatever its loadings: 100 · exp(−s²/2 + s·z)."""

    @pytest.mark.parametrize(("company", "regional"), [(0.0, 0.0), (0.4, 0.4), (1.0, 0.0)])
    def test_is_exact(self, company: float, regional: float) -> None:
        found = sum_distribution(distribution([100.0], 0.3, company, regional), np.zeros(1, dtype=np.int64), 1)
        assert found.quantile(0.1)[0] == pytest.approx(100 * np.exp(-0.045 - 1.2815515655446004 * 0.3), rel=1e-12)
        assert found.probability_at_least(100 * np.exp(-0.045))[0] == pytest.approx(0.5, abs=1e-12)
        # At the mean: 100 · (2·Φ(s/2) − 1) = 100 · 0.11924
        assert found.expected_shortfall(100.0)[0] == pytest.approx(11.92354, abs=1e-4)


class TestCertainty:
    @pytest.mark.parametrize("cells", [1, 3])
    def test_without_spread_the_sum_is_a_number(self, cells: int) -> None:
        found = sum_distribution(distribution([10.0] * cells, 0.0, 0.4, 0.4), np.zeros(cells, dtype=np.int64), 1)
        total = 10.0 * cells
        assert found.quantile(0.1).tolist() == found.quantile(0.9).tolist() == [total]
        assert found.probability_at_least(total).tolist() == [1.0]
        assert found.probability_at_least(total * 1.001).tolist() == [0.0]
        assert found.expected_shortfall(total + 5).tolist() == [5.0]
        assert found.expected_shortfall(total - 5).tolist() == [0.0]

    def test_a_forecast_of_zero_and_no_forecast(self) -> None:
        code = np.array([0, 1, -1], dtype=np.int64)
        found = sum_distribution(distribution([0.0, np.nan, 7.0]), code, 3)
        assert found.mean.tolist() == found.quantile(0.5).tolist() == [0, 0, 0]
        assert found.probability_at_least(0.0).tolist() == [1, 1, 1]
        assert found.probability_at_least(1e-6).tolist() == [0, 0, 0]

    def test_targets_of_nothing_are_always_reached(self) -> None:
        found = equal_cells(0.4, 0.4)
        assert found.probability_at_least(0.0).tolist() == [1.0]
        assert found.expected_shortfall(-3.0).tolist() == [0.0]

    @pytest.mark.parametrize("probability", [0.0, 1.0, -1.0, float("nan")])
    def test_quantiles_lie_between_none_and_all(self, probability: float) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            equal_cells(0.4, 0.4).quantile(probability)


class TestNearlyCertain:
    """A cell that may be far off beside cells that are certain."""

    def test_shifted_by_what_is_certain(self) -> None:
        mean = np.array([100.0, 100.0])
        found = sum_distribution(distribution(mean, np.array([0.1, 0.0])), np.zeros(2, dtype=np.int64), 1)
        exact = 100 + 100 * np.exp(-0.005 - 1.2815515655446004 * 0.1)
        assert found.quantile(0.1)[0] == pytest.approx(exact, rel=2e-3)


N_CELLS, N_GROUPS, N_DRAWS = 40, 3, 200_000


@cache
def mixed() -> tuple[ForecastDistribution, IntArray, FloatArray]:
    """Cells of very different sizes and spreads in four regions, their groups, and simulated sums (groups × draws)."""
    rng = np.random.default_rng(20250101)
    mean, log_sd = rng.lognormal(3, 1, N_CELLS), rng.uniform(0.1, 0.6, N_CELLS)
    company, regional = rng.uniform(0.2, 0.6, N_CELLS), rng.uniform(-0.2, 0.7, N_CELLS)
    region, code = rng.integers(0, 4, N_CELLS), rng.integers(-1, N_GROUPS, N_CELLS)
    z, of_region = rng.standard_normal(N_DRAWS), rng.standard_normal((4, N_DRAWS))
    sums = np.zeros((N_GROUPS, N_DRAWS))
    for cell in np.flatnonzero(code >= 0):
        own = np.sqrt(1 - company[cell] ** 2 - regional[cell] ** 2) * rng.standard_normal(N_DRAWS)
        factor = company[cell] * z + regional[cell] * of_region[region[cell]] + own
        sums[code[cell]] += mean[cell] * np.exp(-(log_sd[cell] ** 2) / 2 + log_sd[cell] * factor)
    return distribution(mean, log_sd, company, regional, region), code, sums


class TestAgainstSimulation:
    @pytest.mark.parametrize(
        ("probability", "tolerance"), [(0.05, 0.025), (0.1, 0.015), (0.3, 0.01), (0.5, 0.01), (0.9, 0.01)]
    )
    def test_quantiles(self, probability: float, tolerance: float) -> None:
        cells, code, sums = mixed()
        found = sum_distribution(cells, code, N_GROUPS).quantile(probability)
        np.testing.assert_allclose(found, np.quantile(sums, probability, axis=1), rtol=tolerance)

    @pytest.mark.parametrize("of_mean", [0.7, 0.9, 1.0, 1.2])
    def test_probability_and_shortfall(self, of_mean: float) -> None:
        cells, code, sums = mixed()
        found = sum_distribution(cells, code, N_GROUPS)
        target = of_mean * found.mean
        simulated = (sums >= target[:, None]).mean(axis=1)
        np.testing.assert_allclose(found.probability_at_least(target), simulated, atol=0.015)
        missed = np.maximum(target[:, None] - sums, 0.0).mean(axis=1)
        np.testing.assert_allclose(found.expected_shortfall(target), missed, atol=0.005 * found.mean.max())

    def test_mean(self) -> None:
        cells, code, sums = mixed()
        np.testing.assert_allclose(sum_distribution(cells, code, N_GROUPS).mean, sums.mean(axis=1), rtol=0.005)


def direct_variance(cells: ForecastDistribution) -> float:
    """Σ_cd μ_c μ_d (exp(cov_cd) − 1), cell by cell."""
    push = cells.log_sd * cells.company_loading
    regional = cells.log_sd * cells.region_loading
    same = cells.region[:, None] == cells.region[None, :]
    covariance = np.outer(push, push) + np.where(same, np.outer(regional, regional), 0.0)
    np.fill_diagonal(covariance, cells.log_sd**2)
    return float(cells.mean @ np.expm1(covariance) @ cells.mean)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(2, 30))
def test_variance_is_that_of_all_pairs(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    company, regional = rng.uniform(-0.7, 0.7, n), rng.uniform(-0.7, 0.7, n)
    cells = distribution(rng.lognormal(0, 1, n), rng.uniform(0, 0.8, n), company, regional, rng.integers(0, 3, n))
    found = sum_distribution(cells, np.zeros(n, dtype=np.int64), 1)
    inner = np.exp(2 * found.centre + 2 * found.spread**2)  # E(S² | slice), were a slice a point
    swing = np.sinh(found.width) / np.where(found.width == 0, 1, found.width)
    second = (inner * np.where(found.width == 0, 1, swing)) @ found.weight
    assert second[0] == pytest.approx(direct_variance(cells) + found.mean[0] ** 2, rel=5e-3)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), probability=st.floats(0.001, 0.999))
def test_quantile_and_probability_undo_each_other(seed: int, probability: float) -> None:
    rng = np.random.default_rng(seed)
    n, groups = 30, 5
    cells = distribution(
        rng.lognormal(0, 1, n), rng.uniform(0.01, 1, n), rng.uniform(-0.7, 0.7, n), 0.5, rng.integers(-1, 3, n)
    )
    found = sum_distribution(cells, rng.integers(0, groups, n), groups)
    some = found.mean > 0
    reached = found.probability_at_least(found.quantile(probability))
    np.testing.assert_allclose(reached[some], 1 - probability, atol=1e-9)


def test_shortfall_is_the_area_under_the_distribution() -> None:
    found = equal_cells(0.4, 0.5)
    grid = np.linspace(0.01, 27.0, 4001)
    below = 1.0 - np.array([found.probability_at_least(x)[0] for x in grid])
    assert found.expected_shortfall(27.0)[0] == pytest.approx(float(np.trapezoid(below, grid)), rel=2e-3)


def test_groups_do_not_depend_on_each_other() -> None:
    cells, code, _ = mixed()
    together = sum_distribution(cells, code, N_GROUPS).quantile(0.2)
    alone = [sum_distribution(cells, np.where(code == g, 0, -1), 1).quantile(0.2)[0] for g in range(N_GROUPS)]
    np.testing.assert_allclose(together, alone, rtol=1e-12)
